"""A small study in coded tables, and recipes for it."""

from functools import cache
from pathlib import Path

from kast_eval.dataset.coded_tables import Source, coded_tables
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import person_table, points_of, wide_table
from kast_eval.study.plan import read_plan
from kast_eval.study.signs import Signs
from kast_eval.study.site import Site
from tests.dataset.made import CHECKIN, DERIVATIONS, LIBRARY, START, TODAY, sheet
from tests.definition.example import REAL_FORMS

CLINIC = Site("0680", "Jönköping", "GB", "RB", in_study=True, training=False)
STAFF, DEVIATION = LIBRARY.newest("start_staff"), LIBRARY.newest("deviation")
CLOSING = LIBRARY.newest("closing")

SHEETS = (
    sheet(STAFF, person="AAAAAAAAAA", consent_research="1"),
    sheet(START, person="AAAAAAAAAA", age_years="41", buy_phys_30d_n="04"),
    sheet(CHECKIN, 1, person="AAAAAAAAAA", mood_7d="3", urge_max_7d="3|4"),
    sheet(CLOSING, person="AAAAAAAAAA", urge_max_7d="2", buy_phys_30d_n="0"),
    sheet(STAFF, person="BBBBBBBBBB", consent_research="2"),
    sheet(START, person="BBBBBBBBBB", age_years="30"),
)

RECIPE = """\
recipe: 1
level: A
language: sv
formats: [csv, sav]
tables:
  start: all
  checkin: [mood_7d]
recipient: Ett universitet
purpose: Huvudanalysen
approval: 2026-00000-01
expires: 2027-12-31
"""
MOCK = RECIPE.replace("level: A", "level: D")


@cache
def signs() -> Signs:
    return read_plan(REAL_FORMS, LIBRARY).schedule.signs


def tables_of(*sheets: KeyedSheet) -> tuple[DatasetTable, ...]:
    by_form = {
        form.form: [one for one in sheets if one.definition.form == form.form]
        for form in LIBRARY.forms
    }
    coded = coded_tables(Source(CLINIC, LIBRARY.forms, by_form, DERIVATIONS), TODAY)
    points = points_of(LIBRARY.newest_forms, DERIVATIONS)
    return (person_table(coded), *coded, wide_table(coded, points))


@cache
def study() -> tuple[DatasetTable, ...]:
    return tables_of(*SHEETS)


def named(tables: tuple[DatasetTable, ...], name: str) -> DatasetTable:
    (found,) = [table for table in tables if table.name == name]
    return found


def written(folder: Path, text: str = RECIPE, name: str = "huvudanalys.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path
