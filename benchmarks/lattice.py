"""The search of all ways to generalise, beside a bare NumPy grouping of as many nodes."""

from collections.abc import Iterator
from functools import partial
from itertools import product
from random import Random

import numpy as np

from benchmarks.measured import Figure, a_second
from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.lattice import node_count, search_lattice
from kast_eval.dataset.anonymise.loss import Loss
from kast_eval.dataset.anonymise.microdata import Microdata

PERSONS = 2000
NODES = 6480
SECONDS = 2
"""The whole search is to take so many seconds of the processor at most."""


def bands(column: str, values: int, *widths: int) -> Hierarchy:
    return Hierarchy(
        column, {value: tuple(value // width for width in widths) for value in range(values)}
    )


HIERARCHIES = (
    bands("age", 60, 5, 10, 20, 60),
    bands("education", 8, 2, 4, 8),
    bands("relation", 6, 3, 6),
    bands("employment", 6, 3, 6),
    bands("score_start", 41, 2, 4, 8, 16, 64),
    bands("score_month_6", 41, 2, 4, 8, 16, 64),
)


def made_up_persons() -> Microdata:
    chooser = Random(1)
    return Microdata(
        tuple(str(number) for number in range(PERSONS)),
        {
            hierarchy.column: tuple(chooser.choices(list(hierarchy.ancestors), k=PERSONS))
            for hierarchy in HIERARCHIES
        },
    )


def group_only(table: Microdata) -> None:
    columns = [
        [
            np.array([hierarchy.at(cell, level) for cell in table.column(hierarchy.column)])
            for level in range(hierarchy.height + 1)
        ]
        for hierarchy in HIERARCHIES
    ]
    for levels in product(*(range(len(column)) for column in columns)):
        keys = np.zeros(PERSONS, dtype=np.int64)
        for column, level in zip(columns, levels, strict=True):
            keys = keys * 64 + column[level].astype(np.int64)
        np.unique(keys, return_counts=True)


def figures() -> Iterator[Figure]:
    assert node_count(HIERARCHIES) == NODES
    table = made_up_persons()
    for loss in Loss:
        rates = a_second(
            NODES,
            partial(search_lattice, table, HIERARCHIES, k=5, loss=loss),
            partial(group_only, table),
        )
        yield Figure(f"searched nodes, {PERSONS} persons, {loss}", *rates, at_least=NODES / SECONDS)
