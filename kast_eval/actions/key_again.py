"""Save the second keying of a sheet, and compare it with the first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.correct_entry import OtherFormError
from kast_eval.actions.open_second_keying import NotAwaitedError, require_awaited
from kast_eval.actions.steps.drafts import drafted_sheet
from kast_eval.actions.steps.keyed import Keyed, read_keyed
from kast_eval.actions.steps.keyers import check_second_keyer
from kast_eval.actions.steps.second import compare_second_keying
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.answers.read import Reading
from kast_eval.store.comparisons import newest_comparison
from kast_eval.store.drafts import forget_draft
from kast_eval.store.entries import add_entry, entry_history
from kast_eval.store.events import note_event
from kast_eval.store.keyed_sheets import find_submission
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.wording import marked


@dataclass(frozen=True)
class KeyedAgain:
    """How a second keying was read, and how many fields differ if it was saved."""

    reading: Reading
    differing: int | None


def key_again(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    sheet_id: str,
    *,
    texts: Mapping[str, str],
    notes: Mapping[str, str],
    code: str,
    number: int | None,
    submission: str,
    confirmed: Collection[str] = (),
) -> KeyedAgain:
    """Save the second keying if all of it could be read and every doubt is confirmed.

    `code` and `number` are those of the page, which must be the sheet's. It is compared with the
    first keying as it was saved, and then with what counts of it, corrections and all: who corrects
    a sheet that waits changes what counts, and no error that is counted. What counts stays.
    """
    sheet, definition = own_sheet(session, user, Permission.ENTER, plan.library, sheet_id)
    known = {item.name for item in definition.items}
    if (code, number) != (sheet.client_code or sheet.site_code, sheet.number) or not {
        *texts,
        *notes,
    } <= known:
        raise OtherFormError(marked("Sidan hör till ett annat ark. Öppna arket från listan igen."))
    keyed = read_keyed(definition, texts, notes, person_type=sheet.person_type, now=now)
    if _was_sent_before(session, user, sheet, keyed, submission):
        return KeyedAgain(keyed.reading, _differing(session, sheet))
    require_awaited(session, sheet)
    history = entry_history(session, sheet.id)
    check_second_keyer(session, user, now, plan, sheet, first=history)
    if not keyed.is_accepted(confirmed):
        return KeyedAgain(keyed.reading, None)
    add_entry(
        session, sheet.id, keyed.texts, keyed.notes,
        entered_by=user.name, entered_at=now, submission=submission, keying=2,
    )  # fmt: skip
    forget_draft(session, drafted_sheet(user, sheet, keying=2))
    compare_second_keying(session, now, plan.keying, sheet, definition)
    note_event(session, now, user.name, "keyed again", sheet.public_id, site_code=sheet.site_code)
    return KeyedAgain(keyed.reading, _differing(session, sheet))


def _was_sent_before(
    session: Session, user: User, sheet: SheetRecord, keyed: Keyed, submission: str
) -> bool:
    """Tell whether this very page has made the second keying; one with other texts is refused."""
    sent = find_submission(session, user.name, submission)
    if sent is None:
        return False
    sent_sheet, entry = sent
    if sent_sheet == sheet and keyed.is_in(entry):
        return True
    raise NotAwaitedError("Arket är redan inskrivet en andra gång.")


def _differing(session: Session, sheet: SheetRecord) -> int:
    found = newest_comparison(session, sheet.id)
    return 0 if found is None else len(found[0].differing)
