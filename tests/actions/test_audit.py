import pytest

from kast_eval.actions.confirm_clock import ClockError, confirm_clock
from kast_eval.actions.note_refusal import note_refusal
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, User
from tests.actions.at_the_clinic import ANNA, BOTH, LEAD, NOW, noted


def test_nobody_says_that_a_clock_in_1970_is_right(database: Database) -> None:
    with database.begin() as session, pytest.raises(ClockError):
        confirm_clock(session, LEAD, NOW.replace(year=1970))
    with database.begin() as session, pytest.raises(NotAllowedError):
        confirm_clock(session, ANNA, NOW)
    assert noted(database) == []


def test_a_refusal_names_the_clinic_where_there_is_but_one(database: Database) -> None:
    with database.begin() as session:
        for user in (ANNA, BOTH, User("none", {})):
            note_refusal(session, user, NOW, "sheet.sheet")
    assert [where for *_, where in noted(database)] == ["0000", None, None]
