from datetime import date

import pytest

from kast_eval.actions.compare_response import Comparison, compare_response, last_quarter_end
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.steps.protected_reach import protect_reaches
from kast_eval.dataset.anonymise.small_numbers import SMALLEST_COUNT
from kast_eval.quality.reach import OTHERS, Reach
from kast_eval.quality.step import Step
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    BOTH,
    HERE,
    NOW,
    RESEARCHER,
    THERE,
    Sent,
    code,
    entered,
    library,
    noted,
    plan,
)

COUNTRY = User("country", {one: frozenset({Role.COORDINATOR}) for one in (HERE, THERE)})
LATER = NOW.replace(month=7)


def compare(database: Database, user: User = COUNTRY) -> Comparison:
    with database.begin() as session:
        return compare_response(session, user, LATER, plan())


def test_clinics_without_clients_have_a_table_of_nobody(database: Database) -> None:
    found = compare(database)
    assert [site.code for site in found.sites] == [HERE, THERE]
    assert found.table is not None
    assert set(found.table.table.counts.values()) == {0}
    assert noted(database)[-1] == ("country", "compared response", "response", None)


def test_a_few_clients_are_not_shown_outside_their_clinic(database: Database) -> None:
    entered(database)
    assert compare(database).table is None


def test_what_was_keyed_after_the_quarter_does_not_count_yet(database: Database) -> None:
    with database.begin() as session:
        definition = library().newest("checkin").as_asked()
        enter_form(
            session, ANNA, LATER, definition, {"mood_7d": "7", "since_main": "0"}, plan=plan(),
            notes={}, code=code(1), number=1, person_type=1, submission="later",
        )  # fmt: skip
    found = compare(database)
    assert found.day == date(2026, 6, 30)
    assert found.table is not None


def test_who_has_withdrawn_does_not_count(database: Database) -> None:
    entered(database)
    withdrawn = {"deviation_kind": "1", "withdraw_scope": "2", "deviation_date": "2026-03-05"}
    entered(database, Sent(form="deviation", number=1, submission="withdrawn"), withdrawn)
    assert compare(database).table is not None


@pytest.mark.parametrize("user", [ANNA, BOTH, RESEARCHER])
def test_only_who_answers_for_several_clinics_compares_them(database: Database, user: User) -> None:
    with pytest.raises(NotAllowedError):
        compare(database, user)


@pytest.mark.parametrize(
    ("today", "ended"),
    [
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 11, 22), date(2026, 9, 30)),
    ],
)
def test_a_quarter_ends_once(today: date, ended: date) -> None:
    assert last_quarter_end(today) == ended


def test_no_hidden_count_can_be_worked_out_within_five() -> None:
    reaches = {
        "0180": Reach({Step.BEGAN: 3, Step.START: 12, Step.CLOSED: 9, Step.FOLLOWED_UP: 20}, 29),
        "1480": Reach({Step.BEGAN: 8, Step.START: 6, Step.CLOSED: 7, Step.FOLLOWED_UP: 31}, 38),
        OTHERS: Reach({Step.BEGAN: 5, Step.START: 9, Step.CLOSED: 1, Step.FOLLOWED_UP: 11}, 12),
    }
    found = protect_reaches(reaches)
    assert found is not None
    assert found.shown(("0180", Step.BEGAN)) is None
    assert found.shown((OTHERS, Step.CLOSED)) is None
    assert all(one.high - one.low >= SMALLEST_COUNT for one in found.intervals.values())
    assert found.shown((None, None)) == 122
