"""Tables for the tests of the formats: those of the real forms, and random ones."""

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from kast_eval.dataset.coded_tables import Source, coded_tables
from kast_eval.dataset.column import EVERY_REASON, DatasetColumn
from kast_eval.dataset.table import DatasetTable
from kast_eval.definition.form import Role
from kast_eval.kinds.answer import Measure
from kast_eval.study.site import Site
from kast_eval.wording import Wording
from tests.dataset.made import (
    CHECKIN,
    DERIVATIONS,
    LIBRARY,
    START,
    TODAY,
    first_session,
    sheet,
)

CLINIC = Site("0680", "Jönköping", "GB", "RB", in_study=True, training=False)
SHEETS = (
    sheet(CHECKIN, 1, mood_7d="3", urge_max_7d="3|4"),
    sheet(CHECKIN, 2, mood_7d="v"),
    sheet(START, age_years="41", buy_phys_30d_n="04"),
    sheet(LIBRARY.newest("closing"), urge_max_7d="2"),
    first_session(),
)


@cache
def real_tables() -> tuple[DatasetTable, ...]:
    by_form = {
        form.form: [one for one in SHEETS if one.definition.form == form.form]
        for form in LIBRARY.forms
    }
    return coded_tables(Source(CLINIC, LIBRARY.forms, by_form, DERIVATIONS), TODAY)


def number(name: str = "q1") -> DatasetColumn:
    codes = {0: Wording("nej å", "no"), 1: Wording("ja", "yes")}
    label = Wording("Fråga med åäö och «citat»", "Question")
    return DatasetColumn(
        name, label, Measure.NOMINAL, Role.SENSITIVE, codes=codes, missing=EVERY_REASON
    )


def text(name: str = "person_id") -> DatasetColumn:
    label = Wording("Löpnummer", "Id")
    return DatasetColumn(name, label, Measure.NOMINAL, Role.TECHNICAL, text=True)


def table(columns: tuple[DatasetColumn, ...], *rows: tuple[float | str, ...]) -> DatasetTable:
    return DatasetTable("made", Wording("Påhittat", "Made up"), columns, rows)


_REASONS = st.integers(-10, -1)
_CELLS = {
    "whole": _REASONS | st.integers(0, 2**53),
    "part": _REASONS | st.integers(0, 10**6) | st.integers(1, 10**6).map(lambda one: one / 4),
    "signed": st.integers(-1010, -1001) | st.integers(-900, 900),
    # What a format takes away at the end of a text is no text of ours.
    "text": st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40),
}
_COLUMNS = {
    "whole": number(),
    "part": replace(number("q2"), codes={}, decimals=2),
    "signed": replace(number("q3"), codes={}, signed=True),
    "text": text(),
}


@st.composite
def tables(draw: st.DrawFn) -> DatasetTable:
    names = draw(st.lists(st.sampled_from(sorted(_COLUMNS)), min_size=1, unique=True))
    rows = draw(st.lists(st.tuples(*(_CELLS[name] for name in names)), max_size=6))
    return table(tuple(_COLUMNS[name] for name in names), *rows)
