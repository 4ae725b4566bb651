"""Find what one has typed and not yet saved; nobody finds another's."""

from kast_eval.actions.open_sheet import OpenSheet
from kast_eval.actions.steps.drafts import draft_place, drafted_sheet
from kast_eval.actions.steps.meant import Meant
from kast_eval.store.drafts import DraftRecord, drafts_of, find_draft_at
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require, require_somewhere


def find_draft(session: Session, user: User, sheet: OpenSheet) -> DraftRecord | None:
    """Return the user's draft of the sheet that is about to be keyed."""
    require(user, Permission.ENTER, sheet.site.code)
    meant = Meant(sheet.site, sheet.client_code, None)
    place = draft_place(
        user,
        sheet.definition,
        meant,
        episode_no=sheet.episode_no,
        timepoint=sheet.timepoint,
    )
    return find_draft_at(session, place)


def find_correction_draft(session: Session, user: User, sheet: SheetRecord) -> DraftRecord | None:
    """Return the user's draft of a correction of the sheet."""
    require(user, Permission.CORRECT, sheet.site_code)
    return find_draft_at(session, drafted_sheet(user, sheet, correcting=True))


def find_second_draft(session: Session, user: User, sheet: SheetRecord) -> DraftRecord | None:
    """Return the user's draft of the second keying of the sheet."""
    require(user, Permission.ENTER, sheet.site_code)
    return find_draft_at(session, drafted_sheet(user, sheet, keying=2))


def list_drafts(session: Session, user: User) -> tuple[DraftRecord, ...]:
    """Return the user's own drafts, the newest first."""
    return drafts_of(session, user.name, require_somewhere(user, Permission.ENTER))
