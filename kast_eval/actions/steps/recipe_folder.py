"""The recipes of an instance: one file each in a folder, known by their names."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kast_eval.dataset.release.recipe import RECIPE_ENDING, Recipe, is_recipe_name, recipe_of
from kast_eval.definition.nodes import read_text
from kast_eval.errors import DefinitionError, KastEvalError
from kast_eval.files import read_file, write_kept
from kast_eval.study.roles import NotFoundError
from kast_eval.wording import marked


@dataclass(frozen=True)
class RecipeFile:
    """A recipe as it stands in its file: what it says, or why it cannot be used."""

    name: str
    text: str
    recipe: Recipe | None
    error: DefinitionError | None = None

    @property
    def checksum(self) -> str:
        """Return what tells this text from any other."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def recipe_path(folder: Path, name: str) -> Path:
    """Return the file of a recipe; what is no name of one leads nowhere."""
    if not is_recipe_name(name):
        raise NotFoundError
    return folder / f"{name}{RECIPE_ENDING}"


def recipe_file(folder: Path, name: str) -> RecipeFile:
    """Return a recipe, or raise NotFoundError."""
    path = recipe_path(folder, name)
    if not path.is_file():
        raise NotFoundError
    text = ""
    try:
        text = read_text(path)
        return RecipeFile(name, text, recipe_of(path.name, text))
    except DefinitionError as error:
        return RecipeFile(name, text, None, error)


def lay_before(folder: Path, path: Path) -> None:
    """Put a recipe where who is to approve it reads it; another of that name is not replaced."""
    kept, text = recipe_path(folder, path.stem), read_file(path)
    if kept.exists():
        if read_file(kept) != text:
            raise KastEvalError(
                marked("Det finns redan ett annat recept som heter så på sidan «Data». Ge filen "
                       "ett annat namn, så att den som ska godkänna ser rätt recept.")
            )  # fmt: skip
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_kept(kept, text)


def recipe_files(folder: Path) -> Iterator[RecipeFile]:
    """Give every recipe by name; a file that is called otherwise is none."""
    for path in sorted(folder.glob(f"*{RECIPE_ENDING}")):
        if is_recipe_name(path.stem) and path.is_file():
            yield recipe_file(folder, path.stem)
