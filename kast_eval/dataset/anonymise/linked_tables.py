"""Tables that share totals, seen as one: what one of them hides must not stand in another.

Whoever holds several tables lays them side by side (linked tables: Fischetti and Salazar 2001,
Management Science 47(7), introduction). So they are protected together, each shared total being one
cell. As long as the crossed columns form no circle, any counts that agree with all the totals can
be those of persons, so an attack that knows all the sums knows all there is to know. In a circle
(age by sex, sex by clinic, clinic by age) it would know more, and such tables are refused.
"""

from collections.abc import Sequence

from kast_eval.dataset.anonymise.count_table import Cell, CountTable, Line
from kast_eval.dataset.anonymise.microdata import TableShapeError
from kast_eval.errors import KastEvalError


class CircleError(KastEvalError):
    """Tables whose columns are crossed in a circle."""


def linked(tables: Sequence[CountTable]) -> CountTable:
    """Return the tables as one, over all their columns, with every shared total once."""
    names = tuple(dict.fromkeys(name for table in tables for name in table.names))
    _refuse_circles(tables)
    counts: dict[Cell, int] = {}
    lines: dict[Line, None] = {}
    for table in tables:
        for cell, count in table.counts.items():
            if counts.setdefault(widened(names, table, cell), count) != count:
                raise TableShapeError("tables of different persons share columns", table.names)
        for line in table.lines:
            parts = tuple(widened(names, table, part) for part in line.parts)
            lines[Line(widened(names, table, line.total), parts)] = None
    return CountTable(names, counts, tuple(lines))


def widened(names: Sequence[str], table: CountTable, cell: Cell) -> Cell:
    """Return a table's cell as it is called among tables over `names`."""
    values = dict(zip(table.names, cell, strict=True))
    return tuple(values.get(name) for name in names)


def _refuse_circles(tables: Sequence[CountTable]) -> None:
    """Refuse a crossing of two columns that others have already tied together."""
    groups: dict[str, set[str]] = {}
    for names in dict.fromkeys(frozenset(table.names) for table in tables):
        tied = [groups.get(name, {name}) for name in sorted(names)]
        if len(tied) > 1 and tied[0] & tied[1]:
            raise CircleError(
                "Korsningarna bildar en ring med {names}, så att det som är dolt i en tabell kan "
                "räknas fram ur de andra. Ta bort en av dem.",
                names=", ".join(sorted(names)),
            )
        together = set().union(*tied)
        groups.update(dict.fromkeys(together, together))
