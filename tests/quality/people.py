"""Clinics of made-up clients, each in one part of every split as the forms let them be."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from kast_eval.quality.splits import PARTS, Clients, Part, Split

Client = Mapping[Split, Part]


@dataclass(frozen=True)
class Told:
    """What the sheets of a client tell; what a form that is not there would tell does not count."""

    start: bool = True
    buyer: bool = True
    closed: bool = True
    closing: bool = True
    due: bool = True
    yes: frozenset[Split] = frozenset()

    def parts(self) -> Client:
        """Return the part of each split, by the rules of quality/splits.py."""
        found = {split: Part.YES if split in self.yes else Part.NO for split in Split}
        answered = self.start and self.closed and self.closing
        found[Split.START] = Part.YES if self.start else Part.NO
        found[Split.CLOSING] = Part.YES if self.closing else Part.NO
        if not self.start:
            found[Split.BASELINE] = Part.NO
        if not answered:
            found[Split.PURCHASES] = found[Split.URGE] = Part.MISSING
        if not (self.start and self.buyer):
            found[Split.PURCHASES] = Part.OUTSIDE
        if not self.closed:
            found[Split.ENDING] = found[Split.CLOSING] = Part.OUTSIDE
        if not (self.closed and self.due):
            found[Split.FOLLOW_UP] = Part.OUTSIDE
        return found


def clinic_of(clients: Iterable[Told]) -> Clients:
    """Return the clients counted."""
    parts = [one.parts() for one in clients]
    splits = {
        split: dict.fromkeys(PARTS[split], 0) | Counter(one[split] for one in parts)
        for split in Split
    }
    return Clients(splits, len(parts), sum(one[Split.ENDING] != Part.OUTSIDE for one in parts))


def simulated(sizes: list[int], seed: int) -> dict[str, Clients]:
    """Return clinics of these sizes whose clients are told apart by chance."""
    chooser = Random(seed)
    return {f"{9000 + place}": _by_chance(size, chooser) for place, size in enumerate(sizes)}


def _by_chance(size: int, chooser: Random) -> Clients:
    rates = {split: chooser.uniform(0.2, 0.8) for split in Split}
    often = [chooser.uniform(0.5, 0.9) for _place in range(5)]
    return clinic_of(
        Told(
            start=chooser.random() < often[0],
            buyer=chooser.random() < often[1],
            closed=chooser.random() < often[2],
            closing=chooser.random() < often[3],
            due=chooser.random() < often[4],
            yes=frozenset(split for split in Split if chooser.random() < rates[split]),
        )
        for _place in range(size)
    )
