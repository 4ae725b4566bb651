"""Look up how to reach a client whose follow-up is due."""

from collections.abc import Mapping
from datetime import datetime

from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.client_sheet import first_sheet_of
from kast_eval.code_key.code_key import CodeKey, Contact, find_contact
from kast_eval.definition.form import Timing
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.session import Session
from kast_eval.study.client_code import read_client_code
from kast_eval.study.expected import Expected, State
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require


class NoFollowUpError(KastEvalError):
    """A client who has no follow-up to be asked for now, so that nobody needs the contact."""

    def __init__(self) -> None:
        super().__init__(
            "Klienten har ingen uppföljning att göra just nu. Kodnyckeln öppnas bara för en sådan."
        )


def follow_ups_due(
    session: Session, user: User, now: datetime, plan: Plan, site_code: str
) -> Mapping[str, Expected]:
    """Return the clients of the clinic whose follow-up may be asked for now, by their codes."""
    require(user, Permission.OPEN_CODE_KEY, site_code)
    ledger = read_ledger(session, user, now, plan, site_code)
    return {
        one.code: one
        for one in ledger.in_state(State.DUE, State.OVERDUE)
        if one.code is not None and plan.library.newest(one.form).timing is Timing.FOLLOW_UP
    }


def look_in_code_key(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    place: CodeKey,
    *,
    key: DatabaseKey,
    site_code: str,
    code: str,
) -> Contact | None:
    """Return how to reach the client, and note who looked for whom; None where nothing is kept."""
    due = follow_ups_due(session, user, now, plan, site_code)
    sheet = first_sheet_of(session, site_code, code)
    canonical = read_client_code(code)
    if canonical not in due:
        raise NoFollowUpError
    note_event(session, now, user.name, "looked in code key", sheet, site_code=site_code)
    return find_contact(place, key, canonical)
