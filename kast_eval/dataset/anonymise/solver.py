"""The only place that knows SciPy: linear programmes, and such with whole numbers (HiGHS)."""

from collections.abc import Sequence
from dataclasses import dataclass

Weights = Sequence[tuple[int, float]]
"""Which variables stand in a row, and how much of each."""

INFINITY = float("inf")


class NoAnswerError(Exception):
    """Conditions that contradict each other."""


@dataclass(frozen=True)
class Row:
    """One condition: the weighted sum of some variables lies between two numbers."""

    weights: Weights
    low: float
    high: float


@dataclass(frozen=True)
class Optimum:
    """The lowest cost, the variables that reach it, and the price of each row (of a linear one)."""

    cost: float
    variables: tuple[float, ...]
    prices: tuple[float, ...]


def least_moves(
    costs: Sequence[float], highest: Sequence[float], rows: Sequence[Row]
) -> tuple[int, ...]:
    """Return what `least_whole` does, sooner where fractions are allowed and none is needed."""
    found = _least(costs, highest, rows, whole=False)
    near = tuple(round(value) for value in found)
    if all(abs(value - one) < _ROUNDING for value, one in zip(found, near, strict=True)):
        return near
    return least_whole(costs, highest, rows)


_ROUNDING = 1e-6
"""So near a whole number is what the solver means by it."""


def least_whole(
    costs: Sequence[float], highest: Sequence[float], rows: Sequence[Row]
) -> tuple[int, ...]:
    """Return whole numbers from 0 to `highest` of least cost that fulfil every row."""
    return tuple(round(value) for value in _least(costs, highest, rows, whole=True))


def _least(
    costs: Sequence[float], highest: Sequence[float], rows: Sequence[Row], *, whole: bool
) -> Sequence[float]:
    # SciPy takes half a second to start, which only those who anonymise shall wait for.
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        np.array(costs),
        integrality=np.full(len(costs), int(whole)),
        bounds=Bounds(np.zeros(len(costs)), np.array(highest)),
        constraints=LinearConstraint(
            _matrix(rows, len(costs)),
            np.array([row.low for row in rows]),
            np.array([row.high for row in rows]),
        ),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise NoAnswerError
    return [float(value) for value in found.x]


def least(
    costs: Sequence[float], bounds: Sequence[tuple[float, float]], equations: Sequence[Weights]
) -> Optimum:
    """Return the least cost within `bounds` where every weighted sum of `equations` is 0."""
    # As above.
    import numpy as np
    from scipy.optimize import linprog

    rows = [Row(weights, 0, 0) for weights in equations]
    found = linprog(
        np.array(costs),
        A_eq=_matrix(rows, len(costs)),
        b_eq=np.zeros(len(rows)),
        bounds=np.array(bounds),
        method="highs",
    )
    return Optimum(
        float(found.fun),
        tuple(float(value) for value in found.x),
        tuple(float(price) for price in found.eqlin.marginals),
    )


def _matrix(rows: Sequence[Row], width: int) -> object:
    """Return the rows as a sparse matrix, since nearly all of it is 0."""
    # As above.
    import numpy as np
    from scipy.sparse import csr_array

    places = [place for place, row in enumerate(rows) for _ in row.weights]
    variables = [variable for row in rows for variable, _ in row.weights]
    weights = np.array([weight for row in rows for _, weight in row.weights], dtype=np.float64)
    return csr_array((weights, (places, variables)), shape=(len(rows), width))
