"""Go on with a draft, or throw it away."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.open_sheet import OpenSheet, open_sheet
from kast_eval.actions.steps.drafts import NEXT_ROW
from kast_eval.store.clients import find_client
from kast_eval.store.drafts import DraftPlace, DraftRecord, find_draft, forget_draft
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet_at
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require_somewhere
from kast_eval.study.timepoint import number_at


@dataclass(frozen=True)
class OpenDraft:
    """Where a draft is gone on with: a page to key on, or a sheet to correct or to key again."""

    sheet: OpenSheet | None = None
    corrected: str | None = None
    keyed_again: str | None = None


def open_draft(
    session: Session, user: User, now: datetime, plan: Plan, public_id: str
) -> OpenDraft:
    """Return where the user's draft is gone on with; NotFoundError if there is no such draft."""
    draft = _own(session, user, public_id)
    place = draft.place
    if draft.corrected is not None:
        return OpenDraft(corrected=draft.corrected)
    if place.keying != 1:
        return OpenDraft(keyed_again=_sheet_at(session, place))
    timing = plan.library.get(place.form, place.version).timing
    number = None if place.timepoint == NEXT_ROW else number_at(timing, place.timepoint)
    sheet = open_sheet(
        session, user, now, plan,
        code=place.code, form=place.form, version=place.version, number=number,
        episode_no=place.episode_no,
    )  # fmt: skip
    return OpenDraft(sheet)


def _sheet_at(session: Session, place: DraftPlace) -> str:
    """Return the public id of the sheet; NotFoundError if it was moved meanwhile."""
    client = find_client(session, (place.site_code,), place.code)
    sheet = find_sheet_at(
        session, place.site_code, client, place.form, place.timepoint, episode_no=place.episode_no
    )
    if sheet is None:
        raise NotFoundError
    return sheet.public_id


def discard_draft(session: Session, user: User, now: datetime, public_id: str) -> None:
    """Throw the user's draft away and note that, but nothing of what was in it."""
    draft = _own(session, user, public_id)
    forget_draft(session, draft.place)
    note_event(
        session, now, user.name, "discarded draft", draft.place.form,
        site_code=draft.place.site_code,
    )  # fmt: skip


def _own(session: Session, user: User, public_id: str) -> DraftRecord:
    site_codes = require_somewhere(user, Permission.ENTER)
    draft = find_draft(session, user.name, site_codes, public_id)
    if draft is None:
        raise NotFoundError
    return draft
