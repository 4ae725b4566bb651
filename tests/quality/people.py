"""Clinics of made-up clients, each in one part of every split as the forms let them be."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random

from kast_eval.quality.splits import PARTS, Clients, Part, Split

OF_BOTH = (Split.BASELINE, Split.BOUGHT, Split.PURCHASES, Split.DAYS, Split.URGE)
"""What is told of clients with both forms only."""

Client = Mapping[Split, Part]


@dataclass(frozen=True)
class Told:
    """What the sheets of a client tell; what a form that is not there would tell does not count.

    A `buyer` says so in the start form, one who is `registered` as a buyer is called so by staff.
    """

    forms: bool = True
    buyer: bool = True
    registered: bool = True
    due: bool = True
    yes: frozenset[Split] = frozenset()
    next: frozenset[Split] = frozenset()

    def parts(self) -> Client:
        """Return the part of each split, by the rules of quality/split_rules.py."""
        found = {split: Part.YES if split in self.yes else Part.NO for split in Split}
        found |= {split: Part.NEXT for split in self.next if Part.NEXT in PARTS[split]}
        found[Split.FORMS] = Part.YES if self.forms else Part.NO
        if self.buyer:
            found[Split.DAYS] = Part.OTHER
        else:
            found |= dict.fromkeys((Split.BOUGHT, Split.PURCHASES), Part.OTHER)
        if not self.forms:
            found |= dict.fromkeys(OF_BOTH, Part.OUTSIDE)
        if not self.due:
            found[Split.FOLLOW_UP] = Part.OUTSIDE
        found[Split.AFTER] = self._after(found[Split.FOLLOW_UP])
        return found

    def _after(self, follow_up: Part) -> Part:
        if follow_up is Part.YES:
            found = (Part.YES, Part.NO) if self.registered else (Part.OTHER_YES, Part.OTHER_NO)
            return found[Split.AFTER not in self.yes]
        if follow_up is Part.OUTSIDE:
            return follow_up
        return Part.AWAY if self.registered else Part.OTHER_AWAY


def clinic_of(clients: Iterable[Told]) -> Clients:
    """Return the clients counted."""
    parts = [one.parts() for one in clients]
    splits = {
        split: dict.fromkeys(PARTS[split], 0) | Counter(one[split] for one in parts)
        for split in Split
    }
    return Clients(splits, len(parts))


def simulated(sizes: list[int], seed: int, *, alike: bool = False) -> dict[str, Clients]:
    """Return clinics of these sizes whose clients are told apart by chance.

    Where staff and the start form are `alike`, both call the same clients buyers.
    """
    chooser = Random(seed)
    return {
        f"{9000 + place}": clinic_of(
            replace(one, registered=one.buyer) if alike else one
            for one in _by_chance(size, chooser)
        )
        for place, size in enumerate(sizes)
    }


def _by_chance(size: int, chooser: Random) -> list[Told]:
    rates = {split: chooser.uniform(0.2, 0.8) for split in Split}
    often = [chooser.uniform(0.5, 0.9) for _place in range(3)]
    return [
        Told(
            forms=chooser.random() < often[0],
            buyer=chooser.random() < often[1],
            registered=chooser.random() < often[1],
            due=chooser.random() < often[2],
            yes=frozenset(split for split in Split if chooser.random() < rates[split]),
            next=frozenset(split for split in Split if chooser.random() < rates[split] / 2),
        )
        for _place in range(size)
    ]
