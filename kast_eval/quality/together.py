"""Clinics beside each other without a small number: those with too few stand together.

A clinic has a row of its own in a family of splits if every count of the row is at least
SMALLEST_COUNT. The others are added up; only their sum is shown. Whoever holds all tables, and
everything about the clients of one clinic too, then knows of the other clinics in a sum:

* the sum, less the own clinic: at least SMALLEST_COUNT in each category, of at least two clinics;
* how many clients each of them has, but for those with fewer than FEWEST_CLOSED closed and the
  ones that keep them company. They are in the sum of every table, so nobody learns their sizes
  from two different sums.

Let two clinics in a sum exchange two whole clients, each with all answers of the family. No number
of the family changes, nor any size, nor what the forms say of each other, for the clients are the
same. Exchanged as often as it goes, a count takes every number between max(0, row + column - all)
and min(row, column) (Fréchet's bounds); clinics of unknown size can give clients away too. As each
column, each known row, and all but each of them are at least SMALLEST_COUNT, that is at least as
wide. It takes that no category of one family says anything of a category of another: splits that
are tied together by the forms are one family.

What a person filters is rows and tables of this one answer, so no order of filters tells more.
Not hidden is what the rule says of itself: that a clinic in a sum has a small count somewhere, and
one of known size FEWEST_CLOSED closed. Nor are two answers laid beside each other, of two quarters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.quality.splits import FAMILIES, PARTS, Clients, Counts, Split

FEWEST_CLOSED = 10
"""A clinic with fewer closed clients is told of together with others only (manual, 20)."""

SMALLEST_COUNT = 5
"""No smaller count of clients is shown outside their clinic (manual, 20)."""

FEWEST_TOGETHER = 3
"""With two in a sum, each could take itself away and have the other."""

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
    """Return the clinics that never stand alone: none, or enough of them together."""
    order = sorted(clinics, key=lambda code: (clinics[code].closed, clinics[code].persons, code))
    count = sum(one.closed < FEWEST_CLOSED for one in clinics.values())
    while 0 < count < len(order) and not _is_enough([clinics[code] for code in order[:count]]):
        count += 1
    return frozenset(order[:count])


def _is_enough(clinics: Sequence[Clients]) -> bool:
    """Tell whether the clinics are many, and their clients too without any one of the clinics."""
    persons = [one.persons for one in clinics]
    return len(clinics) >= FEWEST_TOGETHER and sum(persons) - max(persons) >= SMALLEST_COUNT


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
        if _is_safe([clinics[code] for code in order[:count]], family):
            return frozenset(order[:count])
        count += 1
    return None


def _is_safe(clinics: Sequence[Clients], family: Sequence[Split]) -> bool:
    """Tell whether each column of the sum is large enough without any one of the clinics."""
    if len(clinics) < FEWEST_TOGETHER:
        return False
    columns = [
        [one.splits[split][part] for one in clinics] for split in family for part in PARTS[split]
    ]
    return all(sum(column) - max(column) >= SMALLEST_COUNT for column in columns)


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
