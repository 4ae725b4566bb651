import pytest

from kast_eval.manual.assemble import assemble
from kast_eval.manual.edition import Edition
from kast_eval.manual.errors import ManualError
from kast_eval.manual.references import question_anchor
from kast_eval.manual.tree import Paragraph, Run
from tests.manual.source import LIBRARY, blocks, chapter, small


def runs(text: str) -> tuple[Run, ...]:
    (paragraph,) = blocks(text)
    assert isinstance(paragraph, Paragraph)
    return paragraph.runs


@pytest.mark.parametrize(
    ("reference", "shown", "target"),
    [
        ("A17", "A17", "fraga-start-urge_max_7d"),
        ("A14a", "A14a", "fraga-start-buy_rem_30d_n"),
        # A question of many rows is found at its first one.
        ("A23", "A23", "fraga-start-harm_rel"),
        # A letter with a digit needs a sign before the number.
        ("H1:2", "H1:2", "fraga-relative_start-strain"),
        ("H1", "formulär H1", "formular-relative_start"),
        ("start.mood_2w", "mood_2w", "fraga-start-mood_2w"),
        # The head has one place for all forms.
        ("checkin.fill_mode", "fill_mode", "fraga-huvud-fill_mode"),
        ("kap 1", "kapitel 1", "01-prov"),
    ],
)
def test_a_reference_is_shown_as_paper_says_and_leads_there(
    reference: str, shown: str, target: str
) -> None:
    assert runs(f"Se {{{reference}}}.") == (Run("Se "), Run(shown, target=target), Run("."))


def test_a_sentence_that_begins_with_a_form_begins_with_a_capital() -> None:
    assert runs("{A} först. {C} sedan, och {D}.") == (
        Run("Formulär A", target="formular-start"),
        Run(" först. "),
        Run("Formulär C", target="formular-checkin"),
        Run(" sedan, och "),
        Run("formulär D", target="formular-session"),
        Run("."),
    )


def test_a_bold_reference_is_bold() -> None:
    assert runs("**{A1}**") == (Run("A1", bold=True, target="fraga-start-age_years"),)


@pytest.mark.parametrize(
    "gone", ["A99", "Q1", "H12", "start.gone", "gone.age_years", "kap 9", "bil 1"]
)
def test_a_reference_that_is_gone_is_told_with_its_line(gone: str) -> None:
    with pytest.raises(ManualError, match=rf"01-prov\.md:4: {{{gone}}} finns inte"):
        blocks(f"Första raden\nhar {{A1}}, andra {{{gone}}}.")


def test_a_chapter_of_the_other_edition_is_gone() -> None:
    source = small("# Ett\n\n{kap 2}", chapter("# Två", number=2, audience=Edition.NEW))
    assert len(assemble(source, Edition.NEW).chapters) == 2
    with pytest.raises(ManualError, match=r"\{kap 2\} finns inte"):
        assemble(source, Edition.STUDY)


def test_every_item_of_a_form_has_an_anchor_of_its_own() -> None:
    start = LIBRARY.newest("start")
    anchors = {question_anchor(start, item.name) for item in start.items}
    assert len(anchors) == len(start.items)
