"""Faults of the machine, made for real."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kast_eval.store.database import Database
from kast_eval.store.events import events, first_broken_event, note_event
from kast_eval.store.faults import StorageError
from tests.store.engines import all_in_a_file
from tests.store.made import NOW

if sys.platform == "win32":
    pytest.skip("Windows has no such limit", allow_module_level=True)

import resource

pytestmark = all_in_a_file


@contextmanager
def _files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _save(database: Database, subject: str, *, times: int = 1) -> None:
    with database.begin() as session:
        for _ in range(times):
            note_event(session, NOW, "anna", "tried", subject)


def test_a_write_that_the_system_refuses_keeps_nothing_and_the_next_save_works(
    database: Database,
) -> None:
    _save(database, "before")
    size = (database.file.parent / "kast_eval.db-wal").stat().st_size
    with _files_no_larger_than(size + 10_000):
        for _ in range(3):
            with pytest.raises(StorageError, match="Ingenting sparades"):
                _save(database, "too much", times=500)
    _save(database, "after")
    with database.read() as session:
        assert [event.subject for event in events(session)] == ["before", "after"]
        assert first_broken_event(session) is None
