"""Contacts of several clinics by quarter and way, so that no small number can be worked out."""

from collections.abc import Mapping

from kast_eval.dataset.anonymise.count_table import table_of
from kast_eval.dataset.anonymise.protection import (
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.dataset.anonymise.small_numbers import SMALLEST_COUNT
from kast_eval.quality.inflow import Inflow, ShownInflow, ShownLogged, Way
from kast_eval.quality.quarter import Quarter


def protect_inflow(
    inflow: Inflow, logged: Mapping[Quarter, int]
) -> tuple[ShownInflow | None, ShownLogged]:
    """Return the table of some quarters by ways, and how many clinics `logged` in them.

    There is no table if too few are in it to hide any. How many clinics logged is the least that
    the contacts of a quarter can be, so it is hidden with them.
    """
    if not logged:
        return None, {}
    quarters = [str(one) for one in logged]
    table = table_of(
        ("quarter", "way"),
        (quarters, tuple(Way)),
        {
            (str(quarter), way): count
            for (quarter, way), count in inflow.items()
            if quarter in logged
        },
    )
    try:
        protected = protect_table(
            table, sensitive_cells(table, smallest=SMALLEST_COUNT), width=SMALLEST_COUNT
        )
    except UnprotectableError:
        return None, {}
    shown = {one: {way: protected.shown((one, way)) for way in Way} for one in quarters}
    clinics = {
        str(one): None if protected.shown((str(one), None)) is None else count
        for one, count in logged.items()
    }
    return shown, clinics
