"""That somebody has seen what they approve: the plan that was shown, as the log of events has it.

What is shown has a checksum, and is noted with it when it is shown. The decision names the
checksum, so that whoever decides has had that very plan before them, wherever they decide.
"""

import hashlib
import json
import re
from datetime import datetime, timedelta

from kast_eval.actions.steps.plan_told import count_said
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.dataset.release.recipe import is_recipe_name
from kast_eval.errors import KastEvalError
from kast_eval.store.event_search import EventFilter, find_events
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval
from kast_eval.study.roles import User
from kast_eval.study.small_numbers import SMALLEST_COUNT
from kast_eval.wording import marked

SHOWN = "was shown what to approve"
"""The kind of the events that tell of it."""

APPROVED = "approved"

LASTS = timedelta(hours=10)
"""So long after it was shown it is approved: as long as somebody is signed in at most."""

_AT_ONCE = 100
"""More clinics are never approved of in one moment."""

_CHECKSUM = 64
_SEEN = re.compile(f"(?:[0-9]{{1,9}}|1–{SMALLEST_COUNT - 1}) [0-9a-f]{{{_CHECKSUM}}}")


class UnseenError(KastEvalError):
    """A release that somebody would approve without having seen what leaves."""

    def __init__(self) -> None:
        super().__init__(marked("Se receptet och vad som skulle lämna innan du godkänner."))


def is_about_recipe(approval: Approval) -> bool:
    """Tell whether a recipe is what is to be approved, and no package."""
    name, _, checksum = approval.target.partition(" ")
    return is_recipe_name(name) and len(checksum) == _CHECKSUM and checksum.isalnum()


def seen_of(planned: PlannedRelease) -> str:
    """Return what a decision names of a plan: how many leave, and the checksum of what is shown.

    What something stands against cannot be approved, and has nothing to name.
    """
    plan = planned.plan
    if plan.refusals:
        return ""
    persons = count_said(planned, len(plan.leaving))
    rows = [[one.name, count_said(planned, len(one.rows))] for one in plan.tables]
    sites = [site.code for site in planned.sites]
    told = json.dumps([planned.target, plan.columns, sites, persons, rows])
    return f"{persons} {hashlib.sha256(told.encode()).hexdigest()}"


def note_shown(
    session: Session, user: User, now: datetime, approval: Approval, planned: PlannedRelease
) -> None:
    """Note that the user was shown what they are to approve."""
    subject = f"{approval.public_id} {seen_of(planned)}"
    for site_code in sorted(approval.site_codes):
        note_event(session, now, user.name, SHOWN, subject, site_code=site_code)


def require_seen(session: Session, user: User, now: datetime, approval: Approval, seen: str) -> str:
    """Refuse an approval of a recipe by somebody who was not shown the plan that they name.

    Return what the approval is of, as it is noted: the question, and of a recipe what was seen.
    """
    if not is_about_recipe(approval):
        return approval.public_id
    subject = f"{approval.public_id} {seen}"
    shown = EventFilter(
        since=now - LASTS, actions=frozenset({SHOWN}), user=user.name, subject=subject
    )
    if not (_SEEN.fullmatch(seen) and find_events(session, approval.site_codes, shown, limit=1)):
        raise UnseenError
    return subject


def other_number_seen(session: Session, approval: Approval, planned: PlannedRelease) -> str:
    """Return how many persons the approval was given for, where by now they are others by far."""
    given = approval.decision
    if given is None:
        return ""
    noted = EventFilter(
        since=given.decided_at,
        until=given.decided_at + timedelta.resolution,
        actions=frozenset({APPROVED}),
        user=given.decided_by,
    )
    for event in find_events(session, approval.site_codes, noted, limit=_AT_ONCE):
        about, _, seen = event.subject.partition(" ")
        persons = seen.partition(" ")[0]
        if about == approval.public_id and _is_far(persons, len(planned.plan.leaving)):
            return persons
    return ""


def _is_far(seen: str, now: int) -> bool:
    """Tell whether as many persons as a table may tell of, and a tenth, have come or gone."""
    before = int(seen) if seen.isdigit() else SMALLEST_COUNT - 1
    return abs(now - before) >= max(SMALLEST_COUNT, before / 10)
