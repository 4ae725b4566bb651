"""Which reason a cell of the dataset gives for a value that is missing."""

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.scores import SIGNED_MISSING
from kast_eval.dataset.table import Code
from kast_eval.kinds.answer import Missing


def lowered(column: DatasetColumn) -> int:
    """Return how much lower than usual the column's reasons are: its values may be negative."""
    return SIGNED_MISSING if column.signed else 0


def reason_of(column: DatasetColumn, cell: Code) -> Missing | None:
    """Return why the value is missing; None for a value, and for every text."""
    if isinstance(cell, str):
        return None
    reason = cell - lowered(column)
    return Missing(int(reason)) if min(Missing) <= reason <= max(Missing) else None
