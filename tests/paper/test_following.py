from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.kinds import Kind, Words
from kast_eval.kinds.scale import Scale
from kast_eval.paper.charts.chart import WIDE
from kast_eval.paper.conversation.told import CourseTeller
from kast_eval.paper.draw import draw_piece
from kast_eval.paper.following import (
    BEHAVIOUR,
    CURVES,
    DIFFICULT,
    GOAL,
    PURCHASES,
    SESSIONS,
    following_sheet,
)
from kast_eval.paper.ink import Ink
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.paper.type import Style
from kast_eval.study.course.read_conversation import read_conversation
from kast_eval.wording import Language
from tests.definition.example import REAL_FORMS
from tests.manual.source import LIBRARY
from tests.paper.conversation.test_told import called
from tests.paper.pictures import page_texts

SHEET = following_sheet(LIBRARY)
MARGIN = 10.0


def test_it_follows_what_the_conversation_sheet_shows() -> None:
    shown = read_conversation(REAL_FORMS, LIBRARY.newest_forms)
    assert [(shown.form, one.item) for one in shown.curves] == [*CURVES]
    assert [(shown.form, one.item) for one in shown.since] == [PURCHASES[-1], BEHAVIOUR]
    assert {GOAL, DIFFICULT} <= {(shown.start_form, one.item.name) for one in shown.start}


def with_item(place: tuple[str, str], changed: Item | None) -> Library:
    """Return the forms with one item changed or gone."""

    def form(definition: FormDefinition) -> FormDefinition:
        if definition.form != place[0]:
            return definition
        sections = tuple(
            replace(
                section,
                questions=tuple(
                    replace(
                        question,
                        items=tuple(
                            changed or replace(item, name="gone") if item.name == place[1] else item
                            for item in question.items
                        ),
                    )
                    for question in section.questions
                ),
            )
            for section in definition.sections
        )
        return replace(definition, sections=sections)

    return Library(tuple(form(one) for one in LIBRARY.forms))


def item(place: tuple[str, str]) -> Item:
    return LIBRARY.newest(place[0]).item(place[1])


@pytest.mark.parametrize("language", list(Language))
def test_the_questions_are_those_of_the_forms(language: Language) -> None:
    ink = Ink("F", language)
    draw_piece(ink, SHEET, language)
    ink.end_page()
    (text,) = page_texts(ink.finish())
    for place in (GOAL, DIFFICULT, *CURVES, *PURCHASES, BEHAVIOUR):
        assert item(place).wording.in_language(language) in text


@pytest.mark.parametrize("language", list(Language))
def test_its_rulers_look_like_those_of_the_conversation_sheet(language: Language) -> None:
    case = called("since: everything at once")
    draw = CourseTeller(case.course, language, date(2026, 1, 28)).told().draw
    assert draw is not None
    shown = Counter(span.text for span in draw(WIDE).spans)
    words = Counter(one.wording.in_language(language) for one in SHEET.words)
    kinds = [item(place).kind for place in CURVES]
    anchors = [one for kind in kinds if isinstance(kind, Scale) for one in kind.anchors.values()]
    assert len(anchors) == 2 * len(CURVES)
    for text in (*(one.in_language(language) for one in anchors), "0", "5", "10"):
        assert min(words[text], shown[text]) >= 1
    # The numbered lines of each grid are as many.
    assert shown["5"] >= words["5"] >= len(CURVES)


def test_it_holds_ten_sessions_on_one_page() -> None:
    numbers = [box for box in SHEET.boxes if box.part == "number"]
    assert len(numbers) == 2 * SESSIONS
    assert SHEET.height <= PAPER_HEIGHT - MARGIN
    edges = [(line.x1, line.x2) for line in SHEET.lines]
    assert all(MARGIN <= x <= PAPER_WIDTH - MARGIN for pair in edges for x in pair)


def test_each_grid_has_a_line_for_every_number_and_session() -> None:
    across = [one for one in SHEET.lines if one.y1 == one.y2 and one.x2 - one.x1 > 100]
    assert len(across) == len(CURVES) * 11


def test_clients_are_given_no_type_under_eleven_points() -> None:
    # The codes beside the boxes are small on every form.
    assert min(one.style.points for one in SHEET.words if one.style is not Style.CODE) >= 11


@pytest.mark.parametrize("place", [GOAL, DIFFICULT, *CURVES, *PURCHASES, BEHAVIOUR])
def test_an_item_that_is_gone_is_told(place: tuple[str, str]) -> None:
    with pytest.raises(KastEvalError, match=f"{place[0]}.{place[1]} saknas"):
        following_sheet(with_item(place, None))


@pytest.mark.parametrize("place", [GOAL, CURVES[0], BEHAVIOUR])
def test_an_item_of_another_kind_is_told(place: tuple[str, str]) -> None:
    kind: Kind = Words()
    with pytest.raises(KastEvalError, match=f"{place[1]} saknas i formulären eller är av annat"):
        following_sheet(with_item(place, replace(item(place), kind=kind)))
