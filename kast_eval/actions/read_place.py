"""Read where a sheet stands, without what was keyed from it."""

from dataclasses import dataclass

from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.clients import find_client
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheet_moves import moves_of
from kast_eval.store.sheets import present_episode
from kast_eval.study.roles import Permission, User


@dataclass(frozen=True)
class ReadPlace:
    """A sheet, its form, how many times it was moved, and how many episodes its client has."""

    sheet: SheetRecord
    definition: FormDefinition
    moves: int
    episodes: int


def read_place(session: Session, user: User, library: Library, public_id: str) -> ReadPlace:
    """Return where the sheet stands, for who may correct it."""
    sheet, definition = own_sheet(session, user, Permission.CORRECT, library, public_id)
    client = find_client(session, (sheet.site_code,), sheet.client_code or "")
    episodes = present_episode(session, client)
    return ReadPlace(sheet, definition, len(moves_of(session, sheet.id)), episodes)
