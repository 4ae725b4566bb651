"""Answer a question about sheets, once."""

from datetime import datetime

from kast_eval.actions.list_queries import QueryView, view_query
from kast_eval.actions.steps.questions import ask_about_client
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.quality.checks import OTHER_BEHAVIOUR_BUYS
from kast_eval.quality.outcome import Outcome
from kast_eval.store.clients import find_client, reclassify
from kast_eval.store.events import note_event
from kast_eval.store.queries import answer, find_query
from kast_eval.store.session import Session
from kast_eval.study.person import BUYS_SEX
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require


class AnsweredBeforeError(KastEvalError):
    """A question that has its answer already; the new one was not saved."""

    def __init__(self) -> None:
        super().__init__("Frågan är redan besvarad. Ditt svar är inte sparat.")


class AnswerRefusedError(KastEvalError):
    """An answer that the question cannot have."""


def outcomes_of(view: QueryView) -> tuple[Outcome, ...]:
    """Return how a person can answer: one that asks about sheets closes itself when mended."""
    if view.check is None:
        return (Outcome.STANDS, Outcome.UNKNOWN, Outcome.CORRECTED)
    if view.check.name == OTHER_BEHAVIOUR_BUYS:
        return (Outcome.RECLASSIFIED, Outcome.STANDS, Outcome.UNKNOWN)
    return (Outcome.UNKNOWN,) if view.check.hard else (Outcome.STANDS, Outcome.UNKNOWN)


def answer_query(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    public_id: str,
    *,
    outcome: str,
    reason: str,
) -> None:
    """Keep the answer; the same one sent twice is kept once, and another is refused."""
    query = find_query(session, user.sites, public_id)
    if query is None:
        raise NotFoundError
    view = view_query(session, now, query)
    require(user, permission_for(view), query.site_code)
    words = clean_text(reason)
    if query.outcome is not None:
        if (query.outcome, query.reason, query.answered_by) != (outcome, words, user.name):
            raise AnsweredBeforeError
        return
    if outcome not in outcomes_of(view):
        raise AnswerRefusedError("Välj ett av svaren.")
    if len(words) > LONGEST_TEXT:
        raise AnswerRefusedError(
            "Texten är längre än {largest} tecken. Korta den.", largest=LONGEST_TEXT
        )
    answer(session, query, outcome, words, answered_by=user.name, answered_at=now)
    note_event(session, now, user.name, "answered", public_id, site_code=query.site_code)
    client = find_client(session, (query.site_code,), view.code or "")
    if outcome == Outcome.RECLASSIFIED and client is not None:
        note_event(session, now, user.name, "reclassified", public_id, site_code=query.site_code)
        ask_about_client(session, now, plan, reclassify(session, client, BUYS_SEX))


def permission_for(view: QueryView) -> Permission:
    """Return what a person must be allowed to answer the question."""
    return Permission.DECIDE_QUERIES if view.asks_lead else Permission.CORRECT
