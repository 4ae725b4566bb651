"""How far clients came at several clinics, as a table that tells nothing of a single one."""

from collections.abc import Mapping

from kast_eval.dataset.anonymise.count_table import table_of
from kast_eval.dataset.anonymise.protection import (
    ProtectedTable,
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.dataset.anonymise.small_numbers import SMALLEST_COUNT
from kast_eval.quality.reach import CLIENT_STEPS, Reach


def protect_reaches(reaches: Mapping[str, Reach]) -> ProtectedTable | None:
    """Return the table of clinics by last steps; None if too few clients are in it to hide any."""
    table = table_of(
        ("clinic", "step"),
        (tuple(reaches), CLIENT_STEPS),
        {(code, step): count for code, one in reaches.items() for step, count in one.last.items()},
    )
    try:
        return protect_table(
            table, sensitive_cells(table, smallest=SMALLEST_COUNT), width=SMALLEST_COUNT
        )
    except UnprotectableError:
        return None
