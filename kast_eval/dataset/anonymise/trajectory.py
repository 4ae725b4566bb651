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
from kast_eval.dataset.anonymise.microdata import Key, Microdata, Value, is_missing
from kast_eval.kinds.answer import Missing

TimePoints = Mapping[str, tuple[str, ...]]
"""The outcome columns of each time point, in time's order: {"t0": ("score_t0",), …}."""

_NO_FORM: Value = int(Missing.FORM_MISSING)


@dataclass(frozen=True)
class PairRisk:
    """One pair of outcome points: its smallest class, and how many persons stand under k."""

    points: tuple[str, ...]
    smallest: int
    under: frozenset[str]


def presence_patterns(table: Microdata, points: TimePoints) -> tuple[Value, ...]:
    """Return for each row at which time points it has an answer: «t0+t6», «t0», «-».

    A time point counts as present if any of its columns holds something else than a missing code.
    Where another form of it is missing, the columns that show so are named: «t0 (score_t0)».
    """
    if not points:
        return ("-",) * len(table.persons)
    present = [
        [_presence(name, columns, cells) for cells in table.keys(columns)]
        for name, columns in points.items()
    ]
    return tuple("+".join(filter(None, row)) or "-" for row in zip(*present, strict=True))


def _presence(point: str, columns: Sequence[str], cells: Key) -> str:
    """Return the time point if somebody answered then, with the columns of what is not there."""
    if all(is_missing(cell) for cell in cells):
        return ""
    gone = [name for name, cell in zip(columns, cells, strict=True) if cell == _NO_FORM]
    return f"{point} ({', '.join(gone)})" if gone else point


def trajectory_pairs(table: Microdata, points: TimePoints, k: int) -> tuple[PairRisk, ...]:
    """Return the risk of every pair of outcome points; of the point itself, if there is but one."""
    columns = [column for each in points.values() for column in each]
    pairs: Sequence[tuple[str, ...]] = list(combinations(columns, 2)) or [(c,) for c in columns]
    risks = []
    for pair in pairs:
        found = class_frequencies(table, pair)
        risks.append(PairRisk(pair, found.k, found.under(k)))
    return tuple(risks)
