"""Choose which optional time points a clinic follows."""

from collections.abc import Collection
from datetime import datetime

from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.site_points import add_site_points
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require


class PointError(KastEvalError):
    """A time point that is not for a clinic to choose."""


def choose_points(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    points: Collection[str],
) -> None:
    """Keep the clinic's choice; the ledger follows it at once, for clients of before too."""
    require(user, Permission.CHOOSE_POINTS, site_code)
    known = plan.schedule.optional_points
    if not {*points} <= {*known}:
        raise PointError(
            "Mätpunkten går inte att välja. De som kan väljas är: {points}.",
            points=", ".join(known) or "–",
        )
    add_site_points(session, site_code, points, chosen_by=user.name, chosen_at=now)
    note_event(
        session, now, user.name, "chose points", " ".join(sorted(points)), site_code=site_code
    )
