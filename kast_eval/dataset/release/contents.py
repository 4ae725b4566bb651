"""The files of a release: data in every format, codebook, syntax, where they come from, terms."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from kast_eval.dataset.codebook import table_codebook
from kast_eval.dataset.csv_file import csv_bytes
from kast_eval.dataset.formats.every import FORMATS, write_fitting
from kast_eval.dataset.formats.limits import require_fit
from kast_eval.dataset.release.datapackage import data_package
from kast_eval.dataset.release.ddi import ddi_codebook
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.release.recipe import Recipe
from kast_eval.dataset.release.syntax import syntax_files
from kast_eval.dataset.release.terms import TITLES, plain_texts
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import program_text

_SYNTAX_OF = {
    "read_in.sps": "sav",
    "read_in.do": "dta",
    "read_in.R": "sav",
    "read_in.py": "parquet",
}


def untold(_done: int, _all: int) -> None:
    """Tell nobody how far the work has come."""


def release_files(
    plan: Plan,
    folder: Path,
    day: date,
    *,
    training: bool,
    tell: Callable[[int, int], None] = untold,
) -> dict[str, bytes]:
    """Return the files by name; `folder` is where they are written and read back meanwhile.

    Every data file has been read back by another reader. `tell` hears how many of how many are
    done.
    """
    return _data_files(plan, plan.tables, folder, day, tell) | _told_files(
        plan.recipe, plan.tables, day, training=training
    )


def public_files(plan: Plan, folder: Path, day: date, *, training: bool) -> dict[str, bytes]:
    """Return what the release says that does not come from data.

    That is every file of words as it is without a row, and one table without a row in each format,
    for what a format says of itself. What a data file says beside its rows, its codebook says too.
    """
    tables = plan.empty
    smallest = sorted(tables, key=lambda table: len(table.columns))[:1]
    return _data_files(plan, smallest, folder, day, untold) | _told_files(
        plan.recipe, tables, day, training=training
    )


def _data_files(
    plan: Plan,
    tables: Sequence[DatasetTable],
    folder: Path,
    day: date,
    tell: Callable[[int, int], None],
) -> dict[str, bytes]:
    recipe = plan.recipe
    files: dict[str, bytes] = {}
    for table in tables:
        require_fit(table)
    for name in recipe.formats:
        one = FORMATS[name]
        place = folder / name
        place.mkdir(mode=0o700)
        for table in tables:
            written = write_fitting(table, place, one, recipe.language, day)
            files[f"data/{name}/{written.name}"] = written.read_bytes()
            written.unlink()
            tell(len(files), len(recipe.formats) * len(tables))
    return files


def _told_files(
    recipe: Recipe, tables: Sequence[DatasetTable], day: date, *, training: bool
) -> dict[str, bytes]:
    files = _codebooks(recipe, tables, day)
    files |= {
        f"syntax/{name}": text.encode()
        for name, text in syntax_files(tables, recipe.language).items()
        if _SYNTAX_OF[name] in recipe.formats
    }
    files["origin/recipe.json"] = _json(recipe.said)
    return files | plain_texts(recipe, training=training)


def _codebooks(recipe: Recipe, tables: Sequence[DatasetTable], day: date) -> dict[str, bytes]:
    title = program_text(TITLES[recipe.level], recipe.language)
    return {
        "codebook/codebook.csv": csv_bytes(*table_codebook(tables)),
        "codebook/ddi-codebook.xml": ddi_codebook(title, tables, recipe.language, day),
        "codebook/datapackage.json": data_package(recipe.name, title, tables, recipe.language),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
