"""Clinics with as many made-up clients as wanted, put straight into a database.

Their ledgers are empty: nothing is noted of the sheets but what was keyed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import insert

from kast_eval.definition.form import Subject
from kast_eval.store.clients import add_client
from kast_eval.store.database import Database
from kast_eval.store.session import Session
from kast_eval.store.sheets import add_sheet
from kast_eval.store.sites import add_site
from kast_eval.store.tables import EntryRow
from kast_eval.store.users import add_user, user_id
from kast_eval.study.roles import Role
from kast_eval.study.site import Site
from kast_eval.study.timepoint import timepoint
from kast_eval.training.clients import generate_clients
from kast_eval.training.clinic import generate_clinic_sheets
from kast_eval.training.papers import TrainingSheet
from tests.actions.at_the_clinic import NOW, library

KEYER = "simulated"
_LETTERS = "ABCDEFGHJKLMNP"
_V_KEYED = 140
"""So many days before the last one."""


@dataclass(frozen=True)
class Simulated:
    """A clinic, how many clients it has had, over how many days, and whether it logs contacts."""

    site: Site
    clients: int
    days: int = 700
    logs: bool = True


def simulated(number: int, clients: int, *, in_study: bool = True) -> Simulated:
    """Return a clinic of a number; no municipality has its code."""
    letters = f"{_LETTERS[number // 12]}{_LETTERS[number % 12]}"
    site = Site(f"{9000 + number}", f"Mottagning {number + 1}", letters, f"R{letters[1]}",
                in_study=in_study, training=True)  # fmt: skip
    return Simulated(site, clients)


def fill(database: Database, clinics: Iterable[Simulated], *, last_day: date) -> None:
    """Put the clinics into the database; the same clinics get the same sheets."""
    with database.begin() as session:
        for one in clinics:
            add_site(session, one.site)
            add_user(
                session, f"{KEYER} {one.site.code}",
                {one.site.code: frozenset({Role.COUNSELLOR})}, created=NOW,
            )  # fmt: skip
            _fill_one(session, one, last_day)


def _fill_one(session: Session, one: Simulated, last_day: date) -> None:
    keyer = user_id(session, f"{KEYER} {one.site.code}")
    known = {}
    entries = []
    for place, sheet in enumerate(_sheets(one, last_day)):
        client = None
        if sheet.person_type is not None:
            if sheet.code not in known:
                known[sheet.code] = add_client(
                    session, one.site.code, sheet.code, person_type=sheet.person_type,
                    first_seen=sheet.entered_at,
                )  # fmt: skip
            client = known[sheet.code]
        made = add_sheet(
            session, one.site.code, client, sheet.definition,
            timepoint=timepoint(sheet.definition.timing, sheet.number), number=sheet.number,
            created=sheet.entered_at,
        )  # fmt: skip
        entries.append(_entry(made.id, keyer, sheet, f"{one.site.code} {place}"))
    session.connection.execute(insert(EntryRow), entries)


def _entry(
    sheet_id: int, keyer: int, sheet: TrainingSheet, submission: str
) -> Mapping[str, object]:
    return {
        "sheet_id": sheet_id, "keying": 1, "texts": sheet.texts, "notes": {}, "entered_by": keyer,
        "entered_at": sheet.entered_at, "submission": submission,
    }  # fmt: skip


def _sheets(one: Simulated, last_day: date) -> Iterator[TrainingSheet]:
    """Give the sheets of clients who have come a few at a time, and the clinic's own."""
    chooser = Random(one.site.code)
    forms = library().newest_forms
    clients = generate_clients(1, forms, one.site.letters, one.clients, last_day=last_day)
    for client in clients:
        days = timedelta(chooser.randrange(one.days))
        yield from (_earlier(sheet, days, chooser) for sheet in client.sheets)
    if one.logs:
        yield from _log(one, last_day)


def _log(one: Simulated, last_day: date) -> Iterator[TrainingSheet]:
    """Give the clinic's own sheets; its log goes on for as long as clients have come."""
    number = 0
    for back in range(0, one.days, 70):
        for sheet in generate_clinic_sheets(
            back, library().newest_forms, one.site.code, last_day=last_day - timedelta(back)
        ):
            if sheet.definition.form == "contact_log":
                number += 1
                yield replace(sheet, number=number)
            elif sheet.definition.form == "clinic_year" and back == _V_KEYED:
                yield sheet


def _earlier(sheet: TrainingSheet, days: timedelta, chooser: Random) -> TrainingSheet:
    """Return a client's sheet moved back, with the same answers."""
    assert sheet.definition.subject is Subject.CLIENT
    return replace(sheet, entered_at=sheet.entered_at - days, texts=_moved(sheet, days, chooser))


def _moved(sheet: TrainingSheet, days: timedelta, chooser: Random) -> Mapping[str, str]:
    texts = dict(sheet.texts)
    for name, text in texts.items():
        item = sheet.definition.item(name)
        if text and any(column.is_day for column in item.columns()):
            value = item.read(text).values[0]
            if isinstance(value, date):
                shift = days + timedelta(chooser.randrange(1, 30) if "contact" in name else 0)
                texts[name] = (value - shift).isoformat()
    return texts
