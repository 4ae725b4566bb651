"""Clinics beside each other without a small number: those with too few stand together.

Clinics are put in groups by how many clients they have. A group stands together in a family of
splits if any of its clinics has a count under SMALLEST_COUNT there, and in all families if any has
fewer than FEWEST_CLIENTS clients; `added_up.py` says when more groups join. All that stand together
are added up, and only their sum is shown.

A split that refines another parts its categories. Who is hidden in that one is hidden in it too,
and where that one is not shown at all neither is it.

Against whoever does not know this rule: let two clinics in the sum exchange two whole clients, each
with all answers of the family. No number of the family changes, nor any size, nor what the forms
say of each other, for the clients are the same. Exchanged as often as it goes, a count takes every
number between max(0, row + column - all) and min(row, column) (Fréchet's bounds); clinics of
unknown size can give clients away too. That takes that no category of one family says anything of a
category of another: splits that are tied together by the forms are one family. A session that held
something is a session, but to have had none is no category: it is among few sessions, and among
each no.

Where clinics are alone in a split that another one refines, let them exchange clients of the same
category of it. A count of the refining split then takes every number between max(0, row + column -
all) and min(row, column) of that category, where the row is the clinic's shown count and so at
least SMALLEST_COUNT; the columns are those of a sum that is enough. To who knows the rule and a
clinic such rows say more: of three clinics they can leave a single number, of four that was not
found.

A split of a family that all clinics together are too few for is left out, or its middle step told
with the last. Its counts then add up to what the others tell of those it is asked of, which is at
least SMALLEST_COUNT or hidden itself, and nothing else binds them.

Who knows the rule knows more: that some clinic of a group has a small count, that a sum that is
shown is large enough, also without any one clinic, and that with fewer groups it was not. To hide a
whole group or none keeps that from saying whose count is what. It is not proved but tried, on every
way in which the clients of a few small clinics can be split: `tests/quality/attack.py` runs this
rule on each and compares what is shown, also as one who knows everything of one of the clinics.
Each hidden count could be at least six different numbers; five, where clinics have ten clients.

What a person filters is rows and tables of this one answer, so no order of filters tells more.
Not hidden is what the rule says of itself: that somebody in a group has a small count somewhere.
Nor are two clinics that tell each other all they know, nor two answers of two quarters.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from kast_eval.quality.added_up import (
    Group,
    added_up,
    enough_together,
    groups_of,
    is_enough,
)
from kast_eval.quality.splits import FAMILIES, PARTED, REFINES, Clients, Counts, Split, coarse
from kast_eval.study.small_numbers import SMALLEST_COUNT

FEWEST_CLIENTS = 10
"""A clinic with fewer clients who have ended is told of together with others only (manual, 20)."""

FEWEST_TO_PART = 4
"""So many clinics at least are in a sum that parts shown counts."""

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
    groups = groups_of({code: one.persons for code, one in clinics.items()})
    few = [group for group in groups if any(clinics[c].persons < FEWEST_CLIENTS for c in group)]
    rows: dict[Split, _ByClinic] = {}
    merged: dict[Split, frozenset[str]] = {}
    for family in FAMILIES:
        coarser = REFINES.get(family[0])
        parted = frozenset() if coarser is None else merged[coarser]
        always = [one for one in groups if one in few or not parted.isdisjoint(one)]
        told = _told(clinics, family, few) if coarser is None or rows[coarser] else {}
        counts = {code: _columns(told, code) for code in clinics}
        is_open = partial(_is_open, clinics, family[0])
        hidden = added_up(groups, always, counts, is_open) if told else None
        for split in family:
            merged[split] = frozenset() if hidden is None else hidden
            shown = split in told and hidden is not None
            rows[split] = _rows(told[split], merged[split]) if shown else {}
    alone = sorted(code for group in groups if group not in few for code in group)
    return Together(rows, merged, {code: clinics[code].persons for code in alone})


def _told(
    clinics: Mapping[str, Clients], family: Sequence[Split], few: Collection[Group]
) -> Mapping[Split, _ByClinic]:
    """Return the splits of a family that can be shown, coarse if need be.

    All clinics together are enough for them, or each of the clinics is.
    """
    all_enough = enough_together(one.persons for one in clinics.values())
    found: dict[Split, _ByClinic] = {}
    for split in family:
        fine = {code: one.splits[split] for code, one in clinics.items()}
        versions = (fine, {code: coarse(counts) for code, counts in fine.items()})
        safe = next(
            (one for one in versions if _each(one, few) or (all_enough and _together(one))), None
        )
        if safe is not None:
            found[split] = safe
    return found


def _is_open(clinics: Mapping[str, Clients], split: Split, codes: Collection[str]) -> bool:
    """Tell whether enough of some clinics have clients whom the split parts."""
    return all(
        sum(any(clinics[code].splits[split][part] for part in parts) for code in codes)
        >= FEWEST_TO_PART
        for parts in PARTED.get(split, ())
    )


def _each(counts: _ByClinic, few: Collection[Group]) -> bool:
    return not few and all(min(one.values()) >= SMALLEST_COUNT for one in counts.values())


def _together(counts: _ByClinic) -> bool:
    rows = [one.values() for one in counts.values()]
    return all(is_enough(column) for column in zip(*rows, strict=True))


def _columns(told: Mapping[Split, _ByClinic], code: str) -> tuple[int, ...]:
    return tuple(count for counts in told.values() for count in counts[code].values())


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
