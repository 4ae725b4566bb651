"""What holds for the layout of every form in every language."""

import itertools
from dataclasses import replace
from math import hypot

import pytest

from kast_eval.definition.form import Filler, FormDefinition, Item
from kast_eval.errors import KastEvalError
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.several import Several
from kast_eval.paper import measures
from kast_eval.paper.layout import NoRoomError, lay_out, room_left
from kast_eval.paper.markers import MARKER_SIZE, MARKER_WHITE
from kast_eval.paper.page import Box, Page, Text
from kast_eval.paper.sheet_code import QR_QUIET, QR_SIZE, QR_X, QR_Y
from kast_eval.paper.type import Style, text_width
from kast_eval.wording import Language
from tests.definition.example import real_library
from tests.paper.forms import FORMS, GROWN, SAMPLES

SMALL = {Style.CODE, Style.LEGEND, Style.FOOT, Style.SHEET_CODE}
ONE_NUMBER = {"digit", "character", "year", "month", "day"}
Area = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    """Every page of every form in every language."""
    return tuple(
        page
        for definition in FORMS + GROWN + SAMPLES
        for language in Language
        for page in lay_out(definition, language).pages
    )


def box_area(box: Box) -> Area:
    return box.x, box.y, box.x + box.w, box.y + box.h


def text_area(text: Text) -> Area:
    size = text.style.size
    right = text.x + text_width(text.text, text.style)
    return text.x, text.y - 0.70 * size, right, text.y + 0.20 * size


def distance(one: Area, other: Area) -> float:
    across = max(0.0, other[0] - one[2], one[0] - other[2])
    down = max(0.0, other[1] - one[3], one[1] - other[3])
    return hypot(across, down)


def forbidden_areas(page: Page) -> list[Area]:
    """The white around markers and sheet code."""
    reach = MARKER_SIZE + MARKER_WHITE
    areas = [
        (marker.x - MARKER_WHITE, marker.y - MARKER_WHITE, marker.x + reach, marker.y + reach)
        for marker in page.markers
    ]
    quiet, size = QR_QUIET, QR_SIZE
    return [*areas, (QR_X - quiet, QR_Y - quiet, QR_X + size + quiet, QR_Y + size + quiet)]


def are_one_number(one: Box, other: Box) -> bool:
    sorts = {one.part.split()[0], other.part.split()[0]}
    return one.item == other.item and sorts <= ONE_NUMBER


def test_boxes_are_three_mm_apart_unless_they_hold_one_number(pages: tuple[Page, ...]) -> None:
    for page in pages:
        for one, other in itertools.combinations(page.boxes, 2):
            least = 0.99 if are_one_number(one, other) else 2.99
            # The line for words belongs to the box before it and is not read by machine.
            least = 2.0 if "line" in one.part + other.part else least
            assert distance(box_area(one), box_area(other)) >= least, (one, other)


def test_no_words_collide_with_words_or_boxes(pages: tuple[Page, ...]) -> None:
    for page in pages:
        areas = [text_area(text) for text in page.texts]
        for one, other in itertools.combinations(areas, 2):
            assert distance(one, other) > 0, (one, other)
        for text, area in zip(page.texts, areas, strict=True):
            for box in page.boxes:
                assert distance(area, box_area(box)) > 0.5, (text, box)


def test_a_label_stands_away_from_the_box_before_it(pages: tuple[Page, ...]) -> None:
    for page in pages:
        for text, box in itertools.product(page.texts, page.boxes):
            area = text_area(text)
            same_row = area[1] < box.y + box.h and box.y < area[3]
            if same_row and area[0] >= box.x + box.w and box.part.startswith("choice"):
                assert area[0] - box.x - box.w >= 0.9
                if text.style is Style.BODY:
                    assert area[0] - box.x - box.w >= 2.5


def test_nothing_stands_in_the_white_of_markers_and_sheet_code(pages: tuple[Page, ...]) -> None:
    for page in pages:
        areas = [text_area(text) for text in page.texts]
        areas += [box_area(box) for box in page.boxes]
        areas += [(min(one.x1, one.x2), one.y1, max(one.x1, one.x2), one.y2) for one in page.lines]
        for area, white in itertools.product(areas, forbidden_areas(page)):
            assert distance(area, white) > 0, (page.qr, area)


def test_nothing_leaves_the_margins(pages: tuple[Page, ...]) -> None:
    for page in pages:
        for left, top, right, bottom in (
            *(text_area(text) for text in page.texts),
            *(box_area(box) for box in page.boxes),
        ):
            assert left >= measures.MARGIN
            assert right <= 210 - measures.MARGIN
            assert top >= 8
            assert bottom <= 297 - 8


@pytest.mark.parametrize("definition", FORMS + SAMPLES, ids=lambda one: one.form)
def test_both_languages_have_the_same_boxes(definition: FormDefinition) -> None:
    swedish, english = (lay_out(definition, language) for language in Language)
    assert swedish.boxes == english.boxes
    assert [page.qr for page in swedish.pages] == [page.qr for page in english.pages]


def test_no_type_is_below_eleven_points_but_codes_and_the_foot(pages: tuple[Page, ...]) -> None:
    for page in pages:
        assert all(text.style.points >= 11 or text.style in SMALL for text in page.texts)


GIVEN_OUT = [one for one in FORMS if one.filler in {Filler.CLIENT, Filler.RELATIVE}]


@pytest.mark.parametrize("definition", GIVEN_OUT, ids=lambda one: one.form)
def test_on_what_is_given_out_the_rows_of_the_clinic_are_as_large_and_say_whose_they_are(
    definition: FormDefinition,
) -> None:
    for language, whose in zip(
        Language, ("Fylls i av mottagningen", "Filled in by the clinic"), strict=True
    ):
        pages = lay_out(definition, language).pages
        texts = [text for page in pages for text in page.texts]
        assert [text.text for text in texts].count(whose) == 1
        assert not any(text.style is Style.LEGEND for text in texts)


def test_staff_are_not_told_that_the_clinic_fills_in_their_own_rows() -> None:
    staff = [one for one in FORMS if one not in GIVEN_OUT]
    texts = [t.text for one in staff for p in lay_out(one, Language.SV).pages for t in p.texts]
    assert "Fylls i av mottagningen" not in texts


def test_boxes_keep_their_size_and_pitch(pages: tuple[Page, ...]) -> None:
    for page in pages:
        for box in page.boxes:
            if box.part.startswith(("choice", "missing", "reference")):
                assert (box.w, box.h) == (5.0, 5.0)
            elif box.is_outlined:
                assert (box.w, box.h) == (6.0, 7.0)


def test_every_page_has_two_boxes_that_stay_empty(pages: tuple[Page, ...]) -> None:
    for page in pages:
        parts = [box.part for box in page.boxes if box.item == "reference"]
        assert parts == ["reference 0", "reference 1"]


def codes_of(item: Item) -> tuple[int, ...]:
    return item.kind.codes if isinstance(item.kind, Choice | Several) else ()


PAGES_OF_QUESTIONS = tuple(form for form in FORMS if not form.rows)


@pytest.mark.parametrize("definition", PAGES_OF_QUESTIONS, ids=lambda one: one.form)
def test_every_item_has_its_boxes_in_the_order_of_its_codes(definition: FormDefinition) -> None:
    boxes = lay_out(definition, Language.SV).boxes
    for question in definition.questions:
        for item in question.items:
            parts = [box.part for box in boxes if box.item == item.name]
            ticks = [part for part in parts if part.startswith("choice")]
            assert parts
            assert not codes_of(item) or ticks == [f"choice {code}" for code in codes_of(item)]


@pytest.mark.parametrize("definition", FORMS, ids=lambda one: one.form)
def test_clients_can_refuse_every_item_and_staff_none(definition: FormDefinition) -> None:
    boxes = lay_out(definition, Language.SV).boxes
    refusable = {name for box in boxes if box.part == "missing -4" for name in box.items}
    asked = {
        item.name for question in definition.questions for item in question.items if item.columns()
    }
    assert refusable == (asked if definition.refusal_boxes else set())


@pytest.mark.parametrize("definition", FORMS, ids=lambda one: one.form)
def test_the_number_of_pages_is_that_of_the_definition(definition: FormDefinition) -> None:
    assert len(lay_out(definition, Language.SV).pages) == definition.pages


def test_a_page_that_is_too_high_is_an_error_that_says_by_how_much() -> None:
    definition = FORMS[0]
    longer = replace(definition, sections=definition.sections[:1] * 5, pages=1)
    with pytest.raises(KastEvalError, match=r"sida 1: innehållet är [0-9.]+ mm för högt"):
        lay_out(longer, Language.SV)


def test_pages_that_the_definition_does_not_break_are_an_error() -> None:
    definition = replace(FORMS[0], pages=7)
    with pytest.raises(KastEvalError, match="ska ha 7"):
        lay_out(definition, Language.EN)


def test_the_geometry_code_follows_the_boxes_only() -> None:
    definition = SAMPLES[0]
    before = lay_out(definition, Language.SV).pages[0]
    renamed = replace(definition, title=replace(definition.title, sv="Annat namn"))
    assert lay_out(renamed, Language.SV).pages[0].geom == before.geom
    moved = replace(definition, page_codes=(99,))
    assert lay_out(moved, Language.SV).pages[0].geom != before.geom
    assert before.qr == f"F1/{definition.form}/1/1/{before.geom}"
    assert any(text.text.endswith(f"v1 p1/1 {before.geom}") for text in before.texts)


def test_what_a_page_has_to_spare_is_what_it_may_still_take() -> None:
    start = real_library().newest("start")
    left = room_left(start.as_asked())
    assert len(left) == start.pages
    assert all(room >= 0 for room in left)
    whole = start.as_asked(start.optional_items)
    assert min(room_left(whole)) < 0
    with pytest.raises(NoRoomError) as refused:
        lay_out(whole, Language.SV)
    assert refused.value.details["excess"] == round(-next(r for r in room_left(whole) if r < 0), 1)
