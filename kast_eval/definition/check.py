"""All faults of a folder of forms at once, for those who write them."""

from pathlib import Path

from kast_eval.definition.compare import version_faults
from kast_eval.definition.library import check_together, form_files
from kast_eval.definition.read import read_definition
from kast_eval.definition.released import released_faults
from kast_eval.errors import DefinitionError


def form_faults(folder: Path) -> tuple[DefinitionError, ...]:
    """Return the first fault of each file, and what is wrong between the files."""
    definitions = []
    faults: list[DefinitionError] = []
    for path in form_files(folder):
        try:
            definitions.append(read_definition(path))
        except DefinitionError as error:
            faults.append(error)
    if not faults:
        try:
            check_together(definitions)
        except DefinitionError as error:
            faults.append(error)
        faults += version_faults(definitions)
    return (*faults, *released_faults(folder))
