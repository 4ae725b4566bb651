"""List the sheets that were saved last."""

from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.roles import Permission, User, require_somewhere


def list_sheets(session: Session, user: User, *, limit: int) -> tuple[SheetRecord, ...]:
    """Return the newest sheets of the user's clinics; what was keyed from them is not shown."""
    site_codes = require_somewhere(user, Permission.READ)
    return newest_sheets(session, site_codes, limit=limit)
