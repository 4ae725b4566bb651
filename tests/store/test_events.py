import itertools
from datetime import timedelta, timezone

import pytest
from sqlalchemy import text

from kast_eval.store.database import Database
from kast_eval.store.events import (
    CHAIN_START,
    chain_head,
    events,
    first_broken_event,
    note_event,
)
from kast_eval.store.triggers import TRIGGERS
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
        (("UPDATE event SET user = 'berit' WHERE sequence = 3",), 3),
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
                    "INSERT INTO event SELECT 6, at, user, site_code, action, subject, previous, "
                    "chained FROM event WHERE sequence = 5"
                ),
            ),
            6,
        ),
    ],
)
def test_tampering_is_found(chained: Database, tampering: tuple[str, ...], found_at: int) -> None:
    with chained.begin() as session:
        for name in TRIGGERS:
            session.connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in tampering:
            session.connection.execute(text(statement))
    with chained.read() as session:
        assert first_broken_event(session) == found_at


def test_a_cut_tail_shows_against_a_head_kept_elsewhere(chained: Database) -> None:
    with chained.begin() as session:
        kept_elsewhere = chain_head(session)
        session.connection.execute(text("DROP TRIGGER event_stays"))
        session.connection.execute(text("DELETE FROM event WHERE sequence = 5"))
    with chained.read() as session:
        assert first_broken_event(session) is None
        assert chain_head(session) != kept_elsewhere
