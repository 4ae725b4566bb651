import itertools
from datetime import datetime, timedelta, timezone

import pytest

from kast_eval.store.database import Database
from kast_eval.store.events import (
    CHAIN_START,
    CLOCK,
    CLOCK_ABSURD,
    CLOCK_CONFIRMED,
    CLOCK_WENT_BACK,
    LONGEST,
    PROGRAM,
    ClockTrouble,
    chain_anchor,
    chain_head,
    clock_trouble,
    events,
    find_anchored,
    first_broken_event,
    note_event,
)
from kast_eval.study.anchor import read_anchor
from tests.store.engines import tamper
from tests.store.made import HERE, NOW


@pytest.fixture
def chained(database: Database) -> Database:
    with database.begin() as session:
        for number in range(1, 6):
            note_event(session, NOW, "anna", "read", f"sheet {number}", site_code=HERE)
    return database


def test_events_come_back_in_order(chained: Database) -> None:
    with chained.read() as session:
        noted = list(events(session))
    assert [event.sequence for event in noted] == [1, 2, 3, 4, 5]
    assert [event.subject for event in noted] == [f"sheet {number}" for number in range(1, 6)]
    assert noted[0].previous == CHAIN_START
    assert all(one.chained == other.previous for one, other in itertools.pairwise(noted))


def test_an_untouched_chain_is_whole(chained: Database) -> None:
    with chained.read() as session:
        assert first_broken_event(session) is None
        assert chain_head(session) == list(events(session))[-1].chained


def test_no_event_is_a_whole_chain(database: Database) -> None:
    with database.read() as session:
        assert first_broken_event(session) is None
        assert chain_head(session) == CHAIN_START


def test_the_zone_of_the_clock_does_not_break_the_chain(database: Database) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-7)))
    with database.begin() as session:
        note_event(session, elsewhere, "anna", "read", "sheet")
    with database.read() as session:
        assert first_broken_event(session) is None


@pytest.mark.parametrize(
    ("tampering", "found_at"),
    [
        (("UPDATE event SET \"user\" = 'berit' WHERE sequence = 3",), 3),
        (("UPDATE event SET site_code = NULL WHERE sequence = 3",), 3),
        (("UPDATE event SET at = '2020-01-01 00:00:00.000000' WHERE sequence = 2",), 2),
        (("UPDATE event SET chained = 'x' WHERE sequence = 5",), 5),
        (("DELETE FROM event WHERE sequence = 1",), 1),
        (("DELETE FROM event WHERE sequence = 3",), 3),
        # Closing the gap afterwards does not help.
        (
            (
                "DELETE FROM event WHERE sequence = 3",
                "UPDATE event SET sequence = sequence - 1 WHERE sequence > 3",
            ),
            3,
        ),
        # Two events change places.
        (
            (
                "UPDATE event SET sequence = 9 WHERE sequence = 2",
                "UPDATE event SET sequence = 2 WHERE sequence = 4",
                "UPDATE event SET sequence = 4 WHERE sequence = 9",
            ),
            2,
        ),
        # A copy is put in at the end.
        (
            (
                (
                    'INSERT INTO event SELECT 6, at, "user", site_code, action, subject, previous, '
                    "chained FROM event WHERE sequence = 5"
                ),
            ),
            6,
        ),
    ],
)
def test_tampering_is_found(chained: Database, tampering: tuple[str, ...], found_at: int) -> None:
    tamper(chained, *tampering)
    with chained.read() as session:
        assert first_broken_event(session) == found_at


def test_a_cut_tail_shows_against_a_head_kept_elsewhere(chained: Database) -> None:
    with chained.begin() as session:
        kept_elsewhere = chain_head(session)
    tamper(chained, "DELETE FROM event WHERE sequence = 5")
    with chained.read() as session:
        assert first_broken_event(session) is None
        assert chain_head(session) != kept_elsewhere


def test_an_event_rebuilt_with_the_key_shows_against_an_anchor(chained: Database) -> None:
    with chained.read() as session:
        anchor = read_anchor(chain_anchor(session))
        assert find_anchored(session, anchor) == list(events(session))[-1]
    rebuild(chained)
    with chained.read() as session:
        assert first_broken_event(session) is None
        assert len(list(events(session))) == 5
        assert find_anchored(session, anchor) is None


def rebuild(database: Database) -> None:
    """Make a whole chain without the third event, as one who has the key could."""
    with database.begin() as session:
        kept = [one for one in events(session) if one.sequence != 3]
    tamper(database, "DELETE FROM event")
    with database.begin() as session:
        for one in (*kept, kept[0]):
            note_event(session, one.at, one.user, one.action, one.subject, site_code=one.site_code)


@pytest.mark.parametrize(
    "typed",
    ["a\nlogged in", "a\r\nb", "a\u2028b", "a\x00b", "a\u202eb", "a\tb", "b" * 5000, "\x1b[2J"],
)
def test_one_event_stays_one_line_whatever_is_typed(database: Database, typed: str) -> None:
    with database.begin() as session:
        note_event(session, NOW, typed, typed, typed, site_code=HERE)
    with database.read() as session:
        (one,) = events(session)
        assert first_broken_event(session) is None
    for told in (one.user, one.action, one.subject):
        assert told.isprintable()
        assert len(told) <= LONGEST
        assert len(told.splitlines()) == 1


def actions_of(database: Database, *moments: datetime) -> list[str]:
    """Return the actions that are noted when something is done at the moments."""
    with database.begin() as session:
        for moment in moments:
            note_event(session, moment, "anna", "read", "sheet")
        assert first_broken_event(session) is None
        return [one.action for one in events(session)]


def test_a_clock_that_goes_back_is_noted_once_before_what_is_done(database: Database) -> None:
    earlier = NOW - timedelta(hours=1)
    assert actions_of(database, NOW, earlier, earlier) == ["read", CLOCK_WENT_BACK, "read", "read"]
    with database.read() as session:
        jumped = list(events(session))[1]
    assert (jumped.user, jumped.site_code, jumped.subject) == (PROGRAM, None, "clock")


@pytest.mark.parametrize("year", [1970, 2036])
def test_a_clock_that_cannot_be_right_is_noted_and_so_is_its_return(
    database: Database, year: int
) -> None:
    absurd = NOW.replace(year=year)
    assert actions_of(database, absurd, absurd, NOW) == [CLOCK_ABSURD, "read", "read", "read"]


def test_a_clock_in_1970_after_a_true_one_went_back(database: Database) -> None:
    assert actions_of(database, NOW, NOW.replace(year=1970))[1] == CLOCK_WENT_BACK


def test_a_clock_is_set_right_by_a_little_without_a_word(database: Database) -> None:
    assert actions_of(database, NOW, NOW - timedelta(seconds=90)) == ["read", "read"]


def trouble(database: Database, now: datetime) -> ClockTrouble | None:
    with database.read() as session:
        return clock_trouble(session, now)


def test_a_wrong_clock_is_told_until_it_is_right(database: Database) -> None:
    assert trouble(database, NOW) is None
    assert trouble(database, NOW.replace(year=1970)) is ClockTrouble.ABSURD
    actions_of(database, NOW)
    assert trouble(database, NOW - timedelta(hours=1)) is ClockTrouble.WENT_BACK
    # What is done meanwhile does not make it right.
    actions_of(database, NOW - timedelta(hours=1))
    assert trouble(database, NOW - timedelta(minutes=30)) is ClockTrouble.WENT_BACK
    assert trouble(database, NOW + timedelta(minutes=1)) is None


def test_a_clock_that_was_ahead_is_told_until_somebody_says_that_it_is_right(
    database: Database,
) -> None:
    actions_of(database, NOW + timedelta(days=30), NOW)
    assert trouble(database, NOW) is ClockTrouble.WENT_BACK
    with database.begin() as session:
        note_event(session, NOW, "anna", CLOCK_CONFIRMED, CLOCK)
    assert trouble(database, NOW) is None


def test_a_clock_that_was_absurd_is_forgotten_once_it_is_right(database: Database) -> None:
    actions_of(database, NOW.replace(year=2036), NOW)
    assert trouble(database, NOW) is None
