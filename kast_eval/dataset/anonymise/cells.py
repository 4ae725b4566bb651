"""Suppression of single cells: the fewest that bring every person to a class of k.

The problem is k-anonymity by suppression of Meyerson and Williams (2004), «On the complexity of
optimal k-anonymity», PODS, section on definitions, with the strict rule: after suppression k
persons must carry the very same values, blanks in the same places. It is hard in general; a table
that has been generalised has few enough classes for an exact answer.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import SUPPRESSED, Key, Microdata
from kast_eval.dataset.anonymise.solver import INFINITY, NoAnswerError, Row, least_whole
from kast_eval.dataset.anonymise.suppression import Suppressed, changed
from kast_eval.errors import KastEvalError


@dataclass(frozen=True)
class _Step:
    """One thing that can be done with a person of a class: leave as `result` with blanks."""

    start: Key
    result: Key
    blanks: int


MOST_STEPS = 500_000
"""What the solver is given at most: with more it would not come back in minutes."""


class TooManyCellsError(KastEvalError):
    """A table with too many classes and columns for an exact answer."""


def blank_cells(
    table: Microdata, names: Sequence[str], k: int, *, fixed: Collection[str] = ()
) -> Suppressed | None:
    """Return the table with the fewest cells blanked that leaves no class under `k`, if any can.

    The columns of `fixed` are part of the key, but cannot be blanked, as the pattern of time points
    that the answers show. Persons of one class are alike, so the first by person id are taken. Each
    must have one row.
    """
    table.require_one_row_each()
    sizes = _in_order(class_frequencies(table, names).classes)
    may_blank = [(False,) if name in fixed else (False, True) for name in names]
    if len(sizes) * prod(map(len, may_blank)) > MOST_STEPS:
        raise TooManyCellsError(
            "För många klasser och kolumner för att dölja enstaka värden. "
            "Gör hierarkierna grövre eller ta bort personer i stället."
        )
    steps = _steps(sizes, may_blank, k)
    try:
        counts = _fewest_blanks(sizes, steps, k) if sizes else ()
    except NoAnswerError:
        return None
    plan: dict[Key, list[Key]] = {}
    for step, count in zip(steps, counts, strict=True):
        plan.setdefault(step.start, []).extend([step.result] * count)
    return _carried_out(table, names, plan)


def _in_order(sizes: Mapping[Key, int]) -> Mapping[Key, int]:
    """Return the classes in an order of their own, so that the order of rows decides nothing."""
    return dict(sorted(sizes.items(), key=lambda each: [repr(cell) for cell in each[0]]))


def _steps(
    sizes: Mapping[Key, int], may_blank: Sequence[tuple[bool, ...]], k: int
) -> tuple[_Step, ...]:
    """Return what can be done, but for what leaves a person under `k` whoever else joins."""
    steps: dict[tuple[Key, Key], _Step] = {}
    able: dict[Key, int] = {}
    for start, size in sizes.items():
        for result, blanks in _results(start, may_blank):
            if (start, result) not in steps:
                steps[start, result] = _Step(start, result, blanks)
                able[result] = able.get(result, 0) + size
    return tuple(step for step in steps.values() if able[step.result] >= k)


def _results(start: Key, may_blank: Sequence[tuple[bool, ...]]) -> Iterator[tuple[Key, int]]:
    for blank in product(*may_blank):
        result = tuple(
            SUPPRESSED if hidden else cell for hidden, cell in zip(blank, start, strict=True)
        )
        yield result, changed(start, result)


def _fewest_blanks(sizes: Mapping[Key, int], steps: Sequence[_Step], k: int) -> tuple[int, ...]:
    """Return how many persons take each step; a result is used by none or by at least `k`."""
    if not steps:
        raise NoAnswerError
    into: dict[Key, list[int]] = {}
    out_of: dict[Key, list[int]] = {start: [] for start in sizes}
    for place, step in enumerate(steps):
        into.setdefault(step.result, []).append(place)
        out_of[step.start].append(place)
    used = {result: len(steps) + place for place, result in enumerate(into)}
    rows = [
        Row([(place, 1) for place in places], sizes[start], sizes[start])
        for start, places in out_of.items()
    ]
    rows += [
        Row([*((place, 1) for place in places), (used[result], -k)], 0, INFINITY)
        for result, places in into.items()
    ]
    rows += [
        Row([(place, 1), (used[step.result], -sizes[step.start])], -INFINITY, 0)
        for place, step in enumerate(steps)
    ]
    costs = [step.blanks for step in steps] + [0] * len(used)
    highest = [sizes[step.start] for step in steps] + [1] * len(used)
    return least_whole(costs, highest, rows)[: len(steps)]


def _carried_out(
    table: Microdata, names: Sequence[str], plan: Mapping[Key, list[Key]]
) -> Suppressed:
    rows = sorted(zip(table.persons, table.keys(names), strict=True))
    after = {person: plan[start].pop(0) for person, start in rows}
    touched = frozenset(person for person, start in rows if after[person] != start)
    columns = {
        name: tuple(after[person][place] for person in table.persons)
        for place, name in enumerate(names)
    }
    cells = {name: changed(table.column(name), column) for name, column in columns.items()}
    return Suppressed(table.replaced(columns), touched, cells)
