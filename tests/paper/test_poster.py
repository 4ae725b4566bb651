import pytest

from kast_eval.errors import KastEvalError
from kast_eval.paper.draw import draw_piece
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import PAPER_HEIGHT
from kast_eval.paper.poster import poster
from kast_eval.paper.type import Style
from kast_eval.study.occasions import occasions
from kast_eval.wording import Language
from tests.manual.source import LIBRARY, SCHEDULE
from tests.paper.pictures import page_texts

OCCASIONS = occasions(LIBRARY.newest_forms, SCHEDULE)
POSTER = poster(OCCASIONS)


@pytest.mark.parametrize("language", list(Language))
def test_every_form_of_a_clinic_stands_beside_its_time(language: Language) -> None:
    ink = Ink("P", language)
    draw_piece(ink, POSTER, language)
    ink.end_page()
    (text,) = page_texts(ink.finish())
    for one in OCCASIONS:
        assert one.when.in_language(language) in text
        for form in one.forms:
            assert f"{form.letter} {form.title.in_language(language)}" in text


def test_it_is_one_page_in_type_that_is_read_from_afar() -> None:
    assert POSTER.height <= PAPER_HEIGHT - 10
    letters = [one for one in POSTER.words if one.style is Style.POSTER_LETTER]
    assert len(letters) == sum(len(one.forms) for one in OCCASIONS)
    assert min(one.style.points for one in letters) >= 24


def test_few_forms_do_not_drift_apart() -> None:
    assert poster(OCCASIONS[:2]).height < PAPER_HEIGHT / 2


def test_more_forms_than_a_page_holds_are_told() -> None:
    with pytest.raises(KastEvalError, match="fler formulär än som får plats"):
        poster(OCCASIONS * 3)
