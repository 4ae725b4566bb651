"""How much a plan tells of the data that it is of: nothing that could not leave as well.

A plan is shown to one person alone and remembered nowhere. So it tells no number while anything
but the decision on it stands against it; of coded rows no figures before two have agreed on them;
and of tables, whose figures would have to be remembered beside those that have left, none at all.
In practice, where nobody is told of, the last two rules let be.
"""

from datetime import datetime

from kast_eval.actions.steps.approved import find_approved_release
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.dataset.release.recipe import Level
from kast_eval.dataset.release.refusals import lasting
from kast_eval.store.session import Session
from kast_eval.study.approval import NotApprovedError
from kast_eval.study.roles import User
from kast_eval.study.small_numbers import SMALLEST_COUNT
from kast_eval.wording import marked


def tells_counts(planned: PlannedRelease) -> bool:
    """Tell whether a plan says how many persons and rows it is of."""
    if lasting(planned.plan.refusals):
        return False
    return planned.training or planned.plan.recipe.level is not Level.TABLES


def why_untold(planned: PlannedRelease) -> str:
    """Return why a plan says no number, for where it does not."""
    if lasting(planned.plan.refusals):
        return marked("Tal visas först när inget annat än beslutet står emot.")
    return marked(
        "Tabellernas tal står bara i filen: vad någon har sett måste räknas som utlämnat."
    )


def tells_figures(session: Session, user: User, now: datetime, planned: PlannedRelease) -> bool:
    """Tell whether a plan shows the user its reports."""
    if not tells_counts(planned):
        return False
    coded = planned.plan.recipe.level is Level.CODED
    return planned.training or not coded or _agreed(session, user, now, planned)


def _agreed(session: Session, user: User, now: datetime, planned: PlannedRelease) -> bool:
    try:
        find_approved_release(session, user, now, planned)
    except NotApprovedError:
        return False
    return True


def count_said(planned: PlannedRelease, count: int) -> str:
    """Return a count as a plan says it: of real persons no exact small one."""
    exact = planned.training or not 0 < count < SMALLEST_COUNT
    return str(count) if exact else f"1–{SMALLEST_COUNT - 1}"
