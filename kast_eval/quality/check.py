"""What a check is: what it looks for, whom it asks, and why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kast_eval.quality.sheet import ClientSheets, Place
from kast_eval.wording import Wording

Places = Iterator[tuple[Place, ...]]
"""What a check finds: each time the places that do not go together."""

Find = Callable[[ClientSheets], Places]
"""Gives the places of each thing found among a client's sheets."""


class Asks(StrEnum):
    """Who is asked about what a check finds."""

    CLINIC = "clinic"
    LEAD = "lead"
    NOBODY = "nobody"
    """Nobody can answer for one client: it is a figure of the clinic, or of the study."""


def _nothing(_client: ClientSheets) -> Iterator[tuple[Place, ...]]:
    return iter(())


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong over several sheets.

    What a `hard` one finds cannot be true, so «it stands so» is no answer to it; no check stops a
    save, since the paper in hand may be the right one. `concerns` are forms and their items. One
    that is judged by the clinic's counts finds nothing among a client's sheets.
    """

    name: str
    title: Wording
    question: Wording
    reason: Wording
    concerns: tuple[tuple[str, str], ...]
    asks: Asks = Asks.CLINIC
    hard: bool = False
    find: Find = _nothing
