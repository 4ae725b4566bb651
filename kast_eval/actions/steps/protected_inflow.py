"""Contacts of several clinics by quarter and way, so that no small number can be worked out."""

from kast_eval.dataset.anonymise.count_table import table_of
from kast_eval.dataset.anonymise.protection import (
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.dataset.anonymise.small_numbers import SMALLEST_COUNT
from kast_eval.quality.inflow import Inflow, ShownInflow, Way
from kast_eval.quality.picture import QUARTERS
from kast_eval.quality.quarter import Quarter, quarters_until


def protect_inflow(inflow: Inflow, last: Quarter) -> ShownInflow | None:
    """Return the table of quarters by ways; None if too few are in it to hide any."""
    quarters = [str(one) for one in quarters_until(last, QUARTERS)]
    table = table_of(
        ("quarter", "way"),
        (quarters, tuple(Way)),
        {(str(quarter), way): count for (quarter, way), count in inflow.items()},
    )
    try:
        protected = protect_table(
            table, sensitive_cells(table, smallest=SMALLEST_COUNT), width=SMALLEST_COUNT
        )
    except UnprotectableError:
        return None
    return {one: {way: protected.shown((one, way)) for way in Way} for one in quarters}
