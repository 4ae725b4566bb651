"""How far clients came at last, clinic by clinic, so that small clinics stand together."""

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.quality.flow import Flow
from kast_eval.quality.step import Step

FEWEST_CLOSED = 10
"""A clinic with fewer closed clients is told of together with others only (manual, 20)."""

OTHERS = ""
"""Stands for the clinics that are told of together, in place of a clinic's code."""

CLIENT_STEPS = (
    Step.BEGAN,
    Step.START,
    Step.CHECKIN,
    Step.CLOSED,
    Step.CLOSING,
    Step.FOLLOWED_UP,
)
"""The steps of clients, in order."""

_FEWEST_TOGETHER = 2


@dataclass(frozen=True)
class Reach:
    """How many clients of a clinic came to each step and no further, and how many are closed."""

    last: Mapping[Step, int]
    closed: int

    @property
    def persons(self) -> int:
        """Return how many clients there are."""
        return sum(self.last.values())


def reach_of(flow: Flow) -> Reach:
    """Return how far the clients of a flow came; each of them is counted at one step."""
    last = {
        before.step: before.reached - after.reached
        for before, after in itertools.pairwise(flow.clients)
    }
    end = flow.clients[-1]
    closed = flow.step(Step.CLOSED)
    return Reach({**last, end.step: end.reached}, closed.reached + closed.outside)


def together(reaches: Mapping[str, Reach]) -> Mapping[str, Reach]:
    """Return the clinics by code, the small ones as OTHERS, of which there are never only one."""
    alone = sorted(
        (code for code, one in reaches.items() if one.closed >= FEWEST_CLOSED),
        key=lambda code: (reaches[code].closed, code),
    )
    small = sorted(reaches.keys() - set(alone))
    while alone and 0 < len(small) < _FEWEST_TOGETHER:
        # One small clinic beside a country's total would be told of after all.
        small.append(alone.pop(0))
    found = {code: reaches[code] for code in sorted(alone)}
    if small:
        counts = Counter[Step]()
        for code in small:
            counts.update(reaches[code].last)
        found[OTHERS] = Reach(counts, sum(reaches[code].closed for code in small))
    return found
