from dataclasses import replace
from datetime import date

import pytest

from kast_eval.dataset.item_columns import item_codes, item_columns
from kast_eval.dataset.table import Code
from kast_eval.definition.form import Export, Item, Role
from kast_eval.kinds import Day
from tests.dataset.made import LIBRARY, START

FIRST = date(2026, 3, 9)


def coded(name: str, text: str) -> dict[str, Code]:
    item = START.item(name)
    return dict(item_codes(item, item.read(text), FIRST))


@pytest.mark.parametrize(
    ("age", "band"),
    [("18", 1), ("24", 1), ("25", 2), ("64", 5), ("65", 6), ("99", 6), ("", -7), ("v", -4)],
)
def test_a_count_leaves_in_its_band_and_a_reason_as_it_is(age: str, band: int) -> None:
    assert coded("age_years", age) == {"age_group": band}


def test_the_bands_of_every_form_hold_every_count() -> None:
    for form in LIBRARY.forms:
        for item in form.items:
            if item.export and item.export.bands:
                column = item.columns()[0]
                for number in range(column.smallest or 0, (column.largest or 0) + 1):
                    answer = item.read(str(number))
                    (code,) = item_codes(item, answer, None).values()
                    assert code in {band.code for band in item.export.bands}


def test_several_ticks_leave_as_one_code_a_box() -> None:
    codes = coded("trig", "1 3")
    assert (codes["trig_lonely"], codes["trig_stress"], codes["trig_low"]) == (1, 0, 1)
    assert set(coded("trig", "").values()) == {-7}
    # The none box says that all others are not ticked.
    assert set(coded("trig", "0").values()) == {0}


def made(**changes: object) -> Item:
    item = replace(START.item("fill_date"), name="told_date", export=Export("told_day"))
    return replace(item, **changes)  # type: ignore[arg-type]  # The fields are the item's own.


def test_another_day_than_the_sheet_s_leaves_as_days_since_the_first_session() -> None:
    item = made()
    assert item_codes(item, item.read("2026-03-19"), FIRST) == {"told_day": 10}
    assert item_codes(item, item.read("2026-03-19"), None) == {"told_day": -7}
    assert [column.name for column in item_columns(item, "A")] == ["told_day"]


@pytest.mark.parametrize(
    "item",
    [
        # A day that the form gives no export stays.
        made(export=None),
        made(role=Role.IDENTIFIER),
        made(role=Role.TEXT),
        # The sheet's own day leaves among the sheet's columns.
        START.item("fill_date"),
        START.item("own_words_txt"),
        START.item("goal_main_txt"),
    ],
)
def test_what_must_not_leave_has_no_column_and_no_code(item: Item) -> None:
    assert item_columns(item, "A") == ()
    text = "2026-03-19" if isinstance(item.kind, Day) else "Anna"
    assert item_codes(item, item.read(text), FIRST) == {}
