"""Print a sheet again with its recorded answers marked."""

from datetime import datetime

from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.paper.filled import FilledSheet, print_filled
from kast_eval.paper.table import row_item
from kast_eval.store.entries import entry_history
from kast_eval.store.events import note_event
from kast_eval.store.keyed_sheets import rows_numbered
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.roles import Permission, User
from kast_eval.study.timepoint import place_of_row
from kast_eval.wording import Language


def print_sheet(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    public_id: str,
    *,
    language: Language,
) -> bytes:
    """Return the sheet as PDF, as its newest entry has it, and note that it was printed.

    A row comes with the other rows of its paper.
    """
    sheet, definition = own_sheet(session, user, Permission.READ, library, public_id)
    if definition.rows and sheet.number is not None:
        filled = _paper_of_row(session, sheet, sheet.number, definition)
    else:
        newest = entry_history(session, sheet.id)[-1]
        filled = FilledSheet(sheet.client_code or sheet.site_code, sheet.number, newest.texts)
    note_event(session, now, user.name, "printed", sheet.public_id, site_code=sheet.site_code)
    return print_filled(definition, language, [filled], training=is_training(session))


def _paper_of_row(
    session: Session, sheet: SheetRecord, number: int, definition: FormDefinition
) -> FilledSheet:
    """Return all rows that stand on the paper of one of them."""
    paper, row = place_of_row(number, definition.rows)
    first = number - row + 1
    on_paper = range(first, first + definition.rows)
    entries = rows_numbered(session, sheet.site_code, sheet.form, on_paper)
    texts = {
        row_item(name, one - first + 1): text
        for one, entry in entries.items()
        for name, text in entry.texts.items()
    }
    return FilledSheet(sheet.site_code, paper, texts)
