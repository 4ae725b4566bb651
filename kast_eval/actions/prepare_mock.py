"""Make a mock file of every table: before there are data, with nobody's approval."""

from datetime import datetime

from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.prepared_release import Prepared, Workplace, prepared
from kast_eval.actions.steps.release import planned_by
from kast_eval.dataset.release.recipe import RECIPE_ENDING, Level, recipe_of, recipe_text
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.wording import Language

NAME = "provfil"


def prepare_mock(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    language: Language,
    *,
    at: Workplace,
) -> Prepared:
    """Return the file for `keep_release`; it is the same whoever asks and whatever was keyed."""
    require_somewhere(user, Permission.MOCK_FILE)
    forms = tuple(form.form for form in materials.library.newest_forms)
    recipe = recipe_of(f"{NAME}{RECIPE_ENDING}", recipe_text(Level.MOCK, forms, language))
    planned = planned_by(session, user, now, materials, recipe)
    return prepared(session, user, now, materials, planned, at=at)
