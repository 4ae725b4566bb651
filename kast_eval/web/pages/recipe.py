"""One recipe: its text to edit, the parts that most need as fields, and what to do with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.keep_recipe import RecipeChangedError, change_recipe, keep_recipe
from kast_eval.actions.list_columns import list_columns
from kast_eval.actions.list_recipes import KnownRecipe, find_recipe
from kast_eval.actions.steps.release import BY_TWO
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.recipe import Level, Recipe
from kast_eval.dataset.release.recipe_edit import key_at, with_keys
from kast_eval.errors import DefinitionError, KastEvalError
from kast_eval.web.days import moment_said
from kast_eval.web.language import LANGUAGE_NAMES, language
from kast_eval.web.parts import parts
from kast_eval.web.recipe_fields import DETAILS, missing_choices, said_by_fields, shown_in_fields
from kast_eval.web.release_words import FORMAT_NAMES, LEVEL_NAMES, states_of
from kast_eval.web.signed_in import Work, look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("recipe", __name__)


@dataclass(frozen=True)
class Wrong:
    """What is wrong, with the text or with the fields, and the line that it is about."""

    part: str
    error: KastEvalError
    field: str = ""

    @property
    def said(self) -> str:
        """Return it in words; a field has no line."""
        if self.field:
            return KastEvalError.in_language(self.error, language())
        return self.error.in_language(language())

    @property
    def line(self) -> int | None:
        """Return the line of the text that was typed."""
        return self.error.line if isinstance(self.error, DefinitionError) else None


@pages.get("/recipe/<recipe>")
def recipe(recipe: str) -> str:
    """Show the recipe."""
    return show_recipe(recipe)


@pages.post("/recipe/<recipe>")
def keep(recipe: str) -> ResponseReturnValue:
    """Keep the text as it was typed, if it can be read."""
    text = request.form.get("text", "").replace("\r\n", "\n")

    def kept(one: Work) -> None:
        keep_recipe(
            one.session, one.user, one.now, parts().releases.recipes,
            shown=(recipe, request.form.get("shown", "")), text=text,
        )  # fmt: skip

    return _kept(recipe, "text", kept)


@pages.post("/recipe/<recipe>/details")
def keep_details(recipe: str) -> ResponseReturnValue:
    """Keep what the fields say, and the rest of the text as it was."""

    def kept(one: Work) -> None:
        change_recipe(
            one.session, one.user, one.now, parts().releases.recipes,
            shown=(recipe, request.form.get("shown", "")), said=said,
        )  # fmt: skip

    with look() as one:
        file = find_recipe(one.session, one.user, parts().releases.recipes, recipe).file
    said = said_by_fields(request.form, file.recipe)
    for name, error in missing_choices(_chosen(file.recipe)).items():
        return show_recipe(recipe, Wrong("details", error, name)), UNPROCESSABLE
    return _kept(recipe, "details", kept)


def _chosen(recipe: Recipe | None) -> Mapping[str, tuple[str, ...]]:
    """Return what was ticked of what something must be ticked of."""
    coded = recipe is not None and isinstance(recipe.part, Coded)
    return {
        which: tuple(request.form.getlist(which))
        for which in (("formats", "tables") if coded else ("formats",))
    }


def _kept(recipe: str, part: str, keep_it: Callable[[Work], None]) -> ResponseReturnValue:
    try:
        with work() as one:
            keep_it(one)
    except DefinitionError as error:
        return show_recipe(recipe, Wrong(part, error, _field(recipe, part, error))), UNPROCESSABLE
    except RecipeChangedError as error:
        return show_recipe(recipe, Wrong(part, error)), status_of(error)
    tell_next(marked("Receptet är sparat."))
    return redirect(url_for("recipe.recipe", recipe=recipe), 303)


def _field(recipe: str, part: str, error: DefinitionError) -> str:
    """Return which field the error is about; nothing where it is about the text."""
    if part != "details":
        return ""
    with look() as one:
        file = find_recipe(one.session, one.user, parts().releases.recipes, recipe).file
    text = with_keys(error.file, file.text, said_by_fields(request.form, file.recipe))
    return key_at(text, error.line)


def show_recipe(recipe: str, wrong: Wrong | None = None) -> str:
    """Return the page; what was sent stands in its fields, beside what is wrong with it."""
    training = parts().database.training
    with look() as one:
        known = find_recipe(one.session, one.user, parts().releases.recipes, recipe)
        tables = list_columns(one.session, one.user, one.now, parts().releases.materials)
    file = known.file
    if wrong is None and file.error is not None:
        wrong = Wrong("text", file.error)
    part = "" if wrong is None else wrong.part
    typed = request.form.get("text", "").replace("\r\n", "\n") if part == "text" else ""
    text = typed if "text" in request.form and part == "text" else file.text
    return render_template(
        "recipe.html",
        known=known,
        file=file,
        recipe=file.recipe,
        states=tuple(states_of(known, one, training=training)),
        steps=_steps(known, training=training),
        text=text,
        lines=_lines(text, wrong),
        part=part,
        wrong="" if wrong is None else wrong.said,
        wrong_field="" if wrong is None else wrong.field,
        changed=wrong is not None and isinstance(wrong.error, RecipeChangedError),
        values=request.form if part == "details" else shown_in_fields(file.recipe),
        formats=FORMAT_NAMES,
        ticked=_ticked(known, part),
        details=DETAILS,
        languages=LANGUAGE_NAMES,
        tables=tables if file.recipe and isinstance(file.recipe.part, Coded) else (),
        levels=LEVEL_NAMES,
        coded=Level.CODED,
        said=lambda moment: moment_said(moment, one.now),
    )


def _steps(known: KnownRecipe, *, training: bool) -> Mapping[str, bool]:
    """Return what can be done with the recipe now."""
    recipe = known.file.recipe
    mock = recipe is not None and recipe.level is Level.MOCK
    decided = recipe is not None and recipe.approved is not None
    return {
        "plan": recipe is not None,
        "make": mock or decided,
        "ask": decided and recipe is not None and recipe.level in BY_TWO and not training,
        "expires": recipe is not None and not mock,
    }


def _ticked(known: KnownRecipe, part: str) -> Mapping[str, tuple[str, ...]]:
    """Return the formats and the tables that are ticked."""
    if part == "details":
        return {"tables": (), **_chosen(known.file.recipe)}
    recipe = known.file.recipe
    if recipe is None:
        return {"formats": (), "tables": ()}
    tables = tuple(recipe.part.tables) if isinstance(recipe.part, Coded) else ()
    return {"formats": recipe.formats, "tables": tables}


def _lines(text: str, wrong: Wrong | None) -> tuple[tuple[int, str, bool], ...]:
    """Return the numbered lines around the one that is wrong."""
    if wrong is None or wrong.part != "text" or wrong.line is None:
        return ()
    at = wrong.line
    return tuple(
        (number, line, number == at)
        for number, line in enumerate(text.splitlines(), 1)
        if abs(number - at) <= AROUND
    )


AROUND = 3
"""Lines that are shown before and after the one that is wrong."""
