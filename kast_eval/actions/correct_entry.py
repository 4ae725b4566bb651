"""Correct what was keyed: a new entry that replaces the newest, and says why."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from kast_eval.actions.steps.answered import answered_doubts, unanswered
from kast_eval.actions.steps.keyed import Keyed, Outcome, read_keyed
from kast_eval.actions.steps.saved import Saved, after_save
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.answers.finding import Finding
from kast_eval.answers.reasons import EVERY_DAY, Reason, check_reasons
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.entries import Correction, add_entry, entry_history
from kast_eval.store.keyed_sheets import find_submission
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.wording import marked


class StaleCorrectionError(KastEvalError):
    """Somebody else corrected the entry first; `yours` was not saved, `newest` is what counts."""

    def __init__(self, yours: Keyed, newest: EntryRecord) -> None:
        super().__init__(
            "Arket har rättats av någon annan medan du skrev. Jämför de två versionerna och "
            "rätta den senaste om något skiljer."
        )
        self.yours = yours
        self.newest = newest


class OtherFormError(KastEvalError):
    """A page with questions that the sheet's form does not have."""


def correct_entry(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    sheet_id: str,
    *,
    texts: Mapping[str, str],
    notes: Mapping[str, str],
    replaces: int,
    reason: str,
    submission: str,
    confirmed: Collection[str] = (),
    reasons: Mapping[str, Reason] = EVERY_DAY,
) -> Outcome:
    """Save the correction if `replaces` is still the newest entry, and all of it can be read.

    A doubt that was answered before is not asked again while its texts are the same.
    """
    sheet, definition = own_sheet(session, user, Permission.CORRECT, plan.library, sheet_id)
    if not {*texts, *notes} <= {item.name for item in definition.items}:
        raise OtherFormError(
            marked(
                "Sidan hör till ett annat formulär än arket. Öppna arket och rätta det därifrån."
            )
        )
    keyed = read_keyed(definition, texts, notes, person_type=sheet.person_type, now=now)
    newest = entry_history(session, sheet.id)[-1]
    if _was_sent_before(session, user, sheet, keyed, submission):
        return Outcome(keyed.reading, sheet.public_id)
    if newest.id != replaces:
        raise StaleCorrectionError(keyed, newest)
    correction = Correction(newest.id, clean_text(reason))
    keyed = keyed.with_errors(*_check_correction(correction, keyed, newest))
    keyed = keyed.with_errors(*check_reasons(reasons))
    answered = answered_doubts(session, sheet)
    if not keyed.is_accepted({*confirmed, *answered}):
        return Outcome(unanswered(keyed.reading, answered), None)
    entry_id = add_entry(
        session,
        sheet.id,
        keyed.texts,
        keyed.notes,
        entered_by=user.name,
        entered_at=now,
        submission=submission,
        correction=correction,
    )
    saved = Saved(sheet, definition, keyed.reading, entry_id, is_first=False, reasons=reasons)
    after_save(session, user, now, plan, saved)
    return Outcome(keyed.reading, sheet.public_id)


def _was_sent_before(
    session: Session, user: User, sheet: SheetRecord, keyed: Keyed, submission: str
) -> bool:
    """Tell whether this very page has made a correction; one with other texts is refused."""
    sent = find_submission(session, user.name, submission)
    if sent is None:
        return False
    sent_sheet, entry = sent
    if sent_sheet == sheet and keyed.is_in(entry):
        return True
    raise StaleCorrectionError(keyed, entry_history(session, sheet.id)[-1])


def _check_correction(
    correction: Correction, keyed: Keyed, newest: EntryRecord
) -> Iterator[Finding]:
    if not correction.reason:
        yield Finding((), marked("Skriv varför arket rättas."))
    if len(correction.reason) > LONGEST_TEXT:
        text = marked("Skälet är längre än {largest} tecken. Korta det.")
        yield Finding((), text, {"largest": LONGEST_TEXT})
    if keyed.is_in(newest):
        yield Finding((), marked("Ingenting är ändrat, så det finns inget att spara."))
