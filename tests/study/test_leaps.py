from datetime import timedelta

import pytest

from kast_eval.study.expected import Absence, SheetFacts
from kast_eval.study.leaps import Awaited, awaited
from kast_eval.study.ledger import ledger_of
from tests.study.sheets import CODE, FIRST, log, schedule, sheet


def told(*facts: SheetFacts, absences: tuple[Absence, ...] = ()) -> list[Awaited]:
    today = FIRST + timedelta(60)
    ledger = ledger_of(
        schedule(), facts, absences, (), today, chosen_points=(), in_study=False
    )  # fmt: skip
    return [one for one in awaited(ledger) if one.expected.form == "session"]


def runs(found: list[Awaited]) -> list[tuple[int | None, int | None, int | None]]:
    return [
        (one.expected.number, one.until, one.after.number if one.after else None) for one in found
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        # The first log of all that leaps, and one after others.
        ((9,), [(1, 8, 9)]),
        ((1, 9), [(2, 8, 9)]),
        ((4,), [(1, 3, 4)]),
        # Two that are missing may lie in another pile.
        ((3,), [(1, None, None), (2, None, None)]),
        ((4, 9), [(1, 3, 4), (5, 8, 9)]),
        ((1, 2), []),
    ],
)
def test_sessions_in_a_row_without_a_sheet_are_told_as_one(
    numbers: tuple[int, ...], expected: list[tuple[int, int | None, int | None]]
) -> None:
    assert runs(told(*(log(number, number) for number in numbers))) == expected


def test_a_session_with_a_check_in_is_no_leap() -> None:
    facts = (log(1, 0), sheet("checkin", 9, 4), log(7, 20))
    found = runs(told(*facts))
    # The sheet of session 4 comes before the others that are missing.
    assert [one[:2] for one in found] == [(2, None), (3, None), (4, None), (5, None), (6, None)]


def test_a_log_that_is_said_not_to_come_shortens_the_leap() -> None:
    gone = Absence((CODE, 1, "session", "s01"), "lost")
    (leap,) = told(log(6, 20), absences=(gone,))
    assert (leap.expected.number, leap.until) == (2, 5)
    gap = Absence((CODE, 1, "session", "s05"), "lost")
    (run,) = runs(told(log(6, 20), absences=(gone, gap)))
    assert run == (2, 4, 6)
