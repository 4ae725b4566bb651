"""The persons and values that the search begins with: one row a person, banded, rare merged."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import (
    SUBSTANTIAL,
    SUPPRESSED,
    Microdata,
    Value,
    is_missing,
)
from kast_eval.dataset.anonymise.recode import Merged, merge_rare
from kast_eval.dataset.release.anonymised.coding import Coding
from kast_eval.dataset.release.anonymised.variable import Use
from kast_eval.dataset.release.chosen import CLINIC, PERSON
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds.answer import Missing

_TELLING = SUBSTANTIAL | {int(Missing.FORM_MISSING)}
"""The reasons that an outcome leaves with; that somebody did not know or would not say stays."""


@dataclass(frozen=True)
class Prepared:
    """The table before the search.

    `merged` has the categories that were merged, `dropped` the columns that no merging made safe.
    """

    table: Microdata
    merged: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()


def first_episodes(
    wide: DatasetTable, persons: Collection[Code]
) -> Mapping[str, Mapping[str, Code]]:
    """Return the cells of each person's first episode by column, the persons in order."""
    person, episode = wide.names.index(PERSON), wide.names.index("episode_no")
    rows = sorted(wide.rows, key=lambda row: (str(row[person]), float(row[episode])))
    first: dict[str, Mapping[str, Code]] = {}
    for row in rows:
        if row[person] in persons and str(row[person]) not in first:
            first[str(row[person])] = dict(zip(wide.names, row, strict=True))
    return first


def prepared(
    episodes: Mapping[str, Mapping[str, Code]],
    codings: Sequence[Coding],
    clinics: Mapping[str, str] | None,
    k: int,
) -> Prepared:
    """Return the table with every value as the recipe has it; `clinics` is whose each person is."""
    columns = {
        one.name: tuple(one.value(cells[one.name]) for cells in episodes.values())
        for one in codings
    }
    if clinics is not None:
        columns[CLINIC] = tuple(clinics[person] for person in episodes)
    table = Microdata(tuple(episodes), columns)
    merged: dict[str, tuple[Value, ...]] = {}
    dropped = []
    for one in codings:
        table = _reasons_removed(table, one, k)
        if one.use is Use.QUASI or (one.use is Use.OUTCOMES and not one.listed):
            # Of these the classes and the pairs of outcomes take care.
            continue
        found = _rare_merged(table, one, k)
        if found.dropped:
            dropped.append(one.name)
        elif found.merged:
            merged[one.name] = found.merged
        table = found.table
    return Prepared(table, merged, tuple(dropped))


def _rare_merged(table: Microdata, coding: Coding, k: int) -> Merged:
    """Merge what is rare into the code that the recipe names; without one the column goes."""
    into = coding.chosen.variable.rare
    if into is not None:
        return merge_rare(table, coding.name, coding.value_of(into), k)
    sizes = class_frequencies(table, [coding.name]).classes
    if any(size < k and not is_missing(value) for (value,), size in sizes.items()):
        kept = {name: cells for name, cells in table.columns.items() if name != coding.name}
        return Merged(Microdata(table.persons, kept), (), dropped=True)
    return Merged(table, (), dropped=False)


def _reasons_removed(table: Microdata, coding: Coding, k: int) -> Microdata:
    """Take away why a value is missing where too few share the reason, or where it tells much."""
    cells = table.column(coding.name)
    sizes = class_frequencies(table, [coding.name]).classes
    away = {
        value
        for (value,), size in sizes.items()
        if is_missing(value)
        and (size < k or (coding.use is Use.OUTCOMES and value not in _TELLING))
    }
    kept = tuple(SUPPRESSED if cell in away else cell for cell in cells)
    return table.replaced({coding.name: kept})
