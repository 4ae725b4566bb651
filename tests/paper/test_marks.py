"""How recorded texts come to stand on the sheet."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.kinds import Choice
from kast_eval.paper.filled import FilledSheet, print_filled
from kast_eval.paper.layout import lay_out
from kast_eval.paper.marks import PlacesOnPage, marks_on
from kast_eval.paper.page import Box, Text
from kast_eval.paper.type import text_width
from kast_eval.wording import Language
from tests.paper.forms import CHOICES, NUMBERS, SCALES, item, question, sample, words

HEAD = replace(
    sample(question(1, Choice({1: words("ett")}))),
    head=(item("mode", Choice({1: words("a"), 12: words("b")})),),
)


NUMBERS_PLACES = PlacesOnPage(lay_out(NUMBERS, Language.SV).pages[0])


def marks_of(
    definition: FormDefinition, texts: dict[str, str], number: int | None = None
) -> tuple[list[str], list[str]]:
    """Return the parts of the boxes that are crossed, and what is written."""
    page = lay_out(definition, Language.SV).pages[0]
    sheet = FilledSheet("", number, texts)
    marks = marks_on(PlacesOnPage(page), definition, sheet)
    crossed = [f"{mark.item} {mark.part}" for mark in marks if isinstance(mark, Box)]
    return crossed, [mark.text for mark in marks if isinstance(mark, Text)]


@pytest.mark.parametrize(
    ("definition", "name", "text", "crossed", "written"),
    [
        (CHOICES, "item_1", "1", ["choice 1"], []),
        (CHOICES, "item_1", "b", ["choice 1"], []),
        # Two marks where one is asked for are shown as they stand.
        (CHOICES, "item_1", "0|1", ["choice 0", "choice 1"], []),
        (CHOICES, "item_5", "1 3", ["choice 1", "choice 3"], []),
        (CHOICES, "item_5", "0", ["choice 0"], []),
        (CHOICES, "item_1", "v", ["missing -4"], []),
        # A reason without a box is written as it was keyed.
        (CHOICES, "item_1", "?", [], ["?"]),
        (CHOICES, "item_1", "x", [], ["x"]),
        (CHOICES, "item_1", "9", [], ["9"]),
        (SCALES, "item_1", "7", ["choice 7"], []),
        (SCALES, "item_1", "7,5", [], ["7,5"]),
        (SCALES, "grid_4_1", "3", ["choice 3"], []),
        (NUMBERS, "item_1", "4", [], ["4"]),
        (NUMBERS, "item_1", "04", [], ["0", "4"]),
        (NUMBERS, "item_1", "\uff11\uff12", [], ["1", "2"]),
        (NUMBERS, "item_1", "2-3", [], ["2-3"]),
        (NUMBERS, "item_1", "123", [], ["123"]),
        # A form of the staff has no boxes for not wanting to answer.
        (NUMBERS, "item_1", "v", [], ["v"]),
        (NUMBERS, "item_3", "2026-03-09", [], list("20260309")),
        (NUMBERS, "item_3", "2026-03", [], list("202603")),
        (NUMBERS, "item_3", "2026-03-??", [], list("202603??")),
        (NUMBERS, "item_3", "i mars", [], ["i mars"]),
        (NUMBERS, "item_5", "kort", [], ["kort"]),
        (HEAD, "mode", "12", [], ["1", "2"]),
        (HEAD, "mode", "a", [], ["1"]),
        (HEAD, "mode", "1|12", [], ["1|12"]),
        (HEAD, "mode", "?", [], ["?"]),
        (CHOICES, "item_1", " \x07 ", [], []),
    ],
)
def test_a_text_becomes_marks(
    definition: FormDefinition, name: str, text: str, crossed: list[str], written: list[str]
) -> None:
    parts = [f"{name} {part}" for part in crossed]
    assert marks_of(definition, {name: text}) == (parts, written)


def test_numbers_end_in_the_last_box() -> None:
    page = lay_out(NUMBERS, Language.SV).pages[0]
    sheet = FilledSheet("", None, {"item_1": "4"})
    (mark,) = marks_on(PlacesOnPage(page), NUMBERS, sheet)
    last = next(box for box in page.boxes if (box.item, box.part) == ("item_1", "digit 1"))
    assert last.x < mark.x < last.x + last.w


def test_a_shared_refusal_box_is_crossed_only_if_the_whole_row_refused() -> None:
    definition = replace(NUMBERS, filler=CHOICES.filler)
    both = {"grid_6_0": "v", "grid_6_1": "v"}
    assert marks_of(definition, both) == (["grid_6_0 missing -4"] * 2, [])
    assert marks_of(definition, {"grid_6_0": "v", "grid_6_1": "3"}) == ([], ["v", "3"])


def test_the_session_number_and_the_client_code_are_written() -> None:
    page = lay_out(CHOICES, Language.SV).pages[0]
    marks = marks_on(PlacesOnPage(page), CHOICES, FilledSheet("GB0427T", 12, {}))
    assert [mark.text for mark in marks if isinstance(mark, Text)] == [*"GB0427T", *"12"]
    start = replace(CHOICES, timing=Timing.START)
    assert marks_of(start, {}, number=3) == ([], [])


def test_long_words_are_set_small_and_cut_at_the_end_of_the_line() -> None:
    sixty = "att jag ska kunna leva utan att behöva dölja något för någon"
    _, one_line = marks_of(CHOICES, {"text_5": "att leva"})
    _, two_lines = marks_of(CHOICES, {"text_5": sixty[:40]})
    _, cut = marks_of(CHOICES, {"text_5": sixty * 3})
    assert one_line == ["att leva"]
    assert " ".join(two_lines) == sixty[:40].strip()
    assert cut[-1].endswith("…")


@pytest.mark.parametrize(
    "text",
    [
        '<img src="file:///etc/passwd">',
        "<b>oavslutad",
        "a" * 200_000,
        "ord " * 50_000,
        "\x00\x1b[31m\u202eomvänt",
        "\U0001f600 漢字 عربى",
        "%PDF-1.4 (endobj) \\",
    ],
)
def test_hostile_text_is_harmless(text: str) -> None:
    for definition in (CHOICES, NUMBERS, SCALES):
        texts = {one.name: text for one in definition.items}
        pdf = print_filled(definition, Language.SV, [FilledSheet(text, 7, texts)])
        assert pdf.startswith(b"%PDF")
        assert b"/Subtype /Image" not in pdf


@given(st.text(max_size=80))
def test_whatever_is_written_stays_on_the_paper(text: str) -> None:
    texts = {one.name: text for one in NUMBERS.items}
    for mark in marks_on(NUMBERS_PLACES, NUMBERS, FilledSheet(text, None, texts)):
        if isinstance(mark, Text):
            assert mark.x + text_width(mark.text, mark.style) <= 198
