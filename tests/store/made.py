"""Clinics, people and sheets that the tests of the store begin with."""

from datetime import UTC, datetime

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.clients import add_client, find_client
from kast_eval.store.entries import Correction, add_entry, entry_history
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import add_sheet
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.definition.example import real_library

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
HERE, THERE = TRAINING_SITE.code, TRAINING_NEIGHBOUR.code


def library() -> Library:
    return real_library()


def checkin() -> FormDefinition:
    return library().newest("checkin").as_asked()


def make_clinics(session: Session) -> None:
    add_site(session, TRAINING_SITE)
    add_site(session, TRAINING_NEIGHBOUR)
    add_user(session, "anna", {HERE: frozenset({Role.COUNSELLOR})}, created=NOW)


def make_sheet(
    session: Session, *, code: str = "XX0001A", site_code: str = HERE, number: int = 1
) -> SheetRecord:
    client = find_client(session, (site_code,), code) or add_client(
        session, site_code, code, person_type=1, first_seen=NOW
    )
    return add_sheet(
        session,
        site_code,
        client,
        checkin(),
        timepoint=f"s{number:02}",
        number=number,
        created=NOW,
    )


def make_row(session: Session, number: int = 1, *, site_code: str = HERE) -> SheetRecord:
    """Add a sheet about the clinic itself: a row of its contact log."""
    return add_sheet(
        session,
        site_code,
        None,
        library().newest("contact_log").as_asked(),
        timepoint=f"r{number:04}",
        number=number,
        created=NOW,
    )


def make_entry(
    session: Session,
    sheet: SheetRecord,
    *,
    text: str = "0",
    submission: str = "first",
    correction: Correction | None = None,
    keying: int = 1,
) -> EntryRecord:
    add_entry(
        session,
        sheet.id,
        {"since_buy": text},
        {},
        entered_by="anna",
        entered_at=NOW,
        submission=submission,
        correction=correction,
        keying=keying,
    )
    return entry_history(session, sheet.id, keying=keying)[-1]
