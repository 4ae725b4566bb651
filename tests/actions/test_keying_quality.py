import pytest

from kast_eval.actions.keying_quality import KeyingQuality, keying_quality
from kast_eval.actions.resolve_differences import Decision, Right
from kast_eval.quality.rates import ErrorRate
from kast_eval.store.comparisons import compared_sheets
from kast_eval.store.database import Database
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.roles import NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    NEIGHBOUR,
    TEXTS,
    Sent,
    code,
    entered,
    library,
)
from tests.actions.twice import DIFFERENT, Again, decide, keyed_again


def quality(database: Database, user: User = ANNA) -> KeyingQuality:
    with database.read() as session:
        return keying_quality(session, user, library(), HERE)


def test_of_nothing_compared_there_is_no_rate(database: Database) -> None:
    entered(database)
    found = quality(database)
    assert (found.all.sheets, found.all.differing) == (0, ErrorRate(0, 0))
    assert (found.by_form, found.by_kind) == ({}, {})
    assert (found.awaiting, found.undecided) == (1, 0)


def test_differing_fields_are_counted_by_form_and_kind(database: Database) -> None:
    keyed_again(database, entered(database), DIFFERENT)
    other = entered(database, Sent(code=code(2), submission="page 2"))
    keyed_again(database, other, TEXTS, Again(code=code(2), submission="again 2"))
    decide(
        database,
        first_of(database),
        {
            "since_main": Decision(Right.SECOND, "läste fel"),
            "mood_7d": Decision(Right.FIRST, "tryckte fel"),
        },
    )
    found = quality(database)
    assert (found.all.sheets, found.all.differing) == (2, ErrorRate(2, 26))
    assert {letter: rate.differing.wrong for letter, rate in found.by_form.items()} == {"C": 2}
    assert sum(rate.differing.fields for rate in found.by_kind.values()) == 26
    assert found.by_kind["Scale"].differing.wrong + found.by_kind["Choice"].differing.wrong == 2
    # One keyer is no three, so who was wrong is not told.
    assert (found.tells_who, found.all.first, found.all.second) == (False, None, None)


def test_who_keyed_the_second_time_is_known_beside_who_keyed_first(database: Database) -> None:
    keyed_again(database, entered(database))
    with database.read() as session:
        [sheet] = compared_sheets(session, HERE)
    assert (sheet.keyer, sheet.second_keyer) == (ANNA.name, BERIT.name)


def first_of(database: Database) -> str:
    with database.read() as session:
        return newest_sheets(session, (HERE,), limit=9)[-1].public_id


def test_another_clinics_quality_is_answered_like_none(database: Database) -> None:
    with pytest.raises(NotFoundError):
        quality(database, NEIGHBOUR)
