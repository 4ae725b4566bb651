"""The codebook: every column of every form, and what each of its codes means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.csv_file import csv_bytes
from kast_eval.dataset.derived_rows import FILES, derived_columns
from kast_eval.dataset.scores import SIGNED_MISSING
from kast_eval.dataset.table import DatasetTable
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds.answer import MISSING_LABELS
from kast_eval.wording import Language, Wording

HEADER = (
    "form", "form_version", "place", "variable", "item", "question_number",
    "label_sv", "label_en", "type", "measure", "unit_sv", "unit_en", "smallest", "largest",
    "role", "asked", "worked_out_sv", "worked_out_en", "code", "code_label_sv", "code_label_en",
    "code_is_missing",
)  # fmt: skip
"""What the table says of each column and code."""


@dataclass(frozen=True)
class CodebookCode:
    """One code of a column; `missing` tells a reason from a value."""

    code: int
    label: Wording
    missing: bool


def column_codes(column: DatasetColumn) -> tuple[CodebookCode, ...]:
    """Return the labelled codes of a column in the order of the paper, then the reasons."""
    values = tuple(
        CodebookCode(int(code), label, missing=False) for code, label in column.codes.items()
    )
    lower = SIGNED_MISSING if column.signed else 0
    reasons = tuple(
        CodebookCode(reason.value + lower, MISSING_LABELS[reason], missing=True)
        for reason in column.missing
    )
    return values + reasons


def code_labels(column: DatasetColumn, language: Language) -> dict[int, str]:
    """Return what each labelled code of a column says in a language, the reasons among them."""
    return {one.code: one.label.in_language(language) for one in column_codes(column)}


def codebook_table(
    definitions: Sequence[FormDefinition], derivations: Derivations = NOTHING_DERIVED
) -> bytes:
    """Return the codebook as CSV, both languages side by side, one row a column and code."""
    return csv_bytes(HEADER, codebook_rows(definitions, derivations))


def table_codebook(
    tables: Sequence[DatasetTable],
) -> tuple[tuple[str, ...], list[tuple[int | str, ...]]]:
    """Return the header and the rows of the codebook of some tables."""
    rows = [row for table in tables for row in _rows_of(table.name, "", table.columns)]
    return HEADER, rows


def codebook_rows(
    definitions: Sequence[FormDefinition], derivations: Derivations = NOTHING_DERIVED
) -> Iterator[tuple[int | str, ...]]:
    """Give the rows of the table, form by form, and then those of the derived variables."""
    for definition in definitions:
        columns = form_columns(definition, derivations)
        yield from _rows_of(definition.form, definition.version, columns)
    for file in FILES:
        yield from _rows_of(file, "", derived_columns(file, derivations))


def _rows_of(
    file: str, version: int | str, columns: Sequence[DatasetColumn]
) -> Iterator[tuple[int | str, ...]]:
    for place, column in enumerate(columns, start=1):
        described = (file, version, place, *_described(column))
        codes = column_codes(column)
        if not column.codes:
            # A column whose values have no names of their own still has a row for them.
            yield (*described, "", "", "", "")
        for one in codes:
            yield (*described, one.code, one.label.sv, one.label.en, int(one.missing))


def _described(column: DatasetColumn) -> tuple[int | str, ...]:
    unit, worked_out = (one or Wording("", "") for one in (column.unit, column.worked_out))
    return (
        column.name,
        column.item,
        column.number,
        column.label.sv,
        column.label.en,
        _type(column),
        column.measure.value,
        unit.sv,
        unit.en,
        _shown(column.smallest),
        _shown(column.largest),
        column.role.value,
        column.asked.value,
        worked_out.sv,
        worked_out.en,
    )


def _type(column: DatasetColumn) -> str:
    if column.text:
        return "text"
    return "decimal" if column.decimals else "integer"


def _shown(bound: int | None) -> int | str:
    return "" if bound is None else bound


FLAGS_TABLE: Mapping[str, Wording] = {
    "person_id": Wording(
        "Som i formulärens filer; tomt för mottagningens egna blad",
        "As in the forms' files; empty for the clinic's own sheets",
    ),
    "episode_no": Wording("Insatsperiod", "Episode"),
    "timepoint": Wording("Mätpunkt", "Time point"),
    "form": Wording("Formulär", "Form"),
    "item": Wording(
        "Frågan, som i kodbokens kolumn item", "The question, as in the codebook's column item"
    ),
    "ruling": Wording("Regeln som behövdes för att läsa svaret", "The rule that the answer needed"),
}
"""The columns of flags.csv, which tells each item that a rule of the manual was needed for."""
