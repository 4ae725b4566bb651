"""Made-up persons in the tables of a dataset, and recipes for tables of them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.release.persons import Persons
from kast_eval.dataset.release.tables.plan import PlannedTables, plan_tables
from kast_eval.dataset.release.tables.published import PublishedRelease
from kast_eval.dataset.release.tables.recipe import TABULATED_KEYS, Tabulated, read_tabulated
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.form import Role
from kast_eval.definition.nodes import read_yaml
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.wording import Wording


def said(text: str) -> Wording:
    return Wording(text, f"{text} in English")


def column(
    name: str, measure: Measure, codes: Sequence[int] = (), role: Role = Role.QUASI
) -> DatasetColumn:
    labels = {code: said(f"{name} {code}") for code in codes}
    return DatasetColumn(name, said(name), measure, role, codes=labels, missing=tuple(Missing))


AGE = column("age_t0", Measure.SCALE)
SOURCE = column("source_t0", Measure.NOMINAL, (1, 2, 3))
SCHOOL = column("school_t0", Measure.ORDINAL, (1, 2, 3))
URGE = column("urge_t0", Measure.SCALE, role=Role.SENSITIVE)
LESS = replace(column("less", Measure.SCALE, role=Role.SENSITIVE), signed=True, decimals=1)
MOOD = replace(column("mood_t0", Measure.ORDINAL, (0, 10)), smallest=0, largest=10)
NOTE = replace(column("note_t0", Measure.NOMINAL), text=True)
TECHNICAL = column("flag_t0", Measure.NOMINAL, (0, 1), role=Role.TECHNICAL)
ANSWERS = (AGE, SOURCE, SCHOOL, URGE, LESS, NOTE, TECHNICAL, MOOD)

PERSON_ID = DatasetColumn("person_id", said("person"), Measure.NOMINAL, Role.TECHNICAL, text=True)
EPISODE = DatasetColumn("episode_no", said("episode"), Measure.ORDINAL, Role.TECHNICAL)
TYPE = column("person_type", Measure.NOMINAL, (1, 2, 3), role=Role.TECHNICAL)

Row = tuple[Code, ...]


def persons(count: int, seed: int = 1) -> tuple[Row, ...]:
    """Return rows of made-up persons; some have not answered some question."""
    random = Random(seed)
    return tuple(
        (
            f"P{number:04}",
            1,
            random.choice((19, 24, 28, 33, 37, 41, 46, 52, 64, -7)),
            random.choices((1, 2, 3, -7), (6, 3, 1, 1))[0],
            random.choices((1, 2, 3, -8), (3, 4, 3, 1))[0],
            random.choice((0, 2, 3, 5, 6, 7, 8, 10, -7)),
            random.choice((-2.5, -1.0, 0.0, 1.5, -1007)),
            "",
            1,
            number % 11,
        )
        for number in range(count)
    )


def tables(rows: Sequence[Row]) -> tuple[DatasetTable, ...]:
    wide = DatasetTable("wide", said("wide"), (PERSON_ID, EPISODE, *ANSWERS), tuple(rows))
    sorts = tuple((who, int(str(who)[1:]) % 3 + 1) for who in dict.fromkeys(r[0] for r in rows))
    return (DatasetTable("person", said("person"), (PERSON_ID, TYPE), sorts), wide)


RECIPE = """\
bands: {age_t0: [25, 35, 45]}
tables:
  source_by_age: {rows: source_t0, columns: age_t0, statistic: share}
  urge_by_source: {rows: source_t0, statistic: mean, of: urge_t0}
  urge_by_school: {rows: school_t0, statistic: median, of: urge_t0}
  school_of_police: {rows: school_t0, statistic: count, where: {source_t0: 1}}
"""


def recipe(text: str = RECIPE) -> Tabulated:
    return read_tabulated(read_yaml("tabeller.yaml", text).mapping(*TABULATED_KEYS))


def planned(
    rows: tuple[Row, ...], text: str = RECIPE, earlier: Sequence[PublishedRelease] = ()
) -> PlannedTables:
    """Return the plan; the first of some persons is found once for all tests."""
    return _planned(rows, text, ()) if not earlier else _plan(rows, text, earlier)


@cache
def _planned(rows: tuple[Row, ...], text: str, earlier: tuple[()]) -> PlannedTables:
    return _plan(rows, text, earlier)


def _plan(rows: tuple[Row, ...], text: str, earlier: Sequence[PublishedRelease]) -> PlannedTables:
    everybody = frozenset(row[0] for row in rows)
    consent = Persons(everybody, everybody, frozenset())
    return plan_tables(tables(rows), recipe(text), "tabeller.yaml", consent, earlier)
