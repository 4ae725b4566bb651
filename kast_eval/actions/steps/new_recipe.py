"""The text that a new recipe begins with, at each level."""

from kast_eval.dataset.release.anonymised.example import anonymised_text
from kast_eval.dataset.release.recipe import Level, recipe_text
from kast_eval.definition.derived import Derivations
from kast_eval.definition.library import Library
from kast_eval.wording import Language


def new_recipe_text(
    level: Level, library: Library, derivations: Derivations, language: Language
) -> str:
    """Return a recipe that can be read, of the forms as they are now."""
    if level is Level.ANONYMISED:
        return anonymised_text(library.newest_forms, derivations, language)
    return recipe_text(level, [form.form for form in library.newest_forms], language)
