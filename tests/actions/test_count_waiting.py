from dataclasses import replace

import pytest

from kast_eval.actions.count_waiting import count_waiting
from kast_eval.actions.list_queries import list_queries
from kast_eval.store.database import Database
from kast_eval.store.waiting import Waiting
from kast_eval.study.roles import NotAllowedError, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
)
from tests.actions.twice import DIFFERENT, Again, due, keyed_again


def waiting(database: Database, user: User = ANNA) -> Waiting:
    with database.read() as session:
        return count_waiting(session, user)


def test_what_waits_is_counted_as_it_is_listed(database: Database) -> None:
    first, second = Sent(), Sent(code=code(2), submission="page 2")
    entered(database, first)
    keyed_again(database, entered(database, second), DIFFERENT, Again(code=code(2)))
    third = replace(second, code=code(3), submission="page 3")
    keyed_again(database, entered(database, third), page=Again(code=code(3), submission="again 3"))
    counted = waiting(database)
    with database.read() as session:
        assert counted.queries == len(list_queries(session, ANNA, NOW, HERE))
    states = [one.state for one in due(database)]
    assert (counted.awaited, counted.differing) == (states.count("awaits"), states.count("differs"))
    assert (counted.awaited, counted.differing) == (1, 1)


def test_another_clinics_work_is_not_counted(database: Database) -> None:
    entered(database)
    assert waiting(database, NEIGHBOUR) == Waiting(0, 0, 0)


def test_who_reads_nothing_counts_nothing(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        waiting(database, RESEARCHER)
