from collections.abc import Mapping

import pytest

from kast_eval.actions.read_differences import read_differences
from kast_eval.actions.resolve_differences import Decision, Right, StaleDifferencesError
from kast_eval.actions.steps.keyers import SamePersonError
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.store.comparisons import compared_sheets
from kast_eval.store.database import Database
from kast_eval.store.entries import entry_history
from kast_eval.store.records import EntryRecord
from kast_eval.study.keying_status import KeyingStatus
from kast_eval.study.roles import NotFoundError, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    TEXTS,
    Correcting,
    correct,
    entered,
    noted,
    plan,
)
from tests.actions.test_key_again import be_seen, real, status_of
from tests.actions.twice import DIFFERENT, comparison_of, decide, keyed_again

__all__ = ["real"]
MIXED = {
    "since_main": Decision(Right.FIRST, "tryckte fel"),
    "mood_7d": Decision(Right.SECOND, "läste fel"),
}


@pytest.fixture
def differing(database: Database) -> str:
    public_id = entered(database)
    keyed_again(database, public_id, DIFFERENT)
    return public_id


def history(database: Database) -> tuple[EntryRecord, ...]:
    with database.read() as session:
        return entry_history(session, 1)


def wrong(database: Database) -> tuple[set[str], set[str]]:
    """Return the items that were wrong in the first and in the second keying."""
    with database.read() as session:
        (sheet,) = compared_sheets(session, HERE)
    return set(sheet.compared.first_wrong), set(sheet.compared.second_wrong)


def test_a_decision_that_changes_what_counts_is_a_correction(
    database: Database, differing: str
) -> None:
    assert decide(database, differing, MIXED).sheet_public_id == differing
    first, newest = history(database)
    assert newest.texts == {**TEXTS, "mood_7d": "8"}
    assert (newest.replaces, newest.reason) == (first.id, "läste fel")
    assert status_of(database) is KeyingStatus.RESOLVED
    assert wrong(database) == ({"mood_7d"}, {"since_main"})
    done = [(user, action) for user, action, _subject, _site in noted(database)]
    # It was wrong in the first keying, so that the batch comes back.
    assert done[-3:] == [
        ("lead", "resolved"), ("lead", "corrected"), ("program", "put back a batch"),
    ]  # fmt: skip


def test_where_the_first_keying_was_right_nothing_is_corrected(
    database: Database, differing: str
) -> None:
    decide(database, differing, dict.fromkeys(MIXED, Decision(Right.FIRST, "tryckte fel")))
    assert len(history(database)) == 1
    assert status_of(database) is KeyingStatus.RESOLVED
    assert wrong(database) == (set(), {"since_main", "mood_7d"})


def test_another_text_makes_both_wrong(database: Database, differing: str) -> None:
    other = {**MIXED, "mood_7d": Decision(Right.OTHER, "läste fel", "5")}
    decide(database, differing, other)
    assert history(database)[-1].texts["mood_7d"] == "5"
    assert wrong(database) == ({"mood_7d"}, {"since_main", "mood_7d"})


def test_another_text_that_means_the_same_makes_its_keying_right(
    database: Database, differing: str
) -> None:
    # Box h has the code 7, as the first keying has it.
    decide(database, differing, {**MIXED, "mood_7d": Decision(Right.OTHER, "samma", "h")})
    assert len(history(database)) == 1
    assert wrong(database) == (set(), {"since_main", "mood_7d"})


def test_an_unclear_mark_has_the_reason_as_its_note(database: Database, differing: str) -> None:
    decide(database, differing, {**MIXED, "mood_7d": Decision(Right.OTHER, "mellan 7 och 8", "x")})
    newest = history(database)[-1]
    assert (newest.texts["mood_7d"], newest.notes) == ("x", {"mood_7d": "mellan 7 och 8"})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"mood_7d": None}, "Välj vad som står"),
        ({"mood_7d": Decision(Right.FIRST, " \u200b")}, "Skriv varför"),
        ({"mood_7d": Decision(Right.FIRST, "x" * (LONGEST_TEXT + 1))}, "längre än 200"),
        ({"mood_7d": Decision(Right.OTHER, "läste fel", "99")}, "finns inte bland"),
    ],
)
def test_what_lacks_saves_nothing(
    database: Database, differing: str, changes: Mapping[str, Decision | None], told: str
) -> None:
    decisions = {name: one for name, one in {**MIXED, **changes}.items() if one is not None}
    outcome = decide(database, differing, decisions)
    assert outcome.sheet_public_id is None
    (error,) = outcome.reading.errors
    assert error.items == ("mood_7d",)
    assert told in error.in_language(Language.SV)
    assert status_of(database) is KeyingStatus.DIFFERS


def test_the_same_decisions_sent_twice_are_saved_once(database: Database, differing: str) -> None:
    assert decide(database, differing, MIXED) == decide(database, differing, MIXED)
    assert len(history(database)) == 2


@pytest.mark.parametrize("comparison", [1, 99])
def test_other_decisions_come_too_late(database: Database, differing: str, comparison: int) -> None:
    decide(database, differing, MIXED)
    late = dict.fromkeys(MIXED, Decision(Right.SECOND, "läste fel"))
    with pytest.raises(StaleDifferencesError):
        decide(database, differing, late, user=ANNA, comparison=comparison)


def test_a_correction_meanwhile_makes_the_page_stale(database: Database, differing: str) -> None:
    seen = comparison_of(database, differing)
    correct(database, differing, {**TEXTS, "mood_7d": "8"})
    with pytest.raises(StaleDifferencesError):
        decide(database, differing, MIXED, comparison=seen)
    rest = {"since_main": Decision(Right.SECOND, "läste fel")}
    decide(database, differing, rest)
    # What the correction mended was wrong in the first keying too.
    assert wrong(database) == ({"since_main", "mood_7d"}, set())


def test_a_sheet_that_is_keyed_once_has_nothing_to_decide(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(NotFoundError):
        decide(database, public_id, MIXED, comparison=1)


def test_another_clinics_differences_are_answered_like_none(
    database: Database, differing: str
) -> None:
    with pytest.raises(NotFoundError):
        decide(database, differing, MIXED, user=NEIGHBOUR)


def test_reading_the_differences_is_noted(database: Database, differing: str) -> None:
    with database.begin() as session:
        found = read_differences(session, LEAD, NOW, plan(), public_id=differing)
    assert [item.name for item in found.items] == ["since_main", "mood_7d"]
    assert noted(database)[-1] == ("lead", "read differences", differing, HERE)


@pytest.mark.parametrize("user", [ANNA, BERIT])
def test_where_there_is_a_third_person_that_one_decides(real: Database, user: User) -> None:
    be_seen(real, ANNA, BERIT)
    public_id = entered(real)
    keyed_again(real, public_id, DIFFERENT)
    be_seen(real, LEAD)
    with pytest.raises(SamePersonError, match="inte har skrivit in det"):
        decide(real, public_id, MIXED, user=user)
    assert decide(real, public_id, MIXED).sheet_public_id == public_id


def test_where_only_two_key_one_of_them_decides(real: Database) -> None:
    be_seen(real, ANNA, BERIT)
    public_id = entered(real)
    keyed_again(real, public_id, DIFFERENT)
    assert decide(real, public_id, MIXED, user=BERIT).sheet_public_id == public_id


def test_a_later_correction_leaves_the_decision(database: Database, differing: str) -> None:
    decide(database, differing, MIXED)
    newest = history(database)[-1]
    correct(database, differing, TEXTS, Correcting(newest.id, submission="later"))
    assert status_of(database) is KeyingStatus.RESOLVED
