"""Contacts of several clinics by quarter and way, so that no small number can be worked out.

The fewest numbers are hidden if they are found soon; the search can take minutes, for which nobody
waits at a page. Then the first quarters are hidden, or whole ways, or both, as few as will do.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kast_eval.dataset.anonymise.attack import feasible
from kast_eval.dataset.anonymise.count_table import Cell, CountTable, table_of
from kast_eval.dataset.anonymise.protection import (
    TooManyRoundsError,
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.quality.inflow import Inflow, ShownInflow, ShownLogged, Way
from kast_eval.quality.quarter import Quarter
from kast_eval.study.small_numbers import SMALLEST_COUNT

_ROUNDS, _PATIENCE = 20, 10


def protect_inflow(
    inflow: Inflow, logged: Mapping[Quarter, int], *, rounds: int = _ROUNDS
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
    hidden = _hidden(table, quarters, rounds)
    if hidden is None:
        return None, {}
    shown = {
        one: {way: None if (one, way) in hidden else table.counts[one, way] for way in Way}
        for one in quarters
    }
    clinics = {
        str(one): None if (str(one), None) in hidden else count for one, count in logged.items()
    }
    return shown, clinics


def _hidden(table: CountTable, quarters: Sequence[str], rounds: int) -> frozenset[Cell] | None:
    sensitive = sensitive_cells(table, smallest=SMALLEST_COUNT)
    try:
        found = protect_table(
            table, sensitive, width=SMALLEST_COUNT, rounds=rounds, patience=_PATIENCE
        )
    except UnprotectableError:
        return None
    except TooManyRoundsError:
        blocks = _blocks(table, sensitive, quarters)
        return next((one for one in blocks if _is_safe(table, one)), None)
    return frozenset(found.intervals)


def _blocks(
    table: CountTable, sensitive: frozenset[Cell], quarters: Sequence[str]
) -> Iterator[frozenset[Cell]]:
    """Give what could be hidden, the fewest numbers first, with all that is sensitive in it."""
    sums = sensitive & table.totals
    # One hidden sum is the rest of all others: those of the hidden quarters go with it.
    together = any((quarter, None) in sums for quarter in quarters)
    found = []
    for first in range(len(quarters) + 1):
        for count in range(len(Way) + 1):
            for ways in combinations(Way, count):
                block: set[Cell] = {
                    (quarter, way)
                    for place, quarter in enumerate(quarters)
                    for way in Way
                    if place < first or way in ways
                }
                block.update(sums, ((one, None) for one in quarters[:first] if together))
                if sensitive <= block:
                    found.append(frozenset(block))
    return iter(sorted(dict.fromkeys(found), key=len))


def _is_safe(table: CountTable, hidden: frozenset[Cell]) -> bool:
    """Tell whether each hidden number can be any of several, for one who knows all others."""
    cells = sorted(hidden, key=lambda cell: table.counts[cell])
    return all(feasible(table, hidden, cell).width >= SMALLEST_COUNT for cell in cells)
