"""Keep what a person has typed of a sheet until it is saved."""

from collections.abc import Mapping
from datetime import datetime

from kast_eval.actions.steps.drafts import draft_place, drafted_sheet
from kast_eval.actions.steps.episode import episode_meant
from kast_eval.actions.steps.meant import meant_by
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.drafts import DraftContent, DraftPlace, forget_draft, keep_draft
from kast_eval.store.entries import entry_history
from kast_eval.store.keyed_sheets import find_submission
from kast_eval.store.session import Session
from kast_eval.study.roles import NotFoundError, Permission, User
from kast_eval.study.timepoint import timepoint


def save_draft(
    session: Session,
    user: User,
    now: datetime,
    definition: FormDefinition,
    texts: Mapping[str, str],
    *,
    notes: Mapping[str, str],
    code: str,
    number: int | None,
    submission: str,
    episode_no: int | None = None,
) -> bool:
    """Keep the draft of a first keying, letter for letter; tell whether there is one now.

    A page that was saved meanwhile leaves no draft behind. Nothing is noted: a draft is nobody's
    answer yet, and whose sheet was opened has been noted.
    """
    meant = meant_by(session, user, Permission.ENTER, code, definition.subject)
    place = draft_place(
        user,
        definition,
        meant,
        episode_no=episode_meant(session, meant, episode_no),
        timepoint=timepoint(definition.timing, number),
    )
    content = DraftContent(texts, notes)
    return _keep(session, now, place, content, is_saved=_is_saved(session, user, submission))


def save_correction_draft(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    sheet_id: str,
    *,
    content: DraftContent,
    submission: str,
) -> bool:
    """Keep the draft of a correction, letter for letter; tell whether there is one now."""
    sheet, _definition = own_sheet(session, user, Permission.CORRECT, library, sheet_id)
    if content.replaces not in {entry.id for entry in entry_history(session, sheet.id)}:
        # It would lead from the draft to the sheet of another.
        raise NotFoundError
    place = drafted_sheet(user, sheet, correcting=True)
    return _keep(session, now, place, content, is_saved=_is_saved(session, user, submission))


def save_second_draft(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    sheet_id: str,
    *,
    content: DraftContent,
    submission: str,
) -> bool:
    """Keep the draft of a second keying, letter for letter; tell whether there is one now."""
    sheet, _definition = own_sheet(session, user, Permission.ENTER, library, sheet_id)
    place = drafted_sheet(user, sheet, keying=2)
    return _keep(session, now, place, content, is_saved=_is_saved(session, user, submission))


def _is_saved(session: Session, user: User, submission: str) -> bool:
    return find_submission(session, user.name, submission) is not None


def _keep(
    session: Session, now: datetime, place: DraftPlace, content: DraftContent, *, is_saved: bool
) -> bool:
    typed = any((*content.texts.values(), *content.notes.values(), content.reason))
    if is_saved or not typed:
        forget_draft(session, place)
        return False
    keep_draft(session, place, content, saved_at=now)
    return True
