"""A clinic beside all others, where enough of them stand behind it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.quality.share import Share
from kast_eval.quality.splits import Clients, Measure, Split
from kast_eval.quality.together import FEWEST_CLIENTS
from kast_eval.study.small_numbers import SMALLEST_COUNT

FEWEST_CLINICS, FEWEST_PERSONS = 3, 50
"""Fewer other clinics that are not small, or fewer clients, are not told of (manual, 20)."""

TOLD = (Split.WAIT, Split.CHECKIN, Split.ENDING, Split.FORMS)
"""What a clinic sees beside the others: how it works, not how its clients fare."""


@dataclass(frozen=True)
class Others:
    """The shares of a clinic and of all others together, as they were on a day."""

    day: date
    clinics: int
    own: Mapping[Split, Share]
    others: Mapping[Split, Share]


def others_of(own: Clients, others: Collection[Clients], day: date) -> Others | None:
    """Return the clinic beside the others; None if too few clinics or persons stand behind them."""
    large = [one for one in others if one.persons >= FEWEST_CLIENTS]
    if len(large) < FEWEST_CLINICS or sum(one.persons for one in large) < FEWEST_PERSONS:
        return None
    pooled = {split: _pooled(large, split) for split in TOLD}
    shown = {split: share for split, share in pooled.items() if _is_shown(share)}
    mine = {split: Measure(split).share(own.splits[split]) for split in shown}
    return Others(day, len(large), mine, shown)


def _pooled(clinics: Collection[Clients], split: Split) -> Share:
    shares = [Measure(split).share(one.splits[split]) for one in clinics]
    return Share(sum(one.part for one in shares), sum(one.whole for one in shares))


def _is_shown(share: Share) -> bool:
    return SMALLEST_COUNT <= share.part <= share.whole - SMALLEST_COUNT
