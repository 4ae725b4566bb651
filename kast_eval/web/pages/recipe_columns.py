"""Which columns of one table leave by a recipe: all, or those that are ticked."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kast_eval.actions.keep_recipe import RecipeChangedError, change_recipe
from kast_eval.actions.list_columns import list_columns
from kast_eval.actions.list_recipes import find_recipe
from kast_eval.actions.steps.recipe_folder import RecipeFile
from kast_eval.dataset.release.chosen import ALWAYS
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.recipe_edit import tables_of
from kast_eval.dataset.table import DatasetTable
from kast_eval.errors import KastEvalError
from kast_eval.study.roles import NotFoundError
from kast_eval.web.language import language
from kast_eval.web.parts import parts
from kast_eval.web.signed_in import look, work
from kast_eval.web.statuses import UNPROCESSABLE, status_of
from kast_eval.web.telling import tell_next
from kast_eval.wording import marked

pages = Blueprint("recipe_columns", __name__)

NONE_TICKED = marked("Kryssa minst en kolumn, eller ta bort tabellen ur receptet.")


@pages.get("/recipe/<recipe>/columns/<table>")
def columns(recipe: str, table: str) -> str:
    """Show the columns of a table."""
    return _show(recipe, table)


@pages.post("/recipe/<recipe>/columns/<table>")
def keep(recipe: str, table: str) -> ResponseReturnValue:
    """Keep which of them leave."""
    _, part, found = _found(recipe, table)
    ticked = request.form.getlist("columns")
    if set(ticked) - set(found.names):
        abort(400)
    every = request.form.get("which") == "all"
    if not every and not ticked:
        return _show(recipe, table, KastEvalError(NONE_TICKED)), UNPROCESSABLE
    said = {**part.tables, table: None if every else ticked}
    in_order = {
        name: None if leaving is None else [one for one in leaving if one]
        for name, leaving in said.items()
    }
    try:
        with work() as one:
            change_recipe(
                one.session, one.user, one.now, parts().releases.recipes,
                shown=(recipe, request.form.get("shown", "")),
                said={"tables": tables_of(in_order)},
            )  # fmt: skip
    except RecipeChangedError as error:
        return _show(recipe, table, error), status_of(error)
    tell_next(marked("Receptet är sparat."))
    return redirect(url_for("recipe.recipe", recipe=recipe), 303)


def _found(recipe: str, table: str) -> tuple[RecipeFile, Coded, DatasetTable]:
    """Return the recipe and the table in it, or raise NotFoundError."""
    with look() as one:
        file = find_recipe(one.session, one.user, parts().releases.recipes, recipe).file
        tables = list_columns(one.session, one.user, one.now, parts().releases.materials)
    part = None if file.recipe is None else file.recipe.part
    if not isinstance(part, Coded) or table not in part.tables:
        raise NotFoundError
    for one_table in tables:
        if one_table.name == table:
            return file, part, one_table
    raise NotFoundError


def _show(recipe: str, table: str, error: KastEvalError | None = None) -> str:
    file, part, found = _found(recipe, table)
    kept = part.tables[table]
    sent = request.method == "POST"
    return render_template(
        "recipe_columns.html",
        file=file,
        table=found,
        always=[one for one in found.columns if one.name in ALWAYS],
        columns=[one for one in found.columns if one.name not in ALWAYS],
        every=request.form.get("which") == "all" if sent else kept is None,
        ticked=request.form.getlist("columns") if sent else kept or (),
        wrong="" if error is None else error.in_language(language()),
    )
