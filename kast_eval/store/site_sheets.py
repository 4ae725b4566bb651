"""Everything that counts of a clinic's sheets, in one pass; each query takes the clinic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from kast_eval.store.session import Session
from kast_eval.store.tables import ClientRow, EntryRow, SheetRow


@dataclass(frozen=True, slots=True)
class CountingTexts:
    """What counts of a sheet, without whose it is: its form as it was printed, and its texts."""

    form: str
    version: int
    definition_checksum: str
    optional_items: frozenset[str]
    person_type: int | None
    texts: Mapping[str, str]
    entered_at: datetime


_LATER = aliased(EntryRow)
_OF_SITE = (
    select(
        SheetRow.form,
        SheetRow.version,
        SheetRow.definition_checksum,
        SheetRow.optional_items,
        ClientRow.person_type,
        EntryRow.texts,
        EntryRow.entered_at,
    )
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .join(EntryRow, EntryRow.sheet_id == SheetRow.id)
    .outerjoin(_LATER, _LATER.replaces == EntryRow.id)
    .where(
        SheetRow.site_code == bindparam("site_code"),
        EntryRow.keying == 1,
        _LATER.id.is_(None),
    )
)


def counting_texts(session: Session, site_code: str) -> Iterator[CountingTexts]:
    """Give what counts of every sheet of the clinic."""
    for row in session.connection.execute(_OF_SITE, {"site_code": site_code}):
        yield CountingTexts(*row)
