"""Trajectories: what a person's answers over time give away together.

Whoever knows two of a person's answers must not be able to pick the person out: each pair of
released outcome points is a key of its own, with at least k persons to each combination of values
met (k^m-anonymity with m = 2 over points in place of items: Terrovitis, Mamoulis and Kalnis 2008,
«Privacy-preserving anonymization of set-valued data», PVLDB 1(1), definition of k^m-anonymity).
At which time points a person is present at all is a quasi-identifier beside the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Microdata, Value, is_missing

TimePoints = Mapping[str, tuple[str, ...]]
"""The outcome columns of each time point, in time's order: {"t0": ("score_t0",), …}."""


@dataclass(frozen=True)
class PairRisk:
    """One pair of outcome points: its smallest class, and how many persons stand under k."""

    points: tuple[str, ...]
    smallest: int
    under: frozenset[str]


def presence_patterns(table: Microdata, points: TimePoints) -> tuple[Value, ...]:
    """Return for each row at which time points it has an answer: «t0+t6», «t0», «-».

    A time point counts as present if any of its columns holds something else than a missing code.
    """
    if not points:
        return ("-",) * len(table.persons)
    present = [
        [not all(is_missing(cell) for cell in cells) for cells in table.keys(columns)]
        for columns in points.values()
    ]
    return tuple(
        "+".join(name for name, there in zip(points, row, strict=True) if there) or "-"
        for row in zip(*present, strict=True)
    )


def trajectory_pairs(table: Microdata, points: TimePoints, k: int) -> tuple[PairRisk, ...]:
    """Return the risk of every pair of outcome points; of the point itself, if there is but one."""
    columns = [column for each in points.values() for column in each]
    pairs: Sequence[tuple[str, ...]] = list(combinations(columns, 2)) or [(c,) for c in columns]
    risks = []
    for pair in pairs:
        found = class_frequencies(table, pair)
        risks.append(PairRisk(pair, found.k, found.under(k)))
    return tuple(risks)
