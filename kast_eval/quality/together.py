"""Clinics beside each other without a small number: those with too few stand together.

A clinic has a row of its own in a family of splits if every count of the row is at least
SMALLEST_COUNT. The others are added up; only their sum is shown. Whoever holds all tables, and
everything about the clients of one clinic too, then knows of the other clinics in a sum:

* the sum, less the own clinic: at least SMALLEST_COUNT in each category, of at least two clinics;
* how many clients each of them has, but for those with fewer than FEWEST_CLIENTS and the ones that
  keep them company. They are in the sum of every table, so nobody learns their sizes from two
  different sums. A clinic without clients is in the sum too, and is no company: it may be new, and
  then another page says so.

Let two clinics in a sum exchange two whole clients, each with all answers of the family. No number
of the family changes, nor any size, nor what the forms say of each other, for the clients are the
same. Exchanged as often as it goes, a count takes every number between max(0, row + column - all)
and min(row, column) (Fréchet's bounds); clinics of unknown size can give clients away too. As each
column, each known row, and all but each of them are at least SMALLEST_COUNT, that is at least as
wide. It takes that no category of one family says anything of a category of another: splits that
are tied together by the forms are one family. A session that held something is a session, but to
have had none is no category: it is among few sessions, and among each no.

A split of a family that all clinics together are too few for is left out, or its middle step told
with the last. Its counts then add up to what the others tell of those it is asked of, which is at
least SMALLEST_COUNT or hidden itself, and nothing else binds them.

What a person filters is rows and tables of this one answer, so no order of filters tells more.
Not hidden is what the rule says of itself: that a clinic in a sum has a small count somewhere, and
one of known size FEWEST_CLIENTS. Nor are two answers laid beside each other, of two quarters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.quality.splits import FAMILIES, Clients, Counts, Split, coarse

FEWEST_CLIENTS = 10
"""A clinic with fewer clients who have ended is told of together with others only (manual, 20)."""

SMALLEST_COUNT = 5
"""No smaller count of clients is shown outside their clinic (manual, 20)."""

FEWEST_TOGETHER = 3
"""With two in a sum, each could take itself away and have the other."""

OTHERS = ""
"""Stands for the clinics that are told of together, in place of a clinic's code."""

_ByClinic = Mapping[str, Counts]


@dataclass(frozen=True)
class Together:
    """The rows of every split by clinic, and OTHERS last; a split without rows has too few.

    `persons` has how many clients each clinic of the known size has; `merged` which clinics are in
    the sum of each split.
    """

    rows: Mapping[Split, _ByClinic]
    merged: Mapping[Split, frozenset[str]]
    persons: Mapping[str, int]

    def all_of(self, split: Split) -> Counts | None:
        """Return the sum of all clinics; None if it is not shown."""
        rows = self.rows[split]
        return _sum(rows.values()) if rows else None


def together(clinics: Mapping[str, Clients]) -> Together:
    """Return what may be shown of clinics beside each other."""
    small = _small(clinics)
    rows: dict[Split, _ByClinic] = {}
    merged: dict[Split, frozenset[str]] = {}
    for family in FAMILIES:
        told = _told(clinics, family, small)
        hidden = _hidden(told, small) if told else frozenset()
        for split in family:
            merged[split] = hidden
            rows[split] = _rows(told[split], hidden) if split in told else {}
    known = {code: one.persons for code, one in sorted(clinics.items()) if code not in small}
    return Together(rows, merged, known)


def enough_together(numbers: Iterable[int]) -> bool:
    """Tell whether those of several clinics are many clinics, and enough without any one."""
    found = [one for one in numbers if one]
    return len(found) >= FEWEST_TOGETHER and sum(found) - max(found) >= SMALLEST_COUNT


def _small(clinics: Mapping[str, Clients]) -> frozenset[str]:
    """Return the clinics that never stand alone: none, or enough of them together."""
    order = sorted(clinics, key=lambda code: (clinics[code].persons, code))
    count = sum(one.persons < FEWEST_CLIENTS for one in clinics.values())
    while 0 < count < len(order) and not enough_together(
        clinics[code].persons for code in order[:count]
    ):
        count += 1
    return frozenset(order[:count])


def _told(
    clinics: Mapping[str, Clients], family: Sequence[Split], small: frozenset[str]
) -> Mapping[Split, _ByClinic]:
    """Return the splits of a family that can be shown, coarse if need be.

    All clinics together are enough for them, or each of the clinics is.
    """
    found: dict[Split, _ByClinic] = {}
    for split in family:
        fine = {code: one.splits[split] for code, one in clinics.items()}
        versions = (fine, {code: coarse(counts) for code, counts in fine.items()})
        safe = next((one for one in versions if _can_be_shown(one, small)), None)
        if safe is not None:
            found[split] = safe
    return found


def _can_be_shown(counts: _ByClinic, small: frozenset[str]) -> bool:
    each = not small and all(min(one.values()) >= SMALLEST_COUNT for one in counts.values())
    return bool(counts) and (each or _is_safe([counts], counts))


def _hidden(told: Mapping[Split, _ByClinic], small: frozenset[str]) -> frozenset[str]:
    """Return the clinics that are added up in a family of splits; all of them are enough."""
    tables = [*told.values()]
    least = {code: min(min(one[code].values()) for one in tables) for code in tables[0]}
    order = sorted(least, key=lambda code: (code not in small, least[code], code))
    count = sum(code in small or least[code] < SMALLEST_COUNT for code in order)
    while count and not _is_safe(tables, order[:count]):
        count += 1
    return frozenset(order[:count])


def _is_safe(tables: Iterable[_ByClinic], codes: Iterable[str]) -> bool:
    """Tell whether the sum of clinics has enough in each column without any one of them."""
    some = [*codes]
    rows = [[one[code] for code in some] for one in tables]
    persons = [sum(counts.values()) for counts in rows[0]]
    return enough_together(persons) and all(
        sum(column) - max(column) >= SMALLEST_COUNT
        for of_split in rows
        for column in zip(*(counts.values() for counts in of_split), strict=True)
    )


def _rows(counts: _ByClinic, hidden: frozenset[str]) -> _ByClinic:
    rows = {code: one for code, one in sorted(counts.items()) if code not in hidden}
    if hidden:
        rows[OTHERS] = _sum(counts[code] for code in hidden)
    return rows


def _sum(counts: Iterable[Counts]) -> Counts:
    parts: Counts = {}
    for one in counts:
        parts = {part: parts.get(part, 0) + count for part, count in one.items()}
    return parts
