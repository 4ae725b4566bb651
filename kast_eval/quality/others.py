"""A clinic beside all others, where enough of them stand behind it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.quality.share import Share
from kast_eval.quality.splits import Clients, Part, Split, share_of_split
from kast_eval.quality.together import FEWEST_CLOSED, SMALLEST_COUNT

FEWEST_CLINICS, FEWEST_PERSONS = 3, 50
"""Fewer other clinics that are not small, or fewer clients, are not told of (manual, 20)."""

TOLD = (Split.WAIT, Split.START, Split.CHECKIN, Split.ENDING, Split.CLOSING)
"""What a clinic sees beside the others: how it works, not how its clients fare."""

TOLD_OUTSIDE = frozenset({Split.START, Split.CHECKIN, Split.CLOSING})
"""What may stand on a public paper: its drawings tell the waits and the endings of the quarter."""


@dataclass(frozen=True)
class Others:
    """The shares of a clinic and of all others together, as they were on a day.

    `outside` has those of them whose share of the clinic itself may stand on a public paper.
    """

    day: date
    clinics: int
    own: Mapping[Split, Share]
    others: Mapping[Split, Share]
    outside: frozenset[Split] = frozenset()


def others_of(own: Clients, others: Collection[Clients], day: date) -> Others | None:
    """Return the clinic beside the others; None if too few clinics or persons stand behind them."""
    large = [one for one in others if one.closed >= FEWEST_CLOSED]
    if len(large) < FEWEST_CLINICS or sum(one.persons for one in large) < FEWEST_PERSONS:
        return None
    pooled = {split: _pooled(large, split) for split in TOLD}
    shown = {split: share for split, share in pooled.items() if _is_shown(share)}
    mine = {split: share_of_split(own.splits[split]) for split in shown}
    return Others(day, len(large), mine, shown)


def steady_splits(quarters: Iterable[Clients]) -> frozenset[Split]:
    """Return the splits whose share at the last of the quarters may stand on a public paper.

    Both of its counts have grown by nobody or by at least 5 since the last time that they could be
    shown, at first since there was nobody. What lies between any two papers is then a sum of such
    steps, so that to subtract one paper from another gives no small count.
    """
    shown = dict.fromkeys(TOLD_OUTSIDE, (0, 0))
    steady: frozenset[Split] = frozenset()
    for one in quarters:
        now = {split: _ends(one, split) for split in TOLD_OUTSIDE}
        steady = frozenset(split for split in now if _is_step(shown[split], now[split]))
        shown |= {split: now[split] for split in steady}
    return steady


def _ends(clients: Clients, split: Split) -> tuple[int, int]:
    counts = clients.splits[split]
    return counts[Part.YES], counts[Part.NO]


def _is_step(before: tuple[int, int], now: tuple[int, int]) -> bool:
    grown = [new - old for old, new in zip(before, now, strict=True)]
    return all(one == 0 or one >= SMALLEST_COUNT for one in grown)


def _pooled(clinics: Collection[Clients], split: Split) -> Share:
    part = sum(one.splits[split][Part.YES] for one in clinics)
    return Share(part, part + sum(one.splits[split][Part.NO] for one in clinics))


def _is_shown(share: Share) -> bool:
    return SMALLEST_COUNT <= share.part <= share.whole - SMALLEST_COUNT
