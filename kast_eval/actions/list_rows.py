"""List the rows of a form that were keyed today."""

from datetime import datetime, time

from kast_eval import clock
from kast_eval.definition.form import FormDefinition
from kast_eval.store.keyed_sheets import sheets_made_since
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require


def list_rows(
    session: Session, user: User, now: datetime, definition: FormDefinition, *, site_code: str
) -> tuple[tuple[SheetRecord, EntryRecord], ...]:
    """Return the clinic's rows of this day with what counts, the newest first.

    A row is about no person, so that nothing is noted of who looked at it.
    """
    require(user, Permission.ENTER, site_code)
    morning = datetime.combine(clock.clinic_day(now), time(), clock.CLINIC_ZONE)
    return sheets_made_since(session, site_code, definition.form, morning)
