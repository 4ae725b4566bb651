"""Queries about releases: what was made, and whose rows were in it."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import bindparam, func, insert, select

from kast_eval.store.session import Session
from kast_eval.store.tables import (
    ClientRow,
    EntryRow,
    ErasureRow,
    ReleasedClientRow,
    ReleasedPooledRow,
    ReleaseRow,
    SheetMoveRow,
    SheetRow,
    SiteRow,
    UserRow,
)

_OF_PROJECT = "p"
"""No hexadecimal digit: what a release's public id begins with whose persons have project ids."""


def new_release_id() -> str:
    """Return a public id for a release in which persons are called as in its project."""
    return _OF_PROJECT + secrets.token_hex(12)[1:]


@dataclass(frozen=True)
class ReleaseRecord:
    """A release as it is remembered: nothing of its data, and not whose they were."""

    public_id: str
    level: str
    recipe_name: str
    recipe_checksum: str
    columns_checksum: str
    bundle_checksum: str
    recipient: str
    purpose: str
    approval: str
    expires: date | None
    approved_by: str
    made_by: str
    made_at: datetime

    @property
    def has_project_ids(self) -> bool:
        """Tell whether its ids are of the project, and not the same in all of a recipient's."""
        return self.public_id.startswith(_OF_PROJECT)


@dataclass(frozen=True)
class Moment:
    """How far the store had come when a release was planned: the newest keying, move, erasure."""

    entry: int
    move: int
    erasure: int


_KEPT = tuple(one.name for one in fields(ReleaseRecord) if one.name != "made_by")
_ADD = insert(ReleaseRow).returning(ReleaseRow.id)
_ADD_CLIENTS = insert(ReleasedClientRow)
_USER = select(UserRow.id).where(UserRow.name == bindparam("name"))
_ALL = (
    select(*(getattr(ReleaseRow, name) for name in _KEPT), UserRow.name.label("made_by"))
    .join(UserRow, UserRow.id == ReleaseRow.made_by)
    .order_by(ReleaseRow.id)
)
_OF_CLIENT = (
    _ALL.join(ReleasedClientRow, ReleasedClientRow.release_id == ReleaseRow.id)
    .join(ClientRow, ClientRow.id == ReleasedClientRow.client_id)
    .where(ClientRow.site_code == bindparam("site_code"), ClientRow.code == bindparam("code"))
)
_ADD_POOLED = insert(ReleasedPooledRow)
_RELEASE = select(ReleaseRow.id).where(ReleaseRow.public_id == bindparam("public_id"))
_OF_POOLED = _ALL.where(
    ReleaseRow.id.in_(
        select(ReleasedPooledRow.release_id).where(
            ReleasedPooledRow.site_code == bindparam("site_code"),
            ReleasedPooledRow.package_person.in_(bindparam("persons", expanding=True)),
        )
    )
)
_CLIENT_IDS = select(ClientRow.id, ClientRow.site_code, ClientRow.code).where(
    ClientRow.site_code.in_(bindparam("site_codes", expanding=True))
)
_KEYED = select(EntryRow.texts, EntryRow.notes)
_CODES = select(ClientRow.code)
_CODES_AT = _CODES.where(ClientRow.site_code == bindparam("at_site"))
_NAMES = select(UserRow.name)
_SITE_NAMES = select(SiteRow.name)
_NEWEST = {
    "entry": select(func.coalesce(func.max(EntryRow.id), 0)),
    "move": select(func.coalesce(func.max(SheetMoveRow.id), 0)),
    "erasure": select(func.coalesce(func.max(ErasureRow.id), 0)),
}
_KEYED_SINCE = (
    select(ClientRow.site_code, ClientRow.code)
    .join(SheetRow, SheetRow.client_id == ClientRow.id)
    .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
    .where(EntryRow.id > bindparam("entry"), SheetRow.form.in_(bindparam("forms", expanding=True)))
)


def add_release(
    session: Session, record: ReleaseRecord, clients: Collection[tuple[str, str]]
) -> None:
    """Remember a release and whose rows are in it, each by clinic and code."""
    values = {name: getattr(record, name) for name in _KEPT}
    values["made_by"] = session.connection.execute(_USER, {"name": record.made_by}).scalar_one()
    release = session.connection.execute(_ADD, values).scalar_one()
    wanted = {"site_codes": sorted({site for site, _ in clients})}
    rows = [
        {"release_id": release, "client_id": row.id}
        for row in session.connection.execute(_CLIENT_IDS, wanted)
        if (row.site_code, row.code) in clients
    ]
    if rows:
        session.connection.execute(_ADD_CLIENTS, rows)


def all_releases(session: Session) -> tuple[ReleaseRecord, ...]:
    """Return every release in the order in which they were made."""
    return tuple(ReleaseRecord(**row) for row in session.connection.execute(_ALL).mappings())


def releases_of(session: Session, site_code: str, code: str) -> tuple[ReleaseRecord, ...]:
    """Return every release that held rows of a clinic's client."""
    wanted = {"site_code": site_code, "code": code}
    rows = session.connection.execute(_OF_CLIENT, wanted)
    return tuple(ReleaseRecord(**row) for row in rows.mappings())


def add_released_pooled(
    session: Session, public_id: str, persons: Collection[tuple[str, str]]
) -> None:
    """Remember whose rows out of packages are in a release, each by clinic and id there."""
    release = session.connection.execute(_RELEASE, {"public_id": public_id}).scalar_one()
    rows = [
        {"release_id": release, "site_code": site_code, "package_person": person}
        for site_code, person in sorted(persons)
    ]
    if rows:
        session.connection.execute(_ADD_POOLED, rows)


def releases_of_pooled(
    session: Session, site_code: str, persons: Collection[str]
) -> tuple[ReleaseRecord, ...]:
    """Return every release that held rows of one of the persons in a clinic's packages."""
    wanted = {"site_code": site_code, "persons": list(persons)}
    rows = session.connection.execute(_OF_POOLED, wanted)
    return tuple(ReleaseRecord(**row) for row in rows.mappings())


def what_must_stay(session: Session) -> Mapping[str, Collection[str]]:
    """Return by kind what may stand in no release: codes, names, every text that was keyed."""
    connection = session.connection
    keyed: set[str] = set()
    for texts, notes in connection.execute(_KEYED):
        keyed |= {*texts.values(), *notes.values()}
    return {
        "klientkod": set(connection.execute(_CODES).scalars()),
        "namn på personal": set(connection.execute(_NAMES).scalars()),
        "mottagningens namn": set(connection.execute(_SITE_NAMES).scalars()),
        "fritext": keyed,
    }


def moment_of(session: Session) -> Moment:
    """Return how far the store has come."""
    connection = session.connection
    return Moment(
        **{name: connection.execute(newest).scalar_one() for name, newest in _NEWEST.items()}
    )


def keyed_since(
    session: Session, moment: Moment, forms: Collection[str]
) -> frozenset[tuple[str, str]]:
    """Return whose sheets of some forms were keyed or corrected since, by clinic and code."""
    wanted = {"entry": moment.entry, "forms": sorted(forms)}
    return frozenset(
        (row.site_code, row.code) for row in session.connection.execute(_KEYED_SINCE, wanted)
    )


def client_codes(session: Session, site_code: str) -> frozenset[str]:
    """Return the codes of the clinic's clients."""
    return frozenset(session.connection.execute(_CODES_AT, {"at_site": site_code}).scalars())
