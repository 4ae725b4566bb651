from datetime import date, timedelta
from functools import cache

import pytest

from kast_eval.paper.page import PAPER_HEIGHT
from kast_eval.paper.wall_list import MOST_ROWS, WallRow, print_wall_list, wall_list
from kast_eval.wording import Language, Wording
from tests.manual.source import LIBRARY
from tests.paper.pictures import page_texts

DAY = date(2026, 3, 9)
FORM = LIBRARY.newest("checkin")


@cache
def rows(count: int) -> tuple[WallRow, ...]:
    return tuple(
        WallRow(
            f"GB{place // 2:04}T",
            FORM.letter,
            FORM.title,
            Wording(f"samtal {place}", f"session {place}"),
            DAY + timedelta(place - 2),
            is_late=place < 2,
        )
        for place in range(count)
    )


def text_of(count: int, *, training: bool = False, language: Language = Language.SV) -> str:
    pdf = print_wall_list(
        rows(count), clinic="KAST Småstad", day=DAY, training=training, language=language,
        anchor="3F2A 91C0 77DE 12A7",
    )  # fmt: skip
    (text,) = page_texts(pdf)
    return text


@pytest.mark.parametrize(("language", "late"), [(Language.SV, "försenat"), (Language.EN, "late")])
def test_each_sheet_stands_with_its_form_number_and_last_day(language: Language, late: str) -> None:
    text = text_of(4, language=language)
    for row in rows(4):
        said = row.number.in_language(language)
        assert f"C {FORM.title.in_language(language)} {said} {row.last_day.isoformat()}" in text
    assert text.count(late) == 2


def test_a_client_is_named_once() -> None:
    assert text_of(4).count("GB0000T") == 1


def test_more_sheets_than_fit_are_counted() -> None:
    text = text_of(MOST_ROWS + 7)
    assert "och 7 ark till" in text
    assert f"samtal {MOST_ROWS - 1}" in text
    assert f"samtal {MOST_ROWS} " not in text


@pytest.mark.parametrize("count", [0, 1, MOST_ROWS, MOST_ROWS + 1, 500])
def test_it_is_always_one_page(count: int) -> None:
    assert wall_list(rows(count), clinic="K" * 300, day=DAY).height <= PAPER_HEIGHT - 10


def test_an_empty_list_says_so() -> None:
    assert "Inget ark väntas." in text_of(0)


@pytest.mark.parametrize("training", [True, False])
def test_practice_is_marked_as_such(*, training: bool) -> None:
    assert ("ÖVNING" in text_of(1, training=training)) is training
