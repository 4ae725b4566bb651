"""Tables as the formats write them: one row a group, its figures beside it."""

from collections.abc import Iterator, Sequence

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import LONGEST_LABEL
from kast_eval.dataset.missing import lowered
from kast_eval.dataset.release.tables.recipe import Figure
from kast_eval.dataset.release.tables.tabulation import Group, Tabulation
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.form import Role
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.wording import Wording

PERSONS = "persons"
_HIDDEN = (Missing.REMOVED,)
_COUNT = DatasetColumn(
    PERSONS, Wording("Antal personer", "Number of persons"), Measure.SCALE, Role.OTHER,
    missing=_HIDDEN, smallest=0,
)  # fmt: skip
_SHARE = DatasetColumn(
    "row_percent",
    Wording("Procent av alla i raden, utan svar inräknade",
            "Per cent of all in the row, those without an answer among them"),
    Measure.SCALE, Role.OTHER, missing=_HIDDEN, smallest=0, largest=100, decimals=1,
)  # fmt: skip
_MEASURES: dict[str, Wording] = {
    "mean_value": Wording("Medelvärde", "Mean"),
    "q1_value": Wording("Första kvartilen", "First quartile"),
    "median_value": Wording("Median", "Median"),
    "q3_value": Wording("Tredje kvartilen", "Third quartile"),
}
_MEAN, _QUARTILES = ("mean_value",), ("q1_value", "median_value", "q3_value")
_DECIMALS = 2


def said_table(one: Tabulation) -> DatasetTable:
    """Return a table with a row for each group, totals among them; what is hidden is −10."""
    columns = (*(variable.column for variable in one.variables), *_figures(one))
    rows = tuple(
        (
            *(
                variable.everybody if value is None else value
                for variable, value in zip(one.variables, cell, strict=True)
            ),
            *_cells(one, group, columns),
        )
        for cell, group in one.groups.items()
    )
    return DatasetTable(one.asked.name, _title(one), columns, rows)


def _figures(one: Tabulation) -> tuple[DatasetColumn, ...]:
    if one.measured is None:
        return (_COUNT,) if one.asked.figure is Figure.COUNT else (_COUNT, _SHARE)
    names, decimals = (_MEAN, _DECIMALS) if one.asked.figure is Figure.MEAN else (_QUARTILES, 0)
    return (_COUNT, *(_measure(one.measured, name, decimals) for name in names))


def _measure(source: DatasetColumn, name: str, decimals: int) -> DatasetColumn:
    return DatasetColumn(
        name, _of(_MEASURES[name], source), Measure.SCALE, source.role,
        item=source.item, number=source.number, unit=source.unit,
        missing=_HIDDEN, decimals=decimals, signed=source.signed,
    )  # fmt: skip


def _of(figure: Wording, source: DatasetColumn) -> Wording:
    """Return what a figure is of; a question that is too long for a label is named instead."""
    said = Wording(f"{figure.sv}: {source.label.sv}", f"{figure.en}: {source.label.en}")
    if max(len(text.encode()) for text in (said.sv, said.en)) <= LONGEST_LABEL:
        return said
    return Wording(f"{figure.sv}: {source.name}", f"{figure.en}: {source.name}")


def _cells(one: Tabulation, group: Group, columns: Sequence[DatasetColumn]) -> Iterator[Code]:
    shown: dict[str, float | None] = {PERSONS: group.persons, "row_percent": group.share}
    if group.mean is not None:
        shown |= dict(zip(_MEAN, (group.mean,), strict=True))
    if group.quartiles is not None:
        found = group.quartiles
        shown |= dict(zip(_QUARTILES, (found.first, found.median, found.third), strict=True))
    for column in columns[len(one.variables) :]:
        value = shown.get(column.name)
        if value is None:
            yield Missing.REMOVED.value + lowered(column)
        else:
            yield round(value, column.decimals) if column.decimals else round(value)


def _title(one: Tabulation) -> Wording:
    by = [variable.source.label for variable in one.variables]
    sv, en = (" × ".join(texts) for texts in ((each.sv for each in by), (each.en for each in by)))
    if one.asked.where is not None and one.where is not None:
        label, answer = one.where.source.label, one.where.labels[one.asked.where[1]]
        sv, en = (
            f"{sv} ({label.sv}: {answer.sv})",
            f"{en} ({label.en}: {answer.en})",
        )
    return Wording(f"Personer: {sv}", f"Persons: {en}")
