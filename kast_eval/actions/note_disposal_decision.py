"""Note a decision that a kind of papers may be disposed of."""

from datetime import datetime

from kast_eval import clock
from kast_eval.actions.add_papers import chosen
from kast_eval.actions.steps.registered import RegisterError, typed_day, typed_words
from kast_eval.store.events import note_event
from kast_eval.store.papers import add_decision, new_public_id
from kast_eval.store.session import Session
from kast_eval.study.papers import Decision, PaperKind
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import marked


def note_disposal_decision(
    session: Session,
    user: User,
    now: datetime,
    *,
    site_code: str,
    kind: str,
    reference: str,
    decided_on: str,
) -> None:
    """Keep the decision's number and day, as they stand on the authority's paper."""
    require(user, Permission.DECIDE_DISPOSAL, site_code)
    day = typed_day("decided_on", decided_on)
    if day > clock.clinic_day(now):
        raise RegisterError("decided_on", marked("Dagen har inte varit än."))
    decision = Decision(
        new_public_id(),
        chosen("decision_kind", kind, PaperKind),
        typed_words("reference", reference, marked("Skriv beslutets nummer.")),
        day,
        user.name,
        now,
    )
    add_decision(session, site_code, decision)
    note_event(session, now, user.name, "noted decision", decision.public_id, site_code=site_code)
