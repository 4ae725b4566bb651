"""How a figure is measured and shown."""

import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 3
"""Ours and the bare tool take turns, and the best round of each counts: other work only slows."""


@dataclass(frozen=True)
class Figure:
    """How many a second of ours and of the bare tool's, and what is aimed at.

    `most_times` is how many times the bare tool's work ours may be; `at_least` is ours alone.
    """

    name: str
    ours: float
    bare: float
    most_times: float | None = None
    at_least: float | None = None

    @property
    def times(self) -> float:
        """Return how many times the work of the bare tool ours is."""
        return self.bare / self.ours

    @property
    def reached(self) -> bool:
        """Tell whether it is as good as aimed at."""
        few_enough = self.most_times is None or self.times <= self.most_times
        return few_enough and (self.at_least is None or self.ours >= self.at_least)

    @property
    def aim(self) -> str:
        """Return what is aimed at, in words."""
        aims = [
            None if self.most_times is None else f"at most {self.most_times:g} times",
            None if self.at_least is None else f"at least {self.at_least:g}",
        ]
        return ", ".join(filter(None, aims))


def a_second(
    count: int,
    ours: Callable[[], object],
    bare: Callable[[], object],
    clock: Callable[[], float] = time.process_time,
) -> tuple[float, float]:
    """Return how many of `count` things a second does, ours and the bare tool's.

    A second is one of the processor, unless `clock` counts the waiting for a disk too.
    """
    best = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for place, work in enumerate((ours, bare)):
            started = clock()
            work()
            best[place] = min(best[place], clock() - started)
    return count / best[0], count / best[1]
