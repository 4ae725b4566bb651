"""The same migrations on a server."""

import subprocess
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import text

from kast_eval.store.connection import closed_after
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import events, first_broken_event
from kast_eval.store.migrate import alembic_config
from kast_eval.store.postgresql.address import read_address
from kast_eval.store.postgresql.connection import migrating_engine, owning_engine
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.sites import all_sites
from kast_eval.store.tables import Base
from kast_eval.store.visible_sites import see_every_site
from tests.postgresql import Server
from tests.store.described import described
from tests.store.made import HERE

ROOT = Path(__file__).parents[3]


def test_migrations_build_what_the_tables_say(
    server: Server, blank: str, on_server: Database
) -> None:
    with closed_after(owning_engine(read_address(server.address(blank)))) as told:
        Base.metadata.create_all(told)
        assert described(on_server.reader) == described(told)


def test_nothing_of_a_first_database_is_lost(server: Server, blank: str, folder: Path) -> None:
    address = server.address(blank)
    config = alembic_config()
    with closed_after(migrating_engine(read_address(address))) as owner, owner.begin() as one:
        config.attributes["connection"] = one
        command.upgrade(config, "0001")
        for statement in (
            "INSERT INTO store_info VALUES (1, true, '2026-03-09 12:30:00')",
            "INSERT INTO site VALUES ('0000', 'a', 'GB', false, true)",
            "INSERT INTO site VALUES ('0001', 'b', 'BB', false, true)",
            "INSERT INTO client VALUES (4, '0000', 'GB0001A', 2, '2026-03-09 12:30:00')",
            (
                "INSERT INTO sheet VALUES (7, 'ab12', '0000', 4, 'checkin', 1, 'sum', "
                "'[\"mood_7d\"]', 2, 's03', 3, '2026-03-09 12:30:00')"
            ),
        ):
            one.exec_driver_sql(statement)
    database = open_database(folder, training=True, address=address)
    with database.read() as session:
        see_every_site(session)
        assert [site.relative_letters for site in all_sites(session)] == ["RB", "RA"]
        (sheet,) = newest_sheets(session, (HERE,), limit=9)
        assert (sheet.client_code, sheet.number) == ("GB0001A", 3)
        assert sheet.optional_items == {"mood_7d"}
    database.close()


def test_programs_that_start_and_write_at_once_lose_nothing(
    server: Server, blank: str, folder: Path
) -> None:
    names = ("first", "second", "third")
    address = server.address(blank)
    writers = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.store.postgresql.saver",
                str(folder),
                name,
                "20",
                address,
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        for name in names
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    database = open_database(folder, training=True)
    with database.read() as session:
        assert first_broken_event(session) is None
        saved = [event.subject for event in events(session)]
    database.close()
    assert sorted(saved) == sorted(f"{name} {number}" for name in names for number in range(20))


def test_every_table_is_written_and_read_by_what_the_program_works_as(on_server: Database) -> None:
    asked = text("SELECT has_table_privilege(:name, :right)")
    with on_server.begin() as session:
        for name in Base.metadata.tables:
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE"):
                wanted = {"name": f'"{name}"', "right": right}
                assert session.connection.execute(asked, wanted).scalar_one() is True
