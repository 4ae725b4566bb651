"""Tell what a recipe would let leave, and what stands against it; nothing is written."""

from datetime import datetime
from pathlib import Path

from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release import PlannedRelease, planned_release
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def plan_release(
    session: Session, user: User, now: datetime, materials: Materials, recipe_file: Path
) -> PlannedRelease:
    """Return the plan; a recipe that cannot be used is told with its line."""
    planned = planned_release(session, user, now, materials, recipe_file)
    note_planned(session, user, now, planned)
    return planned


def note_planned(session: Session, user: User, now: datetime, planned: PlannedRelease) -> None:
    """Note who learns what would leave."""
    note_event(session, now, user.name, "planned a release", planned.plan.recipe.checksum)
