"""Queries about packages: what opens them, who sends them, what was made and taken."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from kast_eval.store.session import Session
from kast_eval.store.tables import (
    PackageContentsRow,
    PackageIdentityRow,
    PackageMadeRow,
    PackageSenderRow,
    PackageTakenRow,
    UserRow,
)
from kast_eval.store.users import user_id


@dataclass(frozen=True)
class PackageIdentity:
    """The secret that packages are opened with, and the address of the one that is on paper."""

    identity: str = field(repr=False)
    recovery: str


@dataclass(frozen=True)
class PackageMark:
    """A package by its number and its checksum; `key` signed it, or it was sealed to `key`."""

    site_code: str
    sequence: int
    checksum: str
    key: str


@dataclass(frozen=True)
class NotedPackage:
    """A package that was made or taken, by whom and when."""

    mark: PackageMark
    by: str
    at: datetime


_ADD_IDENTITY = insert(PackageIdentityRow)
_IDENTITY = (
    select(PackageIdentityRow.identity, PackageIdentityRow.recovery)
    .order_by(PackageIdentityRow.id.desc())
    .limit(1)
)
_ADD_SENDER = insert(PackageSenderRow)
_SENDERS = (
    select(PackageSenderRow.site_code, PackageSenderRow.public_key)
    .where(PackageSenderRow.site_code.in_(bindparam("site_codes", expanding=True)))
    .order_by(PackageSenderRow.id)
)
_CHANGED = (
    select(PackageSenderRow.public_key, PackageSenderRow.trusted_at)
    .where(PackageSenderRow.site_code == bindparam("site_code"))
    .order_by(PackageSenderRow.id.desc())
    .limit(1)
)
_ADD_MADE, _ADD_TAKEN = insert(PackageMadeRow), insert(PackageTakenRow)
_MADE = (
    select(PackageMadeRow.site_code, PackageMadeRow.sequence, PackageMadeRow.checksum,
           PackageMadeRow.recipients.label("key"), UserRow.name, PackageMadeRow.made_at.label("at"))
    .join(UserRow, UserRow.id == PackageMadeRow.made_by)
    .where(PackageMadeRow.site_code == bindparam("site_code"))
    .order_by(PackageMadeRow.sequence)
)  # fmt: skip
_TAKEN = (
    select(PackageTakenRow.site_code, PackageTakenRow.sequence, PackageTakenRow.checksum,
           PackageTakenRow.signed_by.label("key"), UserRow.name,
           PackageTakenRow.taken_at.label("at"))
    .join(UserRow, UserRow.id == PackageTakenRow.taken_by)
    .where(PackageTakenRow.site_code.in_(bindparam("site_codes", expanding=True)))
    .order_by(PackageTakenRow.site_code, PackageTakenRow.sequence)
)  # fmt: skip
_CONTENTS = (
    select(PackageContentsRow.contents)
    .where(PackageContentsRow.site_code.in_(bindparam("site_codes", expanding=True)))
    .order_by(PackageContentsRow.site_code)
)
_FORGET = delete(PackageContentsRow).where(PackageContentsRow.site_code == bindparam("at_site"))
_KEEP = insert(PackageContentsRow)


def add_package_identity(
    session: Session, made: PackageIdentity, *, made_by: str, made_at: datetime
) -> None:
    """Keep the secret that packages are opened with from now on."""
    values = {
        "identity": made.identity,
        "recovery": made.recovery,
        "made_by": user_id(session, made_by),
        "made_at": made_at,
    }
    session.connection.execute(_ADD_IDENTITY, values)


def package_identity(session: Session) -> PackageIdentity | None:
    """Return the secret, None before the first."""
    row = session.connection.execute(_IDENTITY).one_or_none()
    return None if row is None else PackageIdentity(*row)


def add_package_sender(
    session: Session, site_code: str, public_key: str, *, trusted_by: str, trusted_at: datetime
) -> None:
    """Take packages of a clinic from now on that the key has signed; "" takes none any more."""
    values = {
        "site_code": site_code,
        "public_key": public_key,
        "trusted_by": user_id(session, trusted_by),
        "trusted_at": trusted_at,
    }
    session.connection.execute(_ADD_SENDER, values)


def package_senders(session: Session, site_codes: Collection[str]) -> dict[str, str]:
    """Return the key of each clinic that sends packages, "" where none is trusted any more."""
    rows = session.connection.execute(_SENDERS, {"site_codes": list(site_codes)})
    return {row.site_code: row.public_key for row in rows}


def trust_ended(session: Session, site_code: str) -> datetime | None:
    """Return when a clinic's key was taken back, None where one is trusted or never was."""
    row = session.connection.execute(_CHANGED, {"site_code": site_code}).one_or_none()
    return None if row is None or row.public_key else row.trusted_at


def add_package_made(
    session: Session, mark: PackageMark, *, made_by: str, made_at: datetime
) -> None:
    """Keep that a package was made."""
    values = {
        "site_code": mark.site_code,
        "sequence": mark.sequence,
        "checksum": mark.checksum,
        "recipients": mark.key,
        "made_by": user_id(session, made_by),
        "made_at": made_at,
    }
    session.connection.execute(_ADD_MADE, values)


def packages_made(session: Session, site_code: str) -> tuple[PackageMark, ...]:
    """Return a clinic's packages in their order."""
    return tuple(one.mark for one in register_of_made(session, site_code))


def register_of_made(session: Session, site_code: str) -> tuple[NotedPackage, ...]:
    """Return the same with who made each, and when."""
    return _noted(session.connection.execute(_MADE, {"site_code": site_code}))


def add_package_taken(
    session: Session, mark: PackageMark, contents: bytes, *, taken_by: str, taken_at: datetime
) -> None:
    """Keep that a package was taken, and its contents instead of those of the one before."""
    values = {
        "site_code": mark.site_code,
        "sequence": mark.sequence,
        "checksum": mark.checksum,
        "signed_by": mark.key,
        "taken_by": user_id(session, taken_by),
        "taken_at": taken_at,
    }
    session.connection.execute(_ADD_TAKEN, values)
    session.connection.execute(_FORGET, {"at_site": mark.site_code})
    session.connection.execute(_KEEP, {"site_code": mark.site_code, "contents": contents})


def packages_taken(session: Session, site_codes: Collection[str]) -> tuple[PackageMark, ...]:
    """Return the packages that were taken of the clinics, in their order."""
    return tuple(one.mark for one in register_of_taken(session, site_codes))


def register_of_taken(session: Session, site_codes: Collection[str]) -> tuple[NotedPackage, ...]:
    """Return the same with who took each, and when."""
    return _noted(session.connection.execute(_TAKEN, {"site_codes": list(site_codes)}))


def _noted(rows: Iterable[Row[Any]]) -> tuple[NotedPackage, ...]:
    return tuple(
        NotedPackage(
            PackageMark(row.site_code, row.sequence, row.checksum, row.key), row.name, row.at
        )
        for row in rows
    )


def package_contents(session: Session, site_codes: Collection[str]) -> tuple[bytes, ...]:
    """Return what the newest package of each clinic holds."""
    rows = session.connection.execute(_CONTENTS, {"site_codes": list(site_codes)})
    return tuple(rows.scalars())
