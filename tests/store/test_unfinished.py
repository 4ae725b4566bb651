from contextlib import closing
from pathlib import Path

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.events import chain_head, note_event
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.store.folder_lock import held_alone
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.store.keys.key_box import box_id, open_key_box
from kast_eval.store.start_checks import open_checked
from kast_eval.store.unfinished import RENEWAL_LOCK, finish_renewal
from tests.store.keys.boxes import WORDS, made_box
from tests.store.made import NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    key = made_box(folder)
    with (
        closing(open_database(folder, training=False, key=key)) as database,
        database.begin() as session,
    ):
        note_event(session, NOW, "anna", "read", "sheet")
    return folder


def files_of(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.suffix != ".lock")


def head_of(folder: Path) -> str:
    """Return the newest event of the database, opened as a start opens it."""
    key = open_key_box(folder, WORDS)
    checked = open_checked(folder, training=False, key=key)
    with closing(checked.database) as database, database.read() as session:
        return chain_head(session)


def test_what_an_interruption_left_is_thrown_away_or_put_in_place(folder: Path) -> None:
    (folder / "kast_eval.00000000deadbeef.renewed").write_bytes(b"half")
    (folder / "kast_eval.00000000deadbeef.renewed-journal").write_bytes(b"half")
    (folder / f"{KEYS_FILE}.renewed").write_bytes(b"half")
    before = head_of(folder)
    assert files_of(folder) == sorted([KEYS_FILE, DATABASE_FILE])
    # The box has been moved into place, and the database not yet.
    whole = folder / DATABASE_FILE
    whole.rename(folder / f"kast_eval.{box_id(folder)}.renewed")
    whole.write_bytes(b"the old one")
    (folder / f"{DATABASE_FILE}-wal").write_bytes(b"the log of the old one")
    assert head_of(folder) == before


def test_nothing_is_touched_while_a_change_of_key_goes_on(folder: Path) -> None:
    draft = folder / "kast_eval.00000000deadbeef.renewed"
    draft.touch()
    with held_alone(folder, RENEWAL_LOCK):
        finish_renewal(folder)
        assert draft.exists()
    finish_renewal(folder)
    assert not draft.exists()
