"""What counted of a clinic's sheets at a moment, and whose each is; queries take the clinic."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import aliased

from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, EntryRow, SheetMoveRow, SheetRow


@dataclass(frozen=True, slots=True)
class SheetThen:
    """A sheet and the texts that counted; `corrected` tells that other texts have counted since."""

    public_id: str
    code: str | None
    person_type: int | None
    episode_no: int
    form: str
    version: int
    definition_checksum: str
    optional_items: frozenset[str]
    timepoint: str
    number: int | None
    created: datetime
    texts: Mapping[str, str] = field(repr=False)
    corrected: bool


EVER = datetime(9999, 1, 1, tzinfo=UTC)
"""Before it is everything."""

_LATER = aliased(EntryRow)
STATEMENT = (
    select(
        SheetRow.public_id,
        ClientRow.code,
        ClientRow.person_type,
        SheetRow.episode_no,
        SheetRow.form,
        SheetRow.version,
        SheetRow.definition_checksum,
        SheetRow.optional_items,
        SheetRow.timepoint,
        SheetRow.number,
        SheetRow.created,
        EntryRow.texts,
        _LATER.id.is_not(None),
    )
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
    .outerjoin(_LATER, _LATER.replaces == EntryRow.id)
    .where(
        SheetRow.site_code == bindparam("site_code"),
        EntryRow.keying == 1,
        EntryRow.entered_at < bindparam("before"),
        or_(_LATER.id.is_(None), _LATER.entered_at >= bindparam("before")),
    )
)
_STATE = (
    select(func.count(EntryRow.id), func.max(EntryRow.id))
    .join(SheetRow, SheetRow.id == EntryRow.sheet_id)
    .where(SheetRow.site_code == bindparam("site_code"))
)
_MOVES = select(func.count(SheetMoveRow.id)).where(SheetMoveRow.site_code == bindparam("site_code"))


def sheets_then(session: Session, site_code: str, before: datetime) -> Iterator[SheetThen]:
    """Return every sheet of the clinic with what counted of it before a moment."""
    wanted = {"site_code": site_code, "before": before}
    rows: Iterable[Sequence[Any]] = session.connection.execute(STATEMENT, wanted)
    return (SheetThen(*row) for row in rows)


def state_of_sheets(session: Session, site_code: str) -> tuple[int, ...]:
    """Return what changes whenever anything of the clinic's sheets is keyed, moved or erased."""
    wanted = {"site_code": site_code}
    count, newest = session.connection.execute(_STATE, wanted).one()
    return count, newest or 0, session.connection.execute(_MOVES, wanted).scalar_one()
