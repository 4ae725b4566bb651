"""A database file of an earlier version of the program, brought up to date."""

import json
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text

from kast_eval.store.connection import migrating_engine
from kast_eval.store.database import open_database
from kast_eval.store.entries import entry_history
from kast_eval.store.folder import DATABASE_FILE, KEY_FILE
from kast_eval.store.keys.key_file import read_or_make_key
from kast_eval.store.migrate import alembic_config
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.sites import all_sites
from tests.store.made import HERE, make_entry, make_row

_MOMENT = "2026-03-09 12:30:00.000000"

_ROWS = {
    "store_info": {"id": 1, "training": 1, "created": _MOMENT},
    "user": {"id": 1, "name": "anna", "created": _MOMENT},
    "client": {
        "id": 4, "site_code": HERE, "code": "XX0001A", "person_type": 2, "first_seen": _MOMENT,
    },
    "sheet": {
        "id": 7, "public_id": "ab12", "site_code": HERE, "client_id": 4, "form": "checkin",
        "version": 1, "definition_checksum": "sum", "optional_items": '["mood_7d"]',
        "episode_no": 2, "timepoint": "s03", "session_no": 3, "created": _MOMENT,
    },
    "entry": {
        "id": 9, "sheet_id": 7, "keying": 1, "texts": json.dumps({"mood_7d": "7"}), "notes": "{}",
        "entered_by": 1, "entered_at": _MOMENT, "submission": "page",
    },
}  # fmt: skip


def _add(connection: Connection, table: str, row: dict[str, object]) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608 - our own names.
    connection.execute(text(statement), row)


def _first_version(folder: Path, sites: dict[str, str]) -> None:
    """Make the file as the first migration made it, with one sheet in it."""
    folder.mkdir()
    file = folder / DATABASE_FILE
    engine = migrating_engine(file, read_or_make_key(folder / KEY_FILE, file))
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for code, letters in sites.items():
            site = {"code": code, "name": code, "letters": letters, "in_study": 0, "training": 1}
            _add(connection, "site", site)
        for table, row in _ROWS.items():
            _add(connection, table, row)
    engine.dispose()


def test_nothing_of_a_first_database_is_lost(folder: Path) -> None:
    _first_version(folder, {HERE: "XX", "0001": "XY"})
    database = open_database(folder, training=True)
    with database.begin() as session:
        (sheet,) = newest_sheets(session, (HERE,), limit=9)
        assert (sheet.id, sheet.public_id, sheet.client_code, sheet.person_type) == (
            7, "ab12", "XX0001A", 2,
        )  # fmt: skip
        assert (sheet.number, sheet.timepoint, sheet.episode_no) == (3, "s03", 2)
        assert sheet.optional_items == {"mood_7d"}
        (entry,) = entry_history(session, sheet.id)
        assert entry.texts == {"mood_7d": "7"}
        make_entry(session, make_row(session), submission="a clinic's own sheet")
    database.close()


@pytest.mark.parametrize(
    ("letters", "relative"),
    [
        (("XX", "XY"), ["RX", "RY"]),
        # Two clinics with the same second letter: the later one gets the first free.
        (("GB", "BB"), ["RB", "RA"]),
    ],
)
def test_every_clinic_gets_letters_for_relatives(
    folder: Path, letters: tuple[str, str], relative: list[str]
) -> None:
    _first_version(folder, dict(zip((HERE, "0001"), letters, strict=True)))
    database = open_database(folder, training=True)
    with database.read() as session:
        sites = all_sites(session)
    assert [site.letters for site in sites] == list(letters)
    assert [site.relative_letters for site in sites] == relative
    database.close()
