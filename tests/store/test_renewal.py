import os
import random
import shutil
import signal
import time
from contextlib import closing
from pathlib import Path

import pytest
from argon2.exceptions import HashingError

from kast_eval.store.connection import connect
from kast_eval.store.database import open_database
from kast_eval.store.events import events, note_event
from kast_eval.store.faults import (
    DamagedDatabaseError,
    StorageBusyError,
    WrongSecretError,
)
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.folder_lock import FolderTakenError, held_alone
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.keys.key_box import box_id, new_box_id, open_key_box
from kast_eval.store.keys.slot import Cost
from kast_eval.store.renewal import renew_data_key, require_same
from kast_eval.store.start_checks import open_checked
from tests.promises.length import at_length
from tests.store.keys.boxes import CHEAP, OTHER_WORDS, PAPER, WORDS, made_box
from tests.store.made import NOW, make_clinics

EVENTS = 200
BOX = "0123456789abcdef"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "instance"
    key = made_box(folder)
    with (
        closing(open_database(folder, training=False, key=key)) as database,
        database.begin() as session,
    ):
        make_clinics(session)
        for number in range(EVENTS):
            note_event(session, NOW, "anna", "read", f"sheet {number}")
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "instance")


def files_of(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.suffix != ".lock")


def told_by(folder: Path, secret: object) -> list[str]:
    """Return what the events say to whoever opens with the secret."""
    assert isinstance(secret, type(WORDS) | type(PAPER))
    key = open_key_box(folder, secret)
    checked = open_checked(folder, training=False, key=key, thorough=True)
    with closing(checked.database) as database, database.read() as session:
        return [event.action for event in events(session)]


def renew(folder: Path, cost: Cost = CHEAP) -> None:
    renew_data_key(folder, WORDS, (OTHER_WORDS, PAPER), NOW, box=BOX, cost=cost)


def test_everything_is_there_under_the_new_key_and_the_chain_is_whole(folder: Path) -> None:
    old, before = open_key_box(folder, WORDS), told_by(folder, WORDS)
    renew(folder)
    new = open_key_box(folder, OTHER_WORDS)
    assert new.key_and_salt != old.key_and_salt
    assert new.for_events == old.for_events
    assert told_by(folder, OTHER_WORDS) == [*before, "renewed the key"]
    assert told_by(folder, PAPER) == [*before, "renewed the key"]
    assert box_id(folder) == BOX
    assert files_of(folder) == sorted([KEYS_FILE, DATABASE_FILE])


def test_the_old_key_and_the_old_passphrase_open_nothing_any_more(folder: Path) -> None:
    old = open_key_box(folder, WORDS)
    renew(folder)
    with pytest.raises(WrongSecretError):
        open_key_box(folder, WORDS)
    with pytest.raises(DamagedDatabaseError):
        open_database(folder, training=False, key=old)


def test_a_wrong_secret_changes_nothing(folder: Path) -> None:
    before = (folder / DATABASE_FILE).read_bytes(), (folder / KEYS_FILE).read_bytes()
    with pytest.raises(WrongSecretError):
        renew_data_key(folder, OTHER_WORDS, (WORDS,), NOW, box=new_box_id(), cost=CHEAP)
    assert before == ((folder / DATABASE_FILE).read_bytes(), (folder / KEYS_FILE).read_bytes())


def test_it_waits_for_nobody_who_works_in_the_database(folder: Path) -> None:
    key = open_key_box(folder, WORDS)
    with (
        closing(open_database(folder, training=False, key=key)) as server,
        server.read() as session,
    ):
        assert list(events(session))
        with pytest.raises(StorageBusyError):
            renew(folder)
    with held_alone(folder), pytest.raises(FolderTakenError):
        renew(folder)
    assert "renewed the key" not in told_by(folder, WORDS)


def test_what_fails_on_the_way_leaves_the_old_as_it_was(folder: Path) -> None:
    before = told_by(folder, WORDS)
    with pytest.raises(HashingError):
        renew(folder, cost=Cost(1, 0, 0))
    assert files_of(folder) == sorted([KEYS_FILE, DATABASE_FILE])
    assert told_by(folder, WORDS) == before


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM anew.pair WHERE x = 1",
        "INSERT INTO anew.pair VALUES (3, 'c')",
        "UPDATE anew.pair SET y = 'c' WHERE x = 1",
        "CREATE TABLE anew.more (x)",
    ],
)
def test_what_is_not_the_same_is_not_put_in_place(tmp_path: Path, change: str) -> None:
    key = new_database_key()
    with closing(connect(tmp_path / "one.db", key)) as connection:
        connection.execute("ATTACH DATABASE ? AS anew", (str(tmp_path / "two.db"),))
        for name in ("main", "anew"):
            connection.execute(f"CREATE TABLE {name}.pair (x, y)")
            connection.execute(f"INSERT INTO {name}.pair VALUES (1, 'a'), (2, 'b')")  # noqa: S608
        require_same(connection)
        connection.execute(change)
        with pytest.raises(DamagedDatabaseError):
            require_same(connection)


KILLS = at_length(200, short=24)


@pytest.mark.prove
@pytest.mark.skipif(os.name == "nt", reason="Windows has no fork")
def test_killed_at_any_moment_it_is_the_old_or_the_new(made: Path, tmp_path: Path) -> None:
    chooser, renewed = random.Random(1), 0
    before = told_by(shutil.copytree(made, tmp_path / "untouched"), WORDS)
    started = time.monotonic()
    renew(shutil.copytree(made, tmp_path / "whole"))
    usual = time.monotonic() - started
    for kill in range(KILLS):
        folder = shutil.copytree(made, tmp_path / str(kill))
        _renew_until_killed(folder, after=chooser.random() * 2 * usual)
        try:
            assert told_by(folder, WORDS) == before
            usual *= 1.3
        except WrongSecretError:
            assert told_by(folder, OTHER_WORDS) == [*before, "renewed the key"]
            renewed += 1
            # The machine is quicker now than it was: kill around the step that decides.
            usual *= 0.7
        assert told_by(folder, PAPER)
        shutil.rmtree(folder)
    assert 0 < renewed < KILLS


def _renew_until_killed(folder: Path, *, after: float) -> None:
    child = os.fork()
    if not child:
        try:
            renew(folder)
            # Whoever is through waits to be killed too.
            time.sleep(60)
        finally:
            os._exit(1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
