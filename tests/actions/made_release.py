"""A release made at once, as the pages and the command make it in two halves."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kast_eval.actions.keep_release import Release, keep_release
from kast_eval.actions.prepare_release import prepare_release
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.prepared_release import Workplace
from kast_eval.dataset.release.contents import untold
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def make_release(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    recipe_file: Path,
    *,
    signing_key: bytes,
    workshop: Path,
    tell: Callable[[int, int], None] = untold,
) -> Release:
    """Return the release, or raise ReleaseRefusedError with all that stands against it.

    Both halves in one transaction: nobody saves meanwhile.
    """
    at = Workplace(signing_key, workshop, tell)
    ready = prepare_release(session, user, now, materials, recipe_file, at=at)
    return keep_release(session, user, now, materials, ready)
