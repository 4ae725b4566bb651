"""Tell who is to approve a release what it is: the recipe, and what would leave by it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kast_eval.actions.plan_release import note_planned
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.recipe_folder import recipe_file
from kast_eval.actions.steps.release import PlannedRelease, planned_by
from kast_eval.actions.steps.sight import is_about_recipe, note_shown, seen_of
from kast_eval.dataset.release.recipe import Recipe
from kast_eval.errors import KastEvalError
from kast_eval.store.approvals import all_approvals
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval, is_shown, may_decide
from kast_eval.study.roles import NotFoundError, User
from kast_eval.wording import marked


@dataclass(frozen=True)
class AskedRelease:
    """A question about a release, the recipe that it is about, and what would leave by it."""

    approval: Approval
    text: str
    planned: PlannedRelease

    @property
    def seen(self) -> str:
        """Return what whoever approves it names as seen; nothing while anything stands against."""
        return seen_of(self.planned)


class OtherRecipeError(KastEvalError):
    """A question about a recipe that says something else by now, or is not there."""

    def __init__(self) -> None:
        super().__init__(
            marked("Receptet som frågan gäller finns inte kvar som det var. Säg nej, så att den "
                   "som behöver filen frågar på nytt.")
        )  # fmt: skip


def find_asked_release(session: Session, user: User, public_id: str) -> Approval:
    """Return the question about a recipe that the user is to decide, or raise NotFoundError."""
    for one in all_approvals(session):
        shown = one.public_id == public_id and is_shown(one, user) and may_decide(one, user)
        if shown and is_about_recipe(one):
            return one
    raise NotFoundError


def read_asked_release(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    recipes: Path,
    *,
    public_id: str,
) -> AskedRelease:
    """Return it as it is now, at the very clinics that the question is about."""
    approval = find_asked_release(session, user, public_id)
    text, recipe = require_asked_recipe(recipes, approval)
    sites = approval.site_codes
    planned = planned_by(session, user, now, materials, recipe, at=sites)
    if {site.code for site in planned.sites} != sites:
        raise OtherRecipeError
    return AskedRelease(approval, text, planned)


def note_asked_release(session: Session, user: User, now: datetime, asked: AskedRelease) -> None:
    """Note who learns what would leave; without it nobody can approve it."""
    note_planned(session, user, now, asked.planned)
    if asked.seen:
        note_shown(session, user, now, asked.approval, asked.planned)


def require_asked_recipe(recipes: Path, approval: Approval) -> tuple[str, Recipe]:
    """Return the very text that is asked about with what it says, or raise OtherRecipeError."""
    name, checksum = approval.target.split(" ")
    try:
        file = recipe_file(recipes, name)
    except NotFoundError as error:
        raise OtherRecipeError from error
    if file.recipe is None or file.checksum != checksum:
        raise OtherRecipeError
    return file.text, file.recipe
