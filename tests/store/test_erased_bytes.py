"""Not a byte of what was erased stays in the file or its log, and a kill leaves all or nothing."""

import os
import signal
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlalchemy import event, select

from kast_eval.actions.finish_erasure import finish_erasure, remains_of
from kast_eval.store.backups.label import Reason
from kast_eval.store.backups.take import back_up
from kast_eval.store.clients import find_client
from kast_eval.store.database import Database, open_database
from kast_eval.store.emptied_log import empty_log
from kast_eval.store.erasing import NewErasure, erase_client
from kast_eval.store.erasures import erasures
from kast_eval.store.events import first_broken_event
from kast_eval.store.tables import EntryRow
from tests.promises.length import at_length
from tests.store.engines import POSTGRESQL, SQLCIPHER
from tests.store.made import HERE, NOW
from tests.store.told import MARK, everything, told_of

PAGE, SEALED, VECTOR, SALT = 4096, 80, 16, 16
LOG_HEAD, FRAME_HEAD = 32, 24
CODE, OTHER = "XX0001A", "XX0002B"
STATEMENTS_BETWEEN_KILLS = at_length(1, short=4)
LONG = MARK * 2000
"""Longer than a page, so that it stands on pages of its own too."""


def opened_pages(database: Database) -> bytes:
    """Return every page of the file and its log as SQLite sees it, free pages too."""
    key = bytes.fromhex(database.key.key_and_salt)[:32]
    file = database.file.read_bytes()
    pages = [file[start : start + PAGE] for start in range(0, len(file), PAGE)]
    log = database.file.with_name(f"{database.file.name}-wal")
    frames = log.read_bytes()[LOG_HEAD:] if log.exists() else b""
    size = FRAME_HEAD + PAGE
    pages += [frames[start + FRAME_HEAD : start + size] for start in range(0, len(frames), size)]
    return b"".join(_opened(key, page) for page in pages if len(page) == PAGE)


def _opened(key: bytes, page: bytes) -> bytes:
    vector = page[-SEALED : -SEALED + VECTOR]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    # The first page begins with the salt; where it stands in the log, too.
    found = b""
    for start in (0, SALT):
        body = page[start:-SEALED]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        found += cipher.update(body) + cipher.finalize()
    return found


def holds(database: Database, text: str) -> bool:
    pages = opened_pages(database)
    escaped = text.encode("ascii", "backslashreplace")
    return any(form in pages for form in (text.encode(), escaped, text.encode("utf-16-le")))


def erase(database: Database, code: str = CODE) -> None:
    with database.begin() as session:
        client = find_client(session, (HERE,), code)
        assert client is not None
        erase_client(session, client, NewErasure(NOW, "anna"))


@pytest.mark.parametrize("engine", [SQLCIPHER], indirect=True)
def test_not_a_byte_of_what_was_erased_is_in_the_file_or_its_log(database: Database) -> None:
    with database.begin() as session:
        told_of(session, CODE, LONG)
        told_of(session, OTHER, "papegoja")
    # The reading of pages is right: all of it is found before.
    assert holds(database, MARK)
    assert holds(database, CODE)
    erase(database)
    # The log still has the pages as they were.
    assert holds(database, MARK)
    assert finish_erasure(database)
    assert not holds(database, MARK)
    assert not holds(database, MARK[:8])
    assert holds(database, "papegoja")


@pytest.mark.parametrize("engine", [SQLCIPHER], indirect=True)
def test_a_log_that_somebody_reads_is_emptied_the_next_time(database: Database) -> None:
    with database.begin() as session:
        told_of(session, CODE)
    with database.read() as reading:
        reading.connection.execute(select(EntryRow.id)).all()
        erase(database)
        assert not finish_erasure(database)
        assert holds(database, MARK)
    assert empty_log(database)
    assert not holds(database, MARK)


@pytest.mark.prove
@pytest.mark.parametrize("engine", [SQLCIPHER], indirect=True)
def test_a_kill_in_the_middle_leaves_all_or_nothing(database: Database, folder: Path) -> None:
    with database.begin() as session:
        told_of(session, CODE)
    before = everything(database)
    database.close()
    step, done = 1 - STATEMENTS_BETWEEN_KILLS, False
    while not done:
        step += STATEMENTS_BETWEEN_KILLS
        child = os.fork()
        if child == 0:  # pragma: no cover - the child is killed and measures nothing.
            _erase_until(folder, step)
        _, status = os.waitpid(child, 0)
        done = os.waitstatus_to_exitcode(status) == 0
        opened = open_database(folder, training=True)
        after = everything(opened)
        left = {name for name, held in after.items() if MARK in held}
        assert after == before or not left, step
        assert done is (not left)
        with opened.read() as session:
            assert first_broken_event(session) is None
            assert len(erasures(session, (HERE,))) == int(done)
        opened.close()
    assert step > 30


def _erase_until(folder: Path, last: int) -> None:  # pragma: no cover - as above.
    """Erase in a process that is killed at the given statement; the last one is the commit."""
    opened = open_database(folder, training=True)
    taken = 0

    def count(*_arguments: object) -> None:
        nonlocal taken
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(opened.writer, "before_cursor_execute", count)
    event.listen(opened.writer, "commit", count)
    erase(opened)
    os._exit(0)


@pytest.mark.parametrize("engine", [SQLCIPHER], indirect=True)
def test_it_is_told_which_copies_hold_the_answers_still(database: Database) -> None:
    place = database.file.parent / "backups"
    place.mkdir()
    with database.begin() as session:
        told_of(session, CODE)
    back_up(database, place, NOW)
    back_up(database, place, NOW, reason=Reason.UPGRADE)
    database.file.with_name("kast_eval.moved.db").touch()
    (database.file.parent / "kept-1").mkdir()
    (database.file.parent / "kept-1" / "kast_eval.db").touch()
    erase(database)
    left = remains_of(database, NOW)
    assert (left.place, left.copies, left.upgrades) == (place, 2, 1)
    assert left.others == ("kast_eval.moved.db", "kept-1/kast_eval.db")
    assert not left.on_server
    assert left.gone_by.isoformat() == "2027-03-01"


@pytest.mark.postgresql
@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_on_a_server_the_list_is_written_and_the_rest_is_its_keepers(database: Database) -> None:
    with database.begin() as session:
        told_of(session, CODE)
    erase(database)
    assert not finish_erasure(database)
    assert remains_of(database, NOW).on_server
    assert (database.file.parent / "erased.txt").exists()
