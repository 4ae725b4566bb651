"""The search of all ways to generalise: every node of the lattice is looked at.

A node takes each column to one level of its hierarchy (the lattice of Samarati 2001, «Protecting
respondents' identities in microdata release», TKDE 13(6), section on generalization hierarchies).
A node is allowed if at most a declared share of the persons stands in classes under k; those would
be suppressed. Nothing is skipped, so that the best is the best by inspection and not by a proof.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import assert_never

import numpy as np

from kast_eval.dataset.anonymise.grouping import Numbers, Truths, dense, joined, numbered
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.loss import Loss, with_suppressed
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError, is_missing

MOST_SUPPRESSED = Fraction(1, 20)
"""The share of persons that may be suppressed (dataset.md, pipeline 6)."""


@dataclass(frozen=True)
class Node:
    """One way to generalise: the level of each column, and what it leads to at k.

    `suppressed` is how many persons stand in classes under k; `classes` how many classes are kept.
    """

    levels: tuple[int, ...]
    loss: Fraction
    discernibility: int
    suppressed: int
    classes: int


@dataclass(frozen=True)
class Search:
    """Every node of a lattice, in the order of its levels, and how many may be suppressed."""

    columns: tuple[str, ...]
    nodes: tuple[Node, ...]
    may_suppress: int

    @property
    def allowed(self) -> tuple[Node, ...]:
        """Return the nodes that suppress few enough persons."""
        return tuple(node for node in self.nodes if node.suppressed <= self.may_suppress)

    @property
    def ranked(self) -> tuple[Node, ...]:
        """Return the allowed nodes, that of least loss first, for whoever asks more than k of one.

        Ties go to the least discernibility, then to the lowest levels from the first column on.
        """
        return tuple(
            sorted(self.allowed, key=lambda node: (node.loss, node.discernibility, node.levels))
        )

    @property
    def best(self) -> Node | None:
        """Return the first of the ranked, None where no node is allowed."""
        return next(iter(self.ranked), None)

    @property
    def minimal(self) -> tuple[Node, ...]:
        """Return the allowed nodes from which no column can be taken one level down.

        Classes only grow from a level to the next, so a node one below is all that has to be asked.
        """
        allowed = {node.levels for node in self.allowed}
        return tuple(
            node for node in self.allowed if not any(each in allowed for each in _below(node))
        )


@dataclass(frozen=True)
class _Column:
    """A column as numbers on every level, with what each cell loses there."""

    height: int
    numbers: tuple[Numbers, ...]
    widths: tuple[int, ...]
    leaves_lost: tuple[Numbers, ...]
    most_lost: int


def search_lattice(
    table: Microdata,
    hierarchies: Sequence[Hierarchy],
    *,
    k: int,
    most_suppressed: Fraction = MOST_SUPPRESSED,
    loss: Loss = Loss.PRECISION,
) -> Search:
    """Return what every node leads to; each person must have one row."""
    table.require_one_row_each()
    if not hierarchies:
        raise TableShapeError("no column to generalise")
    names = tuple(hierarchy.column for hierarchy in hierarchies)
    columns = [_as_numbers(table, hierarchy) for hierarchy in hierarchies]
    persons = len(table.persons)
    nodes = tuple(_nodes(columns, persons, k, loss)) if persons else ()
    return Search(names, nodes, int(most_suppressed * persons))


def node_count(hierarchies: Sequence[Hierarchy]) -> int:
    """Return how many nodes the lattice has."""
    return prod(hierarchy.height + 1 for hierarchy in hierarchies)


def _below(node: Node) -> Iterator[tuple[int, ...]]:
    for place, level in enumerate(node.levels):
        if level > 0:
            yield (*node.levels[:place], level - 1, *node.levels[place + 1 :])


def _as_numbers(table: Microdata, hierarchy: Hierarchy) -> _Column:
    cells = table.column(hierarchy.column)
    hierarchy.require_parents(cells)
    levels = range(hierarchy.height + 1)
    numbers = tuple(numbered([hierarchy.at(cell, level) for cell in cells]) for level in levels)
    lost = tuple(np.array(_leaves_lost(hierarchy, cells, level), np.int64) for level in levels)
    return _Column(
        height=hierarchy.height,
        numbers=numbers,
        widths=tuple(int(each.max(initial=0)) + 1 for each in numbers),
        leaves_lost=lost,
        most_lost=len(hierarchy.ancestors) - 1,
    )


def _leaves_lost(hierarchy: Hierarchy, cells: Sequence[int | str], level: int) -> list[int]:
    leaves = hierarchy.leaves(level)
    return [
        0 if is_missing(cell) and cell not in hierarchy.ancestors
        else leaves[hierarchy.at(cell, level)] - 1
        for cell in cells
    ]  # fmt: skip


def _nodes(columns: Sequence[_Column], persons: int, k: int, loss: Loss) -> Iterator[Node]:
    """Give every node; what all columns but the last lead to is worked out once for its levels."""
    *first, last = columns
    for start in product(*(range(column.height + 1) for column in first)):
        together = np.zeros(persons, dtype=np.int64)
        for column, level in zip(first, start, strict=True):
            together = dense(joined(together, column.numbers[level]))
        for level in range(last.height + 1):
            classes = together * last.widths[level] + last.numbers[level]
            yield _node(columns, (*start, level), classes, k, loss)


def _node(
    columns: Sequence[_Column], levels: tuple[int, ...], classes: Numbers, k: int, loss: Loss
) -> Node:
    persons = len(classes)
    sizes = np.bincount(classes)
    kept = sizes[sizes >= k]
    suppressed = persons - int(kept.sum())
    discernibility = int((kept * kept).sum()) + suppressed * persons
    cost = _cost(columns, levels, sizes[classes] >= k, Fraction(discernibility, persons**2), loss)
    return Node(levels, cost, discernibility, suppressed, len(kept))


def _cost(
    columns: Sequence[_Column],
    levels: tuple[int, ...],
    kept: Truths,
    discernibility: Fraction,
    loss: Loss,
) -> Fraction:
    match loss:
        case Loss.PRECISION:
            return _precision_lost(columns, levels, kept)
        case Loss.LEAVES:
            return _leaves_mean(columns, levels, kept)
        case Loss.DISCERNIBILITY:
            return discernibility
        case _:
            assert_never(loss)


def _precision_lost(columns: Sequence[_Column], levels: tuple[int, ...], kept: Truths) -> Fraction:
    lost = sum(
        (
            Fraction(level, max(column.height, 1))
            for column, level in zip(columns, levels, strict=True)
        ),
        Fraction(0),
    ) / len(columns)
    persons = int(kept.sum())
    return with_suppressed(lost * persons, len(kept), len(kept) - persons)


def _leaves_mean(columns: Sequence[_Column], levels: tuple[int, ...], kept: Truths) -> Fraction:
    lost = sum(
        (
            Fraction(int(column.leaves_lost[level][kept].sum()), max(column.most_lost, 1))
            for column, level in zip(columns, levels, strict=True)
        ),
        Fraction(0),
    ) / len(columns)
    return with_suppressed(lost, len(kept), len(kept) - int(kept.sum()))
