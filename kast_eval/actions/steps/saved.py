"""What follows every save of a sheet, in the same transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kast_eval.actions.steps.answered import keep_answers
from kast_eval.actions.steps.drafts import forget_saved_draft
from kast_eval.actions.steps.draw import draw_second_keying
from kast_eval.actions.steps.facts import note_facts
from kast_eval.actions.steps.questions import ask_about
from kast_eval.actions.steps.second import follow_correction
from kast_eval.answers.read import Reading
from kast_eval.answers.reasons import Reason
from kast_eval.definition.form import FormDefinition
from kast_eval.store.events import note_event
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import User


@dataclass(frozen=True)
class Saved:
    """What was saved: the sheet, the form as its paper had it, how it was read, by which entry."""

    sheet: SheetRecord
    definition: FormDefinition
    reading: Reading
    entry_id: int
    is_first: bool
    reasons: Mapping[str, Reason] = field(default_factory=dict)


def after_save(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    saved: Saved,
) -> None:
    """Let everything that stands on sheets follow what was entered or corrected."""
    action = "entered" if saved.is_first else "corrected"
    sheet = saved.sheet
    note_facts(session, plan.schedule, sheet, saved.definition, saved.reading.answers)
    note_event(session, now, user.name, action, sheet.public_id, site_code=sheet.site_code)
    keep_answers(session, user, now, sheet, saved.reading.doubts, reasons=saved.reasons)
    ask_about(session, now, plan, sheet)
    forget_saved_draft(session, user, saved.definition, sheet, is_first=saved.is_first)
    if saved.is_first:
        draw_second_keying(session, user.name, now, plan.keying, sheet)
    else:
        follow_correction(session, now, plan.keying, sheet, saved.definition)
