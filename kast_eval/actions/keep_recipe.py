"""Keep the text of a recipe: a new one, or one that replaces what was read before."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from kast_eval.actions.steps.recipe_folder import RecipeFile, recipe_file, recipe_path
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.release.recipe import Recipe, decision_key, recipe_of
from kast_eval.dataset.release.recipe_edit import line_of, with_keys
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.release.refusals import lasting
from kast_eval.errors import KastEvalError
from kast_eval.files import write_kept
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import NotFoundError, Permission, User, require_somewhere
from kast_eval.wording import marked

Shown = tuple[str, str]
"""The name and the checksum of the text that somebody has before them."""


class RecipeChangedError(KastEvalError):
    """A recipe that somebody has changed since it was shown; `newest` is what stands there now."""

    def __init__(self, newest: RecipeFile) -> None:
        """Keep what there is, to be shown beside what was typed."""
        super().__init__(
            marked(
                "Receptet har ändrats sedan du öppnade det. Ingenting sparades, och allt du skrev "
                "står kvar. Jämför, och spara igen för att skriva över."
            )
        )
        self.newest = newest


class RecipeNameError(KastEvalError):
    """A name that no recipe may have, or that one has already."""


def new_recipe(
    session: Session, user: User, now: datetime, folder: Path, *, name: str, text: str
) -> Recipe:
    """Write a recipe that there was none of, or raise RecipeNameError or DefinitionError."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    try:
        path = recipe_path(folder, name)
    except NotFoundError as error:
        raise RecipeNameError(
            marked("Namnet skrivs med a-z, siffror och bindestreck, till exempel huvudanalys.")
        ) from error
    if path.exists():
        raise RecipeNameError(marked("Det finns redan ett recept som heter så. Välj ett annat."))
    return _keep(session, user, now, path, text)


def keep_recipe(
    session: Session, user: User, now: datetime, folder: Path, *, shown: Shown, text: str
) -> Recipe:
    """Write a text that can be read over the one that was shown, by name and checksum.

    Raises DefinitionError for a text that cannot be used, and RecipeChangedError where another was
    kept meanwhile. The transaction is the one of its kind, so that two cannot be kept at once.
    """
    require_somewhere(user, Permission.EXPORT_STUDY)
    _require_unchanged(folder, shown)
    return _keep(session, user, now, recipe_path(folder, shown[0]), text)


def change_recipe(
    session: Session,
    user: User,
    now: datetime,
    folder: Path,
    *,
    shown: Shown,
    said: Mapping[str, str],
) -> Recipe:
    """Let some keys of the recipe that was shown say something else."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    text = _require_unchanged(folder, shown).text
    path = recipe_path(folder, shown[0])
    return _keep(session, user, now, path, with_keys(path.name, text, said))


def decide_columns(
    session: Session, user: User, now: datetime, folder: Path, plan: Plan, *, today: date
) -> Recipe:
    """Keep that the user has decided on the columns of a plan, in the recipe that it is by.

    Where anything else stands against the plan, nobody has seen what there is to decide on.
    """
    if lasting(plan.refusals):
        raise ReleaseRefusedError(lasting(plan.refusals))
    recipe = plan.recipe
    decided = f"{{by: {line_of(user.name)}, on: {today.isoformat()}, columns: {plan.columns}}}"
    said = {decision_key(recipe.level): decided}
    shown = (recipe.name, recipe.checksum)
    return change_recipe(session, user, now, folder, shown=shown, said=said)


def _require_unchanged(folder: Path, shown: Shown) -> RecipeFile:
    """Return the recipe as it stands, if it stands as it was shown."""
    newest = recipe_file(folder, shown[0])
    if newest.checksum != shown[1]:
        raise RecipeChangedError(newest)
    return newest


def _keep(session: Session, user: User, now: datetime, path: Path, text: str) -> Recipe:
    recipe = recipe_of(path.name, text)
    note_event(session, now, user.name, "kept a recipe", f"{recipe.name} {recipe.checksum}")
    write_kept(path, text.encode())
    return recipe
