"""The real forms as they are printed, for tests that hold for all of them."""

from pathlib import Path

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import read_library

FOLDER = Path(__file__).parents[2] / "forms"
FORMS: tuple[FormDefinition, ...] = tuple(
    definition.as_asked() for definition in read_library(FOLDER).forms
)
