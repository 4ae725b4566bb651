"""The fields of a recipe's page: what they show of it, and what they say when they are sent."""

import re
from collections.abc import Collection, Mapping

from flask import abort
from werkzeug.datastructures import MultiDict

from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.recipe import Level, Recipe
from kast_eval.dataset.release.recipe_edit import line_of, list_of, tables_of
from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")

DETAILS: Mapping[str, tuple[str, str]] = {
    "recipient": (marked("Mottagare"), marked("Vem som får filen, till exempel ett universitet.")),
    "purpose": (marked("Ändamål"), marked("Vad filen ska användas till.")),
    "approval": (
        marked("Godkännande"),
        marked("Etikprövningens nummer. Bara mottagningar med samma nummer kommer med."),
    ),
    "expires": (
        marked("Sista dag"),
        marked("Efter den får filen inte användas, till exempel 2027-12-31."),
    ),
}
"""Each field of one line: what it is called, and its hint."""


_MISSING = {
    "formats": marked("Välj minst ett format."),
    "tables": marked("Välj minst en tabell."),
}


def missing_choices(chosen: Mapping[str, Collection[str]]) -> Mapping[str, KastEvalError]:
    """Return what nothing was chosen of, and that something must be."""
    return {name: KastEvalError(_MISSING[name]) for name, ticked in chosen.items() if not ticked}


def shown_in_fields(recipe: Recipe | None) -> Mapping[str, str]:
    """Return what the fields show before anything is typed."""
    if recipe is None:
        return {}
    part = recipe.part
    return {
        "recipient": recipe.recipient,
        "purpose": recipe.purpose,
        "approval": recipe.approval,
        "expires": recipe.expires.isoformat() if recipe.expires else "",
        "language": recipe.language.value,
        "clinic": "yes" if isinstance(part, Coded) and part.clinic else "",
    }


def said_by_fields(sent: MultiDict[str, str], recipe: Recipe | None) -> Mapping[str, str]:
    """Return what the fields say as keys of the recipe; what no page of ours sends is refused."""
    formats = sent.getlist("formats")
    if recipe is None or sent.get("language", "") not in set(Language) or set(formats) - {*FORMATS}:
        abort(400)
    said = {"language": sent["language"], "formats": list_of(formats)}
    if recipe.level is not Level.MOCK:
        said |= {name: line_of(sent.get(name, "")) for name in DETAILS}
    if isinstance(recipe.part, Coded):
        if recipe.level is not Level.MOCK:
            said["clinic"] = "true" if sent.get("clinic") else ""
        # A table that is ticked anew leaves whole.
        kept = recipe.part.tables
        said["tables"] = tables_of(
            {name: kept.get(name) for name in sent.getlist("tables") if _NAME.fullmatch(name)}
        )
    return said
