import random
import shutil
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval.store.connection import connect
from kast_eval.store.database import open_database
from kast_eval.store.events import chain_head, events, note_event
from kast_eval.store.faults import BrokenChainError, DamagedDatabaseError, KeyFileError
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.keys.database_key import DatabaseKey, new_database_key
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.store.start_checks import ROOM_TO_WORK, StartReport, open_checked
from tests.store.keys.boxes import WORDS, made_box
from tests.store.made import NOW

EVENTS = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clinic's folder with a few pages of events, made once."""
    folder = tmp_path_factory.mktemp("clinic")
    key = made_box(folder)
    with (
        closing(open_database(folder, training=False, key=key)) as database,
        database.begin() as session,
    ):
        for number in range(EVENTS):
            note_event(session, NOW, "anna", "read", f"sheet {number} " * 20)
    return folder


@pytest.fixture
def clinic(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "instance")


def key_of(folder: Path) -> DatabaseKey:
    return open_key_box(folder, WORDS)


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Return what every file holds; those of a broken-off look at it say nothing."""
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if not file.name.endswith(("-wal", "-shm"))
    }


def damage(file: Path, change: Callable[[bytearray], object]) -> None:
    contents = bytearray(file.read_bytes())
    change(contents)
    file.write_bytes(contents)


@pytest.mark.parametrize("thorough", [False, True])
def test_a_whole_database_opens_and_tells_its_head(clinic: Path, *, thorough: bool) -> None:
    checked = open_checked(clinic, training=False, key=key_of(clinic), thorough=thorough)
    with closing(checked.database), checked.database.read() as session:
        assert checked.report.chain_head == chain_head(session)
        assert len(list(events(session))) == EVENTS
    assert checked.report.file_bytes == (clinic / DATABASE_FILE).stat().st_size
    assert checked.report.free_bytes > 0


def test_it_is_checked_while_a_server_works(clinic: Path) -> None:
    key = key_of(clinic)
    with closing(open_database(clinic, training=False, key=key)) as server:
        with server.begin() as session:
            note_event(session, NOW, "anna", "read", "one more")
            head = chain_head(session)
        with server.read() as session:
            assert len(list(events(session))) == EVENTS + 1
            checked = open_checked(clinic, training=False, key=key, thorough=True)
        checked.database.close()
    assert checked.report.chain_head == head


def test_of_200_flipped_bits_each_is_found_or_harmless(clinic: Path) -> None:
    key, file, chooser = key_of(clinic), clinic / DATABASE_FILE, random.Random(1)
    whole, found = file.read_bytes(), 0

    def flip(contents: bytearray) -> None:
        contents[chooser.randrange(len(whole))] ^= 1 << chooser.randrange(8)

    for _ in range(200):
        file.write_bytes(whole)
        damage(file, flip)
        damaged = file.read_bytes()
        try:
            checked = open_checked(clinic, training=False, key=key)
        except DamagedDatabaseError:
            assert file.read_bytes() == damaged
            found += 1
            continue
        # The salt is known from the key, so that nobody reads what stands in the file of it.
        assert damaged[16:] == whole[16:]
        checked.database.close()
    assert found >= 195


@pytest.mark.parametrize(
    "change",
    [
        lambda contents: contents.__setitem__(slice(20_000, 20_010), bytes(10)),
        lambda contents: contents.__delitem__(slice(-4096, None)),
        lambda contents: contents.__delitem__(slice(-100, None)),
        lambda contents: contents.__delitem__(slice(1000, None)),
        lambda contents: contents.clear(),
        lambda contents: contents.__setitem__(slice(None), b"SQLite format 3\0" * 1000),
    ],
)
def test_on_damage_nothing_is_opened_and_every_file_is_kept(
    clinic: Path, change: Callable[[bytearray], object]
) -> None:
    damage(clinic / DATABASE_FILE, change)
    before = files_of(clinic)
    with pytest.raises(DamagedDatabaseError, match="säkerhetskopian"):
        open_checked(clinic, training=False, key=key_of(clinic))
    assert files_of(clinic) == before


def test_an_index_that_does_not_fit_its_table_is_found_by_the_thorough_check(clinic: Path) -> None:
    key = key_of(clinic)
    with closing(connect(clinic / DATABASE_FILE, key)) as raw:
        raw.execute("PRAGMA writable_schema = 1")
        raw.execute("CREATE TABLE pair (x TEXT, y TEXT)")
        raw.execute("INSERT INTO pair VALUES ('a', 'b')")
        raw.execute("CREATE INDEX of_pair ON pair (x)")
        raw.execute(
            "UPDATE sqlite_master SET sql = 'CREATE INDEX of_pair ON pair (y)'"
            " WHERE name = 'of_pair'"
        )
    open_checked(clinic, training=False, key=key).database.close()
    with pytest.raises(DamagedDatabaseError):
        open_checked(clinic, training=False, key=key, thorough=True)


def test_a_row_that_refers_to_none_is_found_by_the_thorough_check(clinic: Path) -> None:
    key = key_of(clinic)
    with closing(connect(clinic / DATABASE_FILE, key)) as raw:
        raw.execute("PRAGMA foreign_keys = 0")
        raw.execute(
            "INSERT INTO client (site_code, code, person_type, first_seen) "
            "VALUES ('9999', 'GB0427T', 1, '2026-03-09 12:30:00.000000')"
        )
    open_checked(clinic, training=False, key=key).database.close()
    with pytest.raises(DamagedDatabaseError):
        open_checked(clinic, training=False, key=key, thorough=True)


def test_a_clinics_database_that_is_gone_is_not_made_anew(clinic: Path) -> None:
    (clinic / DATABASE_FILE).unlink()
    before = files_of(clinic)
    with pytest.raises(DamagedDatabaseError, match="borta"):
        open_checked(clinic, training=False, key=key_of(clinic))
    assert files_of(clinic) == before


def test_another_key_opens_nothing(clinic: Path) -> None:
    with pytest.raises(DamagedDatabaseError):
        open_checked(clinic, training=False, key=new_database_key())


def test_an_event_that_was_altered_shuts_the_database(clinic: Path) -> None:
    key = key_of(clinic)
    with closing(connect(clinic / DATABASE_FILE, key)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("UPDATE event SET user = 'bo' WHERE sequence = 7")
    with pytest.raises(BrokenChainError, match="händelse 7"):
        open_checked(clinic, training=False, key=key)


def test_the_first_start_of_a_practice_makes_it(tmp_path: Path) -> None:
    open_checked(tmp_path, training=True).database.close()
    checked = open_checked(tmp_path, training=True, thorough=True)
    with closing(checked.database), checked.database.read() as session:
        assert session.connection.execute(text("SELECT training FROM store_info")).scalar() == 1


def test_a_practice_without_its_key_is_not_given_another(tmp_path: Path) -> None:
    open_checked(tmp_path, training=True).database.close()
    (tmp_path / "database.key").unlink()
    with pytest.raises(KeyFileError):
        open_checked(tmp_path, training=True)


@pytest.mark.parametrize(
    ("file_bytes", "free", "cramped"),
    [
        (0, ROOM_TO_WORK - 1, True),
        (0, ROOM_TO_WORK, False),
        (ROOM_TO_WORK, 2 * ROOM_TO_WORK - 1, True),
        (ROOM_TO_WORK, 2 * ROOM_TO_WORK, False),
    ],
)
def test_little_room_is_told(file_bytes: int, free: int, *, cramped: bool) -> None:
    assert StartReport(file_bytes, free, "").is_cramped is cramped
