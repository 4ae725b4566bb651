"""Where the draft of a sheet is kept."""

from dataclasses import replace

from kast_eval.actions.steps.meant import Meant
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.store.drafts import DraftPlace, forget_draft
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.roles import User

NEXT_ROW = "row"
"""The time point of a draft of a row: the row's number is only known when it is saved."""


def draft_place(
    user: User,
    definition: FormDefinition,
    meant: Meant,
    *,
    episode_no: int,
    timepoint: str,
) -> DraftPlace:
    """Return where the draft of a first keying is kept."""
    return DraftPlace(
        user.name,
        meant.site.code,
        meant.code,
        episode_no,
        definition.form,
        definition.version,
        NEXT_ROW if definition.timing is Timing.ROW else timepoint,
    )


def drafted_sheet(
    user: User, sheet: SheetRecord, *, keying: int = 1, correcting: bool = False
) -> DraftPlace:
    """Return where the draft of a sheet that is there already is kept: a correction, or again."""
    return DraftPlace(
        user.name,
        sheet.site_code,
        sheet.client_code or sheet.site_code,
        sheet.episode_no,
        sheet.form,
        sheet.version,
        sheet.timepoint,
        keying,
        correcting,
    )


def forget_saved_draft(
    session: Session,
    user: User,
    definition: FormDefinition,
    sheet: SheetRecord,
    *,
    is_first: bool,
) -> None:
    """Remove the draft of what was just saved."""
    place = drafted_sheet(user, sheet, correcting=not is_first)
    if is_first and definition.timing is Timing.ROW:
        place = replace(place, timepoint=NEXT_ROW)
    forget_draft(session, place)
