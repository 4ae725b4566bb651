"""Queries about what the ledger knows of sheets; each takes the clinic."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, Function, Select, String, bindparam, cast, func, select

from kast_eval.store.records import ClientRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import SHEET_COLUMNS
from kast_eval.store.tables import ClientRow, SheetFactsRow, SheetRow
from kast_eval.store.upsert import insert
from kast_eval.study.expected import SheetFacts


@dataclass(frozen=True)
class ReadFacts:
    """What was read of a sheet; `read_by` tells which items were."""

    saved_on: date
    day: date | None
    status: int
    codes: Mapping[str, int]
    days: Mapping[str, date]
    read_by: str


@dataclass(frozen=True)
class ClientSheets:
    """What is known of all sheets of a client or, without a code, of the clinic's own.

    Equal ones hold the same, so that what was worked out of one need not be worked out again.
    """

    code: str | None
    person_type: int | None
    first_saved: date
    document: str = field(repr=False)

    def facts(self) -> tuple[SheetFacts, ...]:
        """Return what is known of each sheet."""
        return tuple(self._sheet(*row) for row in json.loads(self.document))

    def _sheet(  # noqa: PLR0917 - a row of the document, in the order in which it is written.
        self,
        public_id: str,
        episode_no: int,
        form: str,
        timepoint: str,
        number: int | None,
        version: int,
        saved_on: str,
        day: str | None,
        status: int,
        codes: str,
        days: str,
    ) -> SheetFacts:
        return SheetFacts(
            public_id,
            self.code,
            self.person_type,
            episode_no,
            form,
            timepoint,
            number,
            version,
            date.fromisoformat(saved_on),
            None if day is None else date.fromisoformat(day),
            status,
            _codes(codes),
            _days(days),
        )


Gathers = Callable[..., Function[Any]]

_CLIENT_OF_SHEET = (
    select(SheetRow.client_id).where(SheetRow.id == bindparam("sheet")).scalar_subquery()
)
_NEW = insert(SheetFactsRow).values(client_id=_CLIENT_OF_SHEET)
_PUT = _NEW.on_conflict_do_update(
    index_elements=["site_code", "sheet_id"],
    set_={
        column.name: _NEW.excluded[column.name]
        for column in SheetFactsRow.__table__.columns
        if not column.primary_key
    },
)
_FACTS = (
    SheetFactsRow.public_id,
    ClientRow.code,
    ClientRow.person_type,
    SheetFactsRow.episode_no,
    SheetFactsRow.form,
    SheetFactsRow.timepoint,
    SheetFactsRow.number,
    SheetFactsRow.version,
    SheetFactsRow.saved_on,
    SheetFactsRow.day,
    SheetFactsRow.status,
    # Read as text: the same few documents come again and again.
    cast(SheetFactsRow.codes, String),
    cast(SheetFactsRow.days, String),
)
_OF_SITE = (
    select(*_FACTS)
    .outerjoin(ClientRow, ClientRow.id == SheetFactsRow.client_id)
    .where(SheetFactsRow.site_code == bindparam("site_code"))
)


# A row for each client costs a fraction of a row for each sheet.
def _by_client(gathered: Gathers, listed: Gathers) -> Select[str, int, date, str]:
    """Return the statement, with a database's own names for lists in JSON."""
    sheet = listed(
        SheetFactsRow.public_id,
        SheetFactsRow.episode_no,
        SheetFactsRow.form,
        SheetFactsRow.timepoint,
        SheetFactsRow.number,
        SheetFactsRow.version,
        SheetFactsRow.saved_on,
        SheetFactsRow.day,
        SheetFactsRow.status,
        cast(SheetFactsRow.codes, String),
        cast(SheetFactsRow.days, String),
    )
    shown = SheetFactsRow.client_id.is_not(None) | SheetFactsRow.form.in_(
        bindparam("own_forms", expanding=True)
    )
    return (
        select(
            ClientRow.code,
            ClientRow.person_type,
            func.min(SheetFactsRow.saved_on, type_=Date()),
            func.coalesce(cast(gathered(sheet).filter(shown), String), "[]"),
        )
        .select_from(SheetFactsRow)
        .outerjoin(ClientRow, ClientRow.id == SheetFactsRow.client_id)
        .where(SheetFactsRow.site_code == bindparam("site_code"))
        .group_by(SheetFactsRow.client_id, ClientRow.id)
    )


_BY_CLIENT: Mapping[str, Select[str, int, date, str]] = {
    "sqlite": _by_client(func.json_group_array, func.json_array),
    "postgresql": _by_client(func.json_agg, func.json_build_array),
}
_OF_CLIENT = _OF_SITE.where(SheetFactsRow.client_id == bindparam("client_id"))
_MISSING = (
    select(*SHEET_COLUMNS)
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .outerjoin(SheetFactsRow, SheetFactsRow.sheet_id == SheetRow.id)
    .where(
        SheetFactsRow.read_by.is_(None)
        | SheetFactsRow.read_by.not_in(bindparam("current", expanding=True))
    )
    .order_by(SheetRow.id)
)


def put_facts(session: Session, sheet: SheetRecord, read: ReadFacts) -> None:
    """Keep what was read of a sheet in place of what was read before."""
    values = {
        "sheet": sheet.id,
        "site_code": sheet.site_code,
        "sheet_id": sheet.id,
        "public_id": sheet.public_id,
        "episode_no": sheet.episode_no,
        "form": sheet.form,
        "timepoint": sheet.timepoint,
        "number": sheet.number,
        "version": sheet.version,
        "saved_on": read.saved_on,
        "day": read.day,
        "status": read.status,
        "codes": dict(read.codes),
        "days": {name: day.isoformat() for name, day in read.days.items()},
        "read_by": read.read_by,
    }
    session.connection.execute(_PUT, values)


def site_facts(session: Session, site_code: str) -> tuple[SheetFacts, ...]:
    """Return what is known of all sheets of a clinic."""
    rows = session.connection.execute(_OF_SITE, {"site_code": site_code})
    return tuple(_facts(row) for row in rows)


def facts_by_client(
    session: Session, site_code: str, own_forms: Collection[str]
) -> tuple[ClientSheets, ...]:
    """Return what is known of the sheets of each client, and of the clinic's own of some forms."""
    wanted = {"site_code": site_code, "own_forms": list(own_forms)}
    statement = _BY_CLIENT[session.connection.dialect.name]
    return tuple(ClientSheets(*row) for row in session.connection.execute(statement, wanted))


def client_facts(session: Session, client: ClientRecord) -> tuple[SheetFacts, ...]:
    """Return what is known of a client's sheets."""
    wanted = {"site_code": client.site_code, "client_id": client.id}
    return tuple(_facts(row) for row in session.connection.execute(_OF_CLIENT, wanted))


def sheets_without_facts(session: Session, current: Collection[str]) -> tuple[SheetRecord, ...]:
    """Return every sheet of which other items were read than are now, or none at all."""
    rows = session.connection.execute(_MISSING, {"current": list(current)})
    return tuple(_sheet(row) for row in rows)


def _sheet(row: Sequence[Any]) -> SheetRecord:
    return SheetRecord(*row)


def _facts(row: Sequence[Any]) -> SheetFacts:
    values = [*row]
    values[-2:] = _codes(row[-2]), _days(row[-1])
    return SheetFacts(*values)


@lru_cache(maxsize=4096)
def _codes(document: str) -> Mapping[str, int]:
    return {str(name): int(code) for name, code in json.loads(document).items()}


@lru_cache(maxsize=4096)
def _days(document: str) -> Mapping[str, date]:
    return {str(name): date.fromisoformat(day) for name, day in json.loads(document).items()}
