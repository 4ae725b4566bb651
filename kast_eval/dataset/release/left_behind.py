"""Answers of older versions that have no place in the newest, and so stay as answered only."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.coded_tables import HARMONISED
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.release.persons import Persons, leaving_rows
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.compare import maps_to_newest
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.version_map import NOT_ASKED, ColumnMap
from kast_eval.wording import Wording


@dataclass(frozen=True)
class LeftBehind:
    """One column of an older version: how many answers it has, and how many were not harmonised.

    `reason` is what the newer version's file says of it, if anything.
    """

    form: str
    version: int
    column: DatasetColumn
    answers: int
    lost: int
    reason: Wording | None


def left_behind(
    definitions: Sequence[FormDefinition],
    every: Sequence[DatasetTable],
    wanted: Mapping[str, Collection[str]],
    persons: Persons,
) -> tuple[LeftBehind, ...]:
    """Return what was lost on the way to the newest version, in rows that leave.

    `wanted` has the columns of each form that leave.
    """
    tables = {table.name: table for table in every}
    return tuple(
        one
        for form in wanted
        if f"{form}_{HARMONISED}" in tables
        for one in _of_form(
            [one for one in definitions if one.form == form],
            *(leaving_rows(tables[name], persons) for name in (form, f"{form}_{HARMONISED}")),
        )
        if one.column.name in wanted[form]
    )


def _of_form(
    versions: Sequence[FormDefinition], answered: DatasetTable, harmonised: DatasetTable
) -> Iterator[LeftBehind]:
    maps = maps_to_newest(versions)
    newest = _exported(max(versions, key=lambda one: one.version))
    at = answered.names.index("form_version")
    for version in sorted(versions, key=lambda one: one.version)[:-1]:
        # Both tables have the rows of the same sheets in the same order.
        pairs = [
            pair
            for pair in zip(answered.rows, harmonised.rows, strict=True)
            if pair[0][at] == version.version
        ]
        older = _exported(version)
        for column in maps[version.version].columns:
            if pairs and older[column.column] in answered.names:
                place = answered.names.index(older[column.column])
                targets = [harmonised.names.index(newest[one]) for one in column.targets]
                found = _lost(pairs, answered.columns[place], place, targets)
                if found[1]:
                    yield LeftBehind(
                        version.form, version.version, answered.columns[place], *found,
                        _reason(column),
                    )  # fmt: skip


def _exported(definition: FormDefinition) -> Mapping[str, str]:
    """Return under which name each column of the form's items leaves."""
    return {
        column.name: item.export.name if item.export else column.name
        for item in (*definition.kept, *definition.items)
        for column in item.columns()
    }


def _lost(
    pairs: Sequence[tuple[tuple[Code, ...], tuple[Code, ...]]],
    column: DatasetColumn,
    place: int,
    targets: Sequence[int],
) -> tuple[int, int]:
    """Return how many rows have an answer, and how many of those have none that is harmonised."""
    valid = [new for old, new in pairs if reason_of(column, old[place]) is None]
    lost = sum(all(new[target] == NOT_ASKED for target in targets) for new in valid)
    return len(valid), lost


def _reason(column: ColumnMap) -> Wording | None:
    return next((move.reason for move in column.moves if move.reason), None)
