"""Queries about what anonymised releases told: classes and contents, never whose they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, insert, select

from kast_eval.store.session import Session
from kast_eval.store.tables import (
    ClientRow,
    ReleasedClientRow,
    ReleasedPooledRow,
    ReleaseProfileRow,
    ReleaseRow,
)

Value = int | str


@dataclass(frozen=True)
class ReleaseProfile:
    """The level of each column of a release, and the number of persons in each class.

    `checksum` is that of its file, which the list of releases has.

    `columns` are all that left, and `rows` how many rows there were of each contents. `persons` is
    whose rows it held, by clinic and by code or id in a package, which other tables remember.
    """

    levels: Mapping[str, int]
    classes: Mapping[tuple[Value, ...], int]
    columns: tuple[str, ...] = ()
    rows: Mapping[tuple[Value, ...], int] = field(default_factory=dict, repr=False)
    persons: Collection[tuple[str, str]] = field(default=(), repr=False)
    checksum: str = ""


_ADD = insert(ReleaseProfileRow)
_RELEASE = select(ReleaseRow.id).where(ReleaseRow.public_id == bindparam("public_id"))
_ALL = (
    select(
        ReleaseProfileRow.release_id,
        ReleaseProfileRow.levels,
        ReleaseProfileRow.classes,
        ReleaseProfileRow.contents,
        ReleaseRow.bundle_checksum,
    )
    .join(ReleaseRow, ReleaseRow.id == ReleaseProfileRow.release_id)
    .order_by(ReleaseProfileRow.release_id)
)
_CLIENTS = (
    select(ReleasedClientRow.release_id, ClientRow.site_code, ClientRow.code)
    .join(ClientRow, ClientRow.id == ReleasedClientRow.client_id)
    .join(ReleaseProfileRow, ReleaseProfileRow.release_id == ReleasedClientRow.release_id)
)
_POOLED = select(
    ReleasedPooledRow.release_id, ReleasedPooledRow.site_code, ReleasedPooledRow.package_person
).join(ReleaseProfileRow, ReleaseProfileRow.release_id == ReleasedPooledRow.release_id)
_COUNT = select(func.count()).select_from(ReleaseProfileRow)


def add_profile(session: Session, public_id: str, profile: ReleaseProfile) -> None:
    """Remember what a release tells."""
    release = session.connection.execute(_RELEASE, {"public_id": public_id}).scalar_one()
    values = {
        "release_id": release,
        "levels": [[name, level] for name, level in profile.levels.items()],
        "classes": [[persons, *key] for key, persons in profile.classes.items()],
        "contents": [
            [*profile.columns],
            *([count, *key] for key, count in profile.rows.items()),
        ],
    }
    session.connection.execute(_ADD, values)


def all_profiles(session: Session) -> tuple[ReleaseProfile, ...]:
    """Return what every anonymised release told, in the order in which they were made."""
    persons: dict[int, set[tuple[str, str]]] = {}
    for query in (_CLIENTS, _POOLED):
        for release, site_code, whose in session.connection.execute(query):
            persons.setdefault(release, set()).add((site_code, whose))
    return tuple(
        ReleaseProfile(
            {str(name): int(level) for name, level in row.levels},
            {tuple(key): int(size) for size, *key in row.classes},
            tuple(map(str, row.contents[0])),
            {tuple(key): int(count) for count, *key in row.contents[1:]},
            persons.get(row.release_id, set()),
            row.bundle_checksum,
        )
        for row in session.connection.execute(_ALL)
    )


def profile_count(session: Session) -> int:
    """Return how many anonymised releases have been made."""
    return session.connection.execute(_COUNT).scalar_one()
