"""Queries about the tables that releases showed: counts, and nobody's answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select

from kast_eval.store.session import Session
from kast_eval.store.tables import PublishedRow, ReleaseRow


@dataclass(frozen=True)
class Published:
    """What the tables of a release showed, in the words of the dataset, and whose recipe it was."""

    recipe_name: str
    made_at: datetime
    tables: Sequence[dict[str, Any]]


_ADD = insert(PublishedRow)
_RELEASE = select(ReleaseRow.id).where(ReleaseRow.public_id == bindparam("public_id"))
_ALL = (
    select(ReleaseRow.recipe_name, ReleaseRow.made_at, PublishedRow.tables)
    .join(ReleaseRow, ReleaseRow.id == PublishedRow.release_id)
    .order_by(PublishedRow.release_id)
)
_COUNT = select(func.count()).select_from(PublishedRow)


def add_published(session: Session, public_id: str, tables: Sequence[dict[str, object]]) -> None:
    """Remember what the tables of a release showed."""
    release = session.connection.execute(_RELEASE, {"public_id": public_id}).scalar_one()
    session.connection.execute(_ADD, {"release_id": release, "tables": list(tables)})


def all_published(session: Session) -> tuple[Published, ...]:
    """Return what every release of tables showed, in the order in which they were made."""
    return tuple(
        Published(row.recipe_name, row.made_at, row.tables)
        for row in session.connection.execute(_ALL)
    )


def published_count(session: Session) -> int:
    """Return how many releases of tables have been made."""
    return session.connection.execute(_COUNT).scalar_one()
