"""Read a sheet with everything that was ever keyed from it."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.entries import entry_history
from kast_eval.store.events import note_event
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User


@dataclass(frozen=True)
class SheetView:
    """A sheet, the definition that it was keyed by, and its entries, the first one first."""

    sheet: SheetRecord
    definition: FormDefinition
    history: tuple[EntryRecord, ...]

    @property
    def newest(self) -> EntryRecord:
        """Return the entry that counts."""
        return self.history[-1]


def read_sheet(
    session: Session, user: User, now: datetime, library: Library, public_id: str
) -> SheetView:
    """Return the sheet and note that it was read; NotFoundError for another clinic's."""
    sheet, definition = own_sheet(session, user, Permission.READ, library, public_id)
    history = entry_history(session, sheet.id)
    note_event(session, now, user.name, "read", sheet.public_id, site_code=sheet.site_code)
    return SheetView(sheet, definition, history)
