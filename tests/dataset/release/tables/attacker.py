"""Whoever has the tables and nothing else: every sum in them, put together by linear algebra."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from kast_eval.dataset.release.tables.recipe import Tabulated
from kast_eval.dataset.table import Code, DatasetTable

HIDDEN = -10
NOTHING: Mapping[str, tuple[str, Mapping[Code, Code]]] = {}
Vector = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """One group of persons as a sum over all ways to answer, and what the tables say of it."""

    table: str
    vector: Vector
    persons: float | None
    has_mean: bool | None
    of: str | None


def known(
    tables: Sequence[DatasetTable],
    part: Tabulated,
    codes: Mapping[str, Sequence[Code]],
    worked_out: Mapping[str, tuple[str, Mapping[Code, Code]]] = NOTHING,
) -> list[Known]:
    """Return what every row of every table says; `codes` has the answers to each question.

    A question that is measured is answered with 1 or not at all, 0. The answer to one that is
    `worked_out` follows from that to another.
    """
    asked = {one.name: one for one in part.tables}
    names = [*codes, *dict.fromkeys(one.of for one in part.tables if one.of)]
    ways = [
        way
        for way in product(*(codes.get(name, (0, 1)) for name in names))
        if all(
            way[names.index(name)] == found[way[names.index(source)]]
            for name, (source, found) in worked_out.items()
        )
    ]
    found = []
    for table in tables:
        one = asked[table.name]
        everybody = {
            column.name: max(column.codes) for column in table.columns if column.name in one.names
        }
        for row in table.rows:
            cells = dict(zip(table.names, row, strict=True))
            wanted = {name: cells[name] for name in one.names if cells[name] != everybody[name]}
            wanted |= dict([one.where]) if one.where else {}
            wanted |= {one.of: 1} if one.of else {}
            vector = np.array([
                all(way[names.index(name)] == code for name, code in wanted.items())
                for way in ways
            ], dtype=float)  # fmt: skip
            count = cells["persons"]
            mean = None if one.of is None else cells.get("mean_value")
            found.append(
                Known(
                    table.name,
                    vector,
                    None if count == HIDDEN else float(count),
                    None if mean is None else mean not in {HIDDEN, HIDDEN - 1000},
                    one.of,
                )
            )
    return found


def intervals(found: Sequence[Known]) -> Iterator[float]:
    """Give how wide the interval of each hidden count is."""
    shown = [one for one in found if one.persons is not None]
    rows, counts = np.array([one.vector for one in shown]), [one.persons for one in shown]
    for one in found:
        if one.persons is None:
            ends = [
                linprog(sign * one.vector, A_eq=rows, b_eq=counts, method="highs").fun
                for sign in (1, -1)
            ]
            yield -sum(ends)


def told_sums(found: Sequence[Known]) -> Iterator[tuple[Known, bool]]:
    """Give each group whose mean is hidden, and whether it is a sum of those that are shown."""
    for of in dict.fromkeys(one.of for one in found if one.has_mean is not None):
        of_it = [one for one in found if one.of == of and one.has_mean is not None]
        shown = np.array([one.vector for one in of_it if one.has_mean] or [of_it[0].vector * 0])
        rank = np.linalg.matrix_rank(shown)
        for one in of_it:
            if not one.has_mean and one.persons != 0:
                yield one, bool(np.linalg.matrix_rank(np.vstack([shown, one.vector])) == rank)
