"""Read where a sheet stands, without what was keyed from it."""

from dataclasses import dataclass

from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheet_moves import moves_of
from kast_eval.study.roles import Permission, User


@dataclass(frozen=True)
class ReadPlace:
    """A sheet, its form, and how many times it was moved."""

    sheet: SheetRecord
    definition: FormDefinition
    moves: int


def read_place(session: Session, user: User, library: Library, public_id: str) -> ReadPlace:
    """Return where the sheet stands, for who may correct it."""
    sheet, definition = own_sheet(session, user, Permission.CORRECT, library, public_id)
    return ReadPlace(sheet, definition, len(moves_of(session, sheet.id)))
