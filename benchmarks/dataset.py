"""From the database to each format of a release, beside the bare writer of the same rows.

Three figures a format: the writing alone, the writing and all that goes before it (reading the
store, coding every sheet, the derived variables, the wide table), and the reading back.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import polars as pl
import pyreadstat

from benchmarks.ledger import CLIENTS, NOW, USER, filled
from benchmarks.measured import Figure, a_second
from benchmarks.response import key_all
from benchmarks.sheets import FORMS
from kast_eval import clock
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release import planned_by
from kast_eval.dataset.formats.every import FORMATS, Format
from kast_eval.dataset.release.recipe import Level, Recipe, read_recipe, recipe_text
from kast_eval.dataset.table import DatasetTable
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.store.database import Database
from kast_eval.store.sites import all_sites
from kast_eval.study.plan import read_plan
from kast_eval.study.roles import Role, User
from kast_eval.wording import Language

SHEETS = (20_000, 200_000)
A_CLINIC = CLIENTS * 25 - CLIENTS // 5
MOST_TIMES = 2
WHOM = "recipient: Bench\npurpose: Bench\napproval: none\nexpires: 2099-12-31\n"

BARE: Mapping[str, Callable[[pl.DataFrame, Path], object]] = {
    "csv": lambda frame, path: frame.write_csv(path),
    "csv_excel_sv": lambda frame, path: frame.write_csv(path, separator=";"),
    "sav": lambda frame, path: pyreadstat.write_sav(frame, str(path)),
    "dta": lambda frame, path: pyreadstat.write_dta(frame, str(path)),
    "parquet": lambda frame, path: frame.write_parquet(path),
}


def recipe(folder: Path, forms: Sequence[str]) -> Recipe:
    path = folder / "bench.yaml"
    path.write_text(recipe_text(Level.CODED, forms, Language.SV) + WHOM, "utf-8")
    return read_recipe(path)


def coded(database: Database, materials: Materials, wanted: Recipe) -> tuple[DatasetTable, ...]:
    with database.read() as session:
        sites = {site.code: frozenset({Role.RESEARCHER}) for site in all_sites(session)}
        user = User(USER, sites)
        return planned_by(session, user, NOW, materials, wanted).pooled.tables


def write(tables: Sequence[DatasetTable], folder: Path, one: Format, day: date) -> None:
    for table in tables:
        one.write(table, folder / f"{table.name}.{one.ending}", Language.SV, day)


def write_bare(tables: Sequence[DatasetTable], folder: Path, name: str) -> None:
    for table in tables:
        frame = pl.DataFrame(list(table.rows), schema=list(table.names), orient="row",
                             infer_schema_length=None)  # fmt: skip
        BARE[name](frame, folder / table.name)


def read(tables: Sequence[DatasetTable], folder: Path, one: Format) -> None:
    for table in tables:
        one.read(folder / f"{table.name}.{one.ending}", table, Language.SV)


def figures() -> Iterator[Figure]:
    for sheets in SHEETS:
        yield from figures_of(sheets)


def figures_of(sheets: int) -> Iterator[Figure]:
    library = read_library(FORMS)
    plan = read_plan(FORMS, library)
    materials = Materials(library, read_derivations(FORMS, library), plan, bytes(32))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wanted = recipe(folder, [form.form for form in library.newest_forms])
        with closing(filled(folder / "store", plan, sheets // A_CLINIC)) as database:
            key_all(database, plan)
            started = time.process_time()
            tables = [table for table in coded(database, materials, wanted) if table.rows]
            before = time.process_time() - started
        for one in FORMATS.values():
            yield from figures_of_format(tables, folder, one, before)


def figures_of_format(
    tables: Sequence[DatasetTable], folder: Path, one: Format, before: float
) -> Iterator[Figure]:
    rows = sum(len(table.rows) for table in tables)
    day = clock.clinic_day(NOW)
    ours, bare = a_second(
        rows,
        partial(write, tables, folder, one, day),
        partial(write_bare, tables, folder, one.folder),
    )
    called = f"{one.folder} of {rows} rows"
    yield Figure(f"{called}, written", ours, bare, MOST_TIMES)
    yield Figure(f"{called}, with the coding", rows / (rows / ours + before), bare)
    back, bare = a_second(
        rows, partial(read, tables, folder, one), partial(write_bare, tables, folder, one.folder)
    )
    yield Figure(f"{called}, read back", back, bare)
