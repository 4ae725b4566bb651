"""Tell which recipes there are, and how far each has come."""

from dataclasses import dataclass
from pathlib import Path

from kast_eval.actions.steps.recipe_folder import RecipeFile, recipe_file, recipe_files
from kast_eval.store.approvals import all_approvals
from kast_eval.store.releases import ReleaseRecord, all_releases
from kast_eval.store.session import Session
from kast_eval.study.approval import Approval
from kast_eval.study.roles import Permission, User, require_somewhere


@dataclass(frozen=True)
class KnownRecipe:
    """A recipe, the newest question about this very text, and what was made by that name."""

    file: RecipeFile
    approval: Approval | None
    made: tuple[ReleaseRecord, ...]


def list_recipes(session: Session, user: User, folder: Path) -> tuple[KnownRecipe, ...]:
    """Return every recipe by name."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    return tuple(_known(session, file) for file in recipe_files(folder))


def find_recipe(session: Session, user: User, folder: Path, name: str) -> KnownRecipe:
    """Return one of them, or raise NotFoundError."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    return _known(session, recipe_file(folder, name))


def _known(session: Session, file: RecipeFile) -> KnownRecipe:
    asked = [one for one in all_approvals(session) if one.target == f"{file.name} {file.checksum}"]
    made = tuple(one for one in all_releases(session) if one.recipe_name == file.name)
    return KnownRecipe(file, asked[0] if asked else None, made)
