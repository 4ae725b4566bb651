"""Data for research: the recipes, a new one, the mock file, and all that has left."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.keep_recipe import RecipeNameError, new_recipe
from kast_eval.actions.list_columns import list_columns
from kast_eval.actions.list_recipes import list_recipes
from kast_eval.actions.list_releases import list_releases
from kast_eval.actions.steps.new_recipe import new_recipe_text
from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.release.recipe import RECIPE_ENDING, Level
from kast_eval.dataset.release.recipe_edit import list_of, tables_of, with_keys
from kast_eval.dataset.table import DatasetTable
from kast_eval.errors import KastEvalError
from kast_eval.study.roles import Permission, require_somewhere
from kast_eval.web.days import moment_said
from kast_eval.web.language import LANGUAGE_NAMES, language
from kast_eval.web.parts import parts
from kast_eval.web.recipe_fields import missing_choices
from kast_eval.web.release_words import FORMAT_NAMES, LEVEL_HINTS, LEVEL_NAMES, states_of
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE
from kast_eval.web.telling import tell_next
from kast_eval.wording import Language, marked

pages = Blueprint("releases", __name__)

TICKED_TABLES = frozenset({Level.CODED, Level.MOCK})
"""The levels whose recipes name tables; those of the others are edited as text."""


@pages.get("/releases")
def releases() -> str:
    """Show the recipes, how far each has come, and what has left."""
    training = parts().database.training
    with work() as one:
        known = list_recipes(one.session, one.user, parts().releases.recipes)
        made = list_releases(one.session, one.user, one.now)
    return render_template(
        "releases.html",
        recipes=[(recipe, tuple(states_of(recipe, one, training=training))) for recipe in known],
        made=made[::-1],
        levels=LEVEL_NAMES,
        said=lambda moment: moment_said(moment, one.now),
    )


@pages.get("/releases/new")
def new() -> str:
    """Ask what is wanted."""
    return _show_new({"level": Level.CODED.value, "language": language().value})


@pages.post("/releases/new")
def make_new() -> ResponseReturnValue:
    """Write a recipe of what was chosen."""
    tables = _tables()
    typed = request.form
    if typed.get("level", "") not in set(Level) or typed.get("language", "") not in set(Language):
        abort(400)
    name = typed.get("name", "").strip()
    chosen = {which: typed.getlist(which) for which in ("formats", "tables")}
    wanted = chosen if typed["level"] in TICKED_TABLES else {"formats": chosen["formats"]}
    if missing := missing_choices(wanted):
        return _show_new(typed, missing), UNPROCESSABLE
    text = _text(chosen, tables)
    try:
        with work() as one:
            new_recipe(
                one.session, one.user, one.now, parts().releases.recipes, name=name, text=text
            )
    except RecipeNameError as error:
        return _show_new(typed, {"name": error}), UNPROCESSABLE
    tell_next(marked("Receptet är sparat. Fyll i resten här."))
    return redirect(url_for("recipe.recipe", recipe=name), 303)


def _text(chosen: Mapping[str, Sequence[str]], tables: Sequence[DatasetTable]) -> str:
    """Return the text of what was chosen; a format or a table that there is none of is no page."""
    known = {table.name for table in tables}
    if set(chosen["formats"]) - set(FORMATS) or set(chosen["tables"]) - known:
        abort(400)
    level, spoken = Level(request.form["level"]), Language(request.form["language"])
    materials = parts().releases.materials
    said = {"formats": list_of(chosen["formats"])}
    if level in TICKED_TABLES:
        said["tables"] = tables_of(dict.fromkeys(chosen["tables"]))
    text = new_recipe_text(level, materials.library, materials.derivations, spoken)
    return with_keys(RECIPE_ENDING, text, said)


def _tables() -> tuple[DatasetTable, ...]:
    with look() as one:
        return list_columns(one.session, one.user, one.now, parts().releases.materials)


def _show_new(typed: Mapping[str, str], errors: Mapping[str, KastEvalError] | None = None) -> str:
    tables = _tables()
    sent = request.method == "POST"
    return render_template(
        "release_new.html",
        typed=typed,
        errors={name: error.in_language(language()) for name, error in (errors or {}).items()},
        levels=[(level, LEVEL_NAMES[level], LEVEL_HINTS[level]) for level in Level],
        languages=LANGUAGE_NAMES,
        formats=FORMAT_NAMES,
        tables=tables,
        ticked={
            "formats": request.form.getlist("formats") if sent else list(FORMATS),
            "tables": request.form.getlist("tables") if sent else [one.name for one in tables],
        },
    )


@pages.get("/mock-file")
def mock_file() -> str:
    """Offer the tables with made-up values."""
    with look() as one:
        require_somewhere(one.user, Permission.MOCK_FILE)
    return render_template("mock_file.html", languages=LANGUAGE_NAMES, chosen=language().value)


@pages.post("/mock-file")
def make_mock() -> ResponseReturnValue:
    """Begin to make it."""
    with look() as one:
        require_somewhere(one.user, Permission.MOCK_FILE)
    if request.form.get("language", "") not in set(Language):
        abort(400)
    task = parts().releases.mock(one.user, Language(request.form["language"]))
    return redirect(url_for("release_work.work_page", ticket=task.public_id), 303)
