"""Clinics beside each other without a small number: those with too few stand together.

A clinic has a row of its own in a family of splits if every count of the row is at least
SMALLEST_COUNT. The others are added up; only their sum is shown. That hides what it is to hide:

* Whoever holds all tables knows the sums, and how many clients each clinic has that is larger than
  FEWEST_CLOSED. The clinics under that are in the sum of every table, so nobody learns their size
  from two different sums.
* What is left is a table whose margins are known and whose cells are not. A cell of it can be
  anything between max(0, row + column - all) and min(row, column). As each column, each known row,
  all but each column, and all but each known row are at least SMALLEST_COUNT, that is at least as
  wide (Fréchet's bounds).
* Two tables with a common category have the same rows, so that no difference of sums has fewer
  clinics in it than a sum.

What a person filters is rows and tables of this one answer, so no order of filters tells more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.quality.splits import FAMILIES, Clients, Counts, Split

FEWEST_CLOSED = 10
"""A clinic with fewer closed clients is told of together with others only (manual, 20)."""

SMALLEST_COUNT = 5
"""No smaller count of clients is shown outside their clinic (manual, 20)."""

FEWEST_TOGETHER = 2

OTHERS = ""
"""Stands for the clinics that are told of together, in place of a clinic's code."""

Rows = Mapping[str, Mapping[Split, Counts]]


@dataclass(frozen=True)
class Together:
    """The rows of every split by clinic, and OTHERS last; a split without rows has too few.

    `persons` has how many clients each clinic of the known size has; `merged` which clinics are in
    the sum of each split.
    """

    rows: Mapping[Split, Mapping[str, Counts]]
    merged: Mapping[Split, frozenset[str]]
    persons: Mapping[str, int]

    def all_of(self, split: Split) -> Counts | None:
        """Return the sum of all clinics; None if it is not shown."""
        rows = self.rows[split]
        return _sum(rows.values()) if rows else None


def together(clinics: Mapping[str, Clients]) -> Together:
    """Return what may be shown of clinics beside each other."""
    small = _small(clinics)
    rows: dict[Split, Mapping[str, Counts]] = {}
    merged: dict[Split, frozenset[str]] = {}
    for family in FAMILIES:
        hidden = _hidden(clinics, family, small)
        for split in family:
            merged[split] = frozenset(hidden or ())
            rows[split] = {} if hidden is None else _rows(clinics, split, hidden)
    known = {code: one.persons for code, one in sorted(clinics.items()) if code not in small}
    return Together(rows, merged, known)


def _small(clinics: Mapping[str, Clients]) -> frozenset[str]:
    """Return the clinics that never stand alone: none, or at least two that are enough together."""
    order = sorted(clinics, key=lambda code: (clinics[code].closed, clinics[code].persons, code))
    count = sum(one.closed < FEWEST_CLOSED for one in clinics.values())
    while 0 < count < len(order) and not _is_enough([clinics[code] for code in order[:count]]):
        count += 1
    return frozenset(order[:count])


def _is_enough(clinics: Sequence[Clients]) -> bool:
    return len(clinics) >= FEWEST_TOGETHER and sum(one.persons for one in clinics) >= SMALLEST_COUNT


def _hidden(
    clinics: Mapping[str, Clients], family: Sequence[Split], small: frozenset[str]
) -> frozenset[str] | None:
    """Return the clinics that are added up in a family of splits; None if even all are too few."""
    least = {
        code: min(min(one.splits[split].values()) for split in family)
        for code, one in clinics.items()
    }
    order = sorted(clinics, key=lambda code: (code not in small, least[code], code))
    count = sum(code in small or least[code] < SMALLEST_COUNT for code in clinics)
    if count == 0 and clinics:
        return frozenset()
    while count <= len(order):
        if _is_safe(
            [clinics[code] for code in order[:count]], family, known=_known(order[:count], small)
        ):
            return frozenset(order[:count])
        count += 1
    return None


def _known(codes: Iterable[str], small: frozenset[str]) -> Sequence[bool]:
    return [code not in small for code in codes]


def _is_safe(clinics: Sequence[Clients], family: Sequence[Split], *, known: Sequence[bool]) -> bool:
    """Tell whether the sum of the clinics keeps each of their counts within wide enough bounds."""
    persons = sum(one.persons for one in clinics)
    others = [persons - one.persons for one, told in zip(clinics, known, strict=True) if told]
    columns = [
        count for split in family for count in _sum(one.splits[split] for one in clinics).values()
    ]
    margins = (*columns, *others)
    return len(clinics) >= FEWEST_TOGETHER and min(margins) >= SMALLEST_COUNT


def _rows(
    clinics: Mapping[str, Clients], split: Split, hidden: frozenset[str]
) -> Mapping[str, Counts]:
    rows = {code: one.splits[split] for code, one in sorted(clinics.items()) if code not in hidden}
    if hidden:
        rows[OTHERS] = _sum(clinics[code].splits[split] for code in hidden)
    return rows


def _sum(counts: Iterable[Counts]) -> Counts:
    parts: Counts = {}
    for one in counts:
        parts = {part: parts.get(part, 0) + count for part, count in one.items()}
    return parts
