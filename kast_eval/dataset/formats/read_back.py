"""What another reader finds in a written file, held against the table cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kast_eval.dataset.codebook import code_labels, column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import LONGEST_LABEL, labels_within
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked


class ReadBackError(KastEvalError):
    """A written file that another reader reads differently (dataset.md, R11)."""


@dataclass(frozen=True)
class ReadBack:
    """A file as its reader gives it: columns of cells by name, in codes as in the table.

    What a format does not keep is None: labels, labels of codes, which codes are missing. Labels
    are held against those of the table, shortened to `longest_label` characters.
    """

    cells: Mapping[str, Sequence[Code]] = field(repr=False)
    labels: Mapping[str, str] | None = None
    code_labels: Mapping[str, Mapping[int, str]] | None = None
    missing: Mapping[str, frozenset[int]] | None = None
    longest_label: int = LONGEST_LABEL


def require_same(table: DatasetTable, found: ReadBack, language: Language, ending: str) -> None:
    """Refuse a file in which anything is not what the table says."""
    if tuple(found.cells) != table.names:
        raise _different(table, "", ending)
    labels = labels_within(table.columns, language, found.longest_label)
    for place, column in enumerate(table.columns):
        if list(found.cells[column.name]) != list(table.cells(place)):
            raise _different(table, column.name, ending)
        if not _same_words(column, labels[column.name], found, language):
            raise _different(table, column.name, ending)


def _same_words(column: DatasetColumn, label: str, found: ReadBack, language: Language) -> bool:
    if found.labels is not None and found.labels.get(column.name) != label:
        return False
    if column.text:
        return True
    codes = column_codes(column)
    labels = code_labels(column, language)
    if found.code_labels is not None and found.code_labels.get(column.name, {}) != labels:
        return False
    missing = frozenset(one.code for one in codes if one.missing)
    return found.missing is None or missing <= found.missing.get(column.name, frozenset())


def _different(table: DatasetTable, column: str, ending: str) -> ReadBackError:
    return ReadBackError(
        marked("{table}.{ending}: {column} läses inte tillbaka som den skrevs."),
        table=table.name, ending=ending, column=column,
    )  # fmt: skip
