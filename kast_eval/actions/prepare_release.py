"""Make all files of a release by its recipe, and let none of it leave yet."""

from datetime import datetime
from pathlib import Path

from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.prepared_release import Prepared, Workplace, prepared
from kast_eval.actions.steps.release import planned_release
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def prepare_release(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    recipe_file: Path,
    *,
    at: Workplace,
) -> Prepared:
    """Return the release for `keep_release`, or raise ReleaseRefusedError.

    It reads one state of the store and writes nothing there.
    """
    planned = planned_release(session, user, now, materials, recipe_file)
    return prepared(session, user, now, materials, planned, at=at)
