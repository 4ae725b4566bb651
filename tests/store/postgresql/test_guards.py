"""Row-level security and the triggers on a server: the third net, with nobody above it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from kast_eval.store.connection import closed_after
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import note_event
from kast_eval.store.faults import DamagedDatabaseError
from kast_eval.store.postgresql.connection import owning_engine
from kast_eval.store.postgresql.guards import OPEN, missing_guards, policy_conditions
from kast_eval.store.reset import empty_training
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet
from kast_eval.store.tables import Base
from kast_eval.store.visible_sites import see_every_site, see_sites
from tests.store.made import HERE, NOW, THERE, make_entry, make_row, make_sheet

WITHOUT_CLINICS = {
    "account", "approval", "approval_decision", "approval_use", "backup_folder", "backup_run",
    "challenge", "external_identity", "held_page", "invitation", "link_token",
    "package_identity", "passkey", "pending_sign_in", "practice_result", "published",
    "recovery_code", "release", "release_profile", "sign_in", "sign_in_try", "site", "store_info",
    "totp", "user",
}  # fmt: skip
"""Tables that hold nothing of a clinic's clients: people, sign-ins, copies."""


@pytest.fixture
def filled(on_server: Database) -> Database:
    with on_server.begin() as session:
        see_every_site(session)
        for site_code, code in ((HERE, "XX0001A"), (THERE, "XY0001A")):
            make_entry(
                session, make_sheet(session, code=code, site_code=site_code), submission=code
            )
            make_row(session, site_code=site_code)
    return on_server


def _counted(session: Session) -> dict[str, int]:
    """Return how many rows there are, by the tables that hold clinics' rows."""
    return {
        name: count
        for name in policy_conditions()
        if (
            count := session.connection.execute(
                select(func.count()).select_from(Base.metadata.tables[name])
            ).scalar_one()
        )
    }


def test_every_table_with_rows_of_a_clinic_is_guarded() -> None:
    assert set(Base.metadata.tables) == {*policy_conditions(), *OPEN, *WITHOUT_CLINICS}


def test_who_has_not_said_whose_rows_sees_none(filled: Database) -> None:
    with filled.read() as session:
        assert _counted(session) == {}
    with filled.begin() as session:
        assert _counted(session) == {}


def test_there_are_only_the_rows_of_the_clinics_that_were_said(filled: Database) -> None:
    with filled.read() as session:
        see_sites(session, {HERE})
        assert _counted(session) == {"client": 1, "entry": 1, "sheet": 2}
        see_sites(session, {HERE, THERE})
        assert _counted(session) == {"client": 2, "entry": 2, "sheet": 4}
        see_sites(session, set())
        assert _counted(session) == {}
    with filled.seeing({THERE}).read() as session:
        (code,) = session.connection.execute(text("SELECT code FROM client")).scalars()
        assert code == "XY0001A"


def test_a_statement_that_forgets_the_clinic_finds_nothing_of_anothers(filled: Database) -> None:
    with filled.read() as session:
        see_every_site(session)
        wanted = text("SELECT public_id FROM sheet WHERE site_code = :site LIMIT 1")
        theirs = session.connection.execute(wanted, {"site": THERE}).scalar_one()
        assert find_sheet(session, (HERE, THERE), theirs) is not None
    with filled.seeing({HERE}).read() as session:
        # The statement asks for both clinics, as one with a fault would.
        assert find_sheet(session, (HERE, THERE), theirs) is None


def test_nor_does_it_write_there(filled: Database) -> None:
    with filled.seeing({HERE}).begin() as session:
        changed = session.connection.execute(text("UPDATE client SET person_type = 2"))
        assert changed.rowcount == 1
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        filled.seeing({HERE}).begin() as session,
    ):
        make_row(session, 2, site_code=THERE)


def test_the_next_transaction_begins_with_nobody(filled: Database) -> None:
    with filled.begin() as session:
        see_every_site(session)
    with filled.begin() as session:
        assert _counted(session) == {}


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE event",
        "DROP TRIGGER event_kept ON event",
        "ALTER TABLE event DISABLE TRIGGER USER",
        "DROP POLICY own_sites ON client",
        "ALTER TABLE client DISABLE ROW LEVEL SECURITY",
        "UPDATE alembic_version SET version_num = '1'",
        "CREATE TABLE another (id integer)",
        "CREATE TEMPORARY TABLE client (id integer)",
    ],
)
def test_what_the_program_works_as_cannot_undo_a_guard(filled: Database, statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, filled.begin() as session:
        session.connection.execute(text(statement))


def test_not_even_the_owner_empties_a_table_of_kept_rows(filled: Database) -> None:
    assert filled.address is not None
    refused = pytest.raises(IntegrityError, match="event is never removed")
    with closed_after(owning_engine(filled.address)) as owner, refused, owner.begin() as one:
        one.execute(text("TRUNCATE event"))


def test_kept_rows_are_removed_in_a_training_database_alone(
    filled: Database, run_as_admin: Callable[[str], None]
) -> None:
    with filled.begin() as session:
        note_event(session, NOW, "anna", "entered", "sheet")
    run_as_admin("UPDATE store_info SET training = false")
    emptying = text("SELECT set_config('kast_eval.emptying', 'on', true)")
    refused = pytest.raises(IntegrityError, match="never removed")
    with refused, filled.begin() as session:
        session.connection.execute(emptying)
        session.connection.execute(text("DELETE FROM event"))
    run_as_admin("UPDATE store_info SET training = true")
    with filled.begin() as session:
        empty_training(session)
        see_every_site(session)
        assert _counted(session) == {}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DROP TRIGGER entry_kept ON entry", "entry_kept"),
        ("ALTER TABLE entry DISABLE TRIGGER entry_stays", "entry_stays"),
        ("ALTER TABLE client DISABLE ROW LEVEL SECURITY", "client"),
        ("DROP POLICY own_sites ON sheet", "sheet"),
    ],
)
def test_a_database_without_one_of_its_guards_is_not_opened(
    on_server: Database,
    folder: Path,
    run_as_admin: Callable[[str], None],
    statement: str,
    told: str,
) -> None:
    on_server.close()
    run_as_admin(statement)
    with pytest.raises(DamagedDatabaseError, match=f"saknas: {told}"):
        open_database(folder, training=True)


def test_a_new_database_misses_no_guard(on_server: Database) -> None:
    with on_server.reader.connect() as connection:
        assert missing_guards(connection) == ()


def test_an_error_tells_the_rule_and_not_what_was_keyed(on_server: Database) -> None:
    wrong = text("SELECT CAST(:keyed AS integer)")
    with pytest.raises(DBAPIError, match="22P02") as caught, on_server.read() as session:
        session.connection.execute(wrong, {"keyed": "kanariefågel"})
    assert "kanariefågel" not in str(caught.value)
    assert "kanariefågel" not in str(caught.value.orig)
