"""Note that papers were disposed of, handed to an archive, or never there."""

from collections.abc import Callable, Mapping
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.add_papers import chosen
from kast_eval.actions.read_papers import OnePaper, read_paper
from kast_eval.actions.steps.registered import (
    RegisterError,
    optional_words,
    paper_for,
    typed_amount,
    typed_day,
    typed_words,
)
from kast_eval.store.events import note_event
from kast_eval.store.papers import end_paper
from kast_eval.store.session import Session
from kast_eval.study.papers import Decision, Ending, Outcome, Standing
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.wording import marked


def end_papers(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    typed: Mapping[str, str],
    *,
    public_id: str,
    prove: Callable[[], None],
) -> None:
    """Keep what has been done with the papers, by two people; the program disposes of nothing.

    What was disposed of has a decision. What was ended before its time, or struck, has a reason.
    `prove` refuses one who has not just proved who it is. Raises RegisterError.
    """
    paper_for(session, user, Permission.DECIDE_DISPOSAL, public_id)
    prove()
    one = read_paper(session, user, now, plan, public_id)
    if one.paper.ending is not None:
        raise RegisterError("outcome", marked("Papperen är redan avslutade i registret."))
    outcome = chosen("outcome", typed.get("outcome", ""), Outcome)
    day = typed_day("ended_on", typed.get("ended_on", ""))
    if day > clock.clinic_day(now):
        raise RegisterError("ended_on", marked("Dagen har inte varit än."))
    decision = _decision(one, outcome, typed.get("decision", ""))
    ending = Ending(
        outcome,
        None if decision is None else decision.reference,
        day,
        typed_amount("ended_amount", typed.get("ended_amount", "")),
        _note(one, outcome, typed.get("note", "")),
        _witness(user, typed.get("witness", "")),
        user.name,
        now,
    )
    end_paper(session, public_id, ending, decision)
    note_event(session, now, user.name, "ended papers", public_id, site_code=one.paper.site_code)


def _decision(one: OnePaper, outcome: Outcome, typed: str) -> Decision | None:
    """Return the decision that was chosen; papers are disposed of only with one."""
    if outcome is not Outcome.DISPOSED:
        return None
    found = next((known for known in one.decisions if known.public_id == typed), None)
    if found is None:
        raise RegisterError(
            "decision",
            marked("Välj beslutet. Utan beslut får papper inte gallras; notera det först."),
        )
    return found


def _note(one: OnePaper, outcome: Outcome, typed: str) -> str:
    """Return what was noted; a reason is needed where papers end otherwise than by the rule."""
    in_time = one.kept.standing in {Standing.DUE, Standing.UNDECIDED}
    if outcome is Outcome.ARCHIVED or (outcome is Outcome.DISPOSED and in_time):
        return optional_words("note", typed)
    return typed_words(
        "note", typed, marked("Skriv varför: tiden är inte ute, eller raden är fel.")
    )


def _witness(user: User, typed: str) -> str:
    witness = typed_words("witness", typed, marked("Skriv vem som var med. Två personer gör det."))
    if witness.casefold() == user.name.casefold():
        raise RegisterError("witness", marked("Vittnet är någon annan än du."))
    return witness
