"""Purchases after the closing: lapse and relapse by 3, 6 and 12 months, and the time until one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from kast_eval.analysis.estimate import FEWEST, Estimate
from kast_eval.analysis.imputation import Case, imputed_share
from kast_eval.analysis.study import CLOSING, FOLLOW_UPS, Person, Study
from kast_eval.analysis.turnbull import MORE_THAN, Step, turnbull
from kast_eval.quality.share import Share

_WITHIN: Mapping[float, tuple[float, float]] = {1: (0, 1), 2: (1, 3), 3: (3, 6), 4: (6, 12)}
"""Between how many months after the closing each code of `relapse_first_cat` is."""

_UNKNOWN = -1.0


@dataclass(frozen=True)
class Relapse:
    """What is told at one follow-up, of the buyers whose form of it is due.

    `known`, `worst` and `filled` are shares with a relapse: of those who answered, with a missing
    answer as a relapse, and with missing answers filled in by chance.
    """

    point: str
    due: int
    missing: int
    lapse: Share
    known: Share
    worst: Share
    filled: Estimate | None


@dataclass(frozen=True)
class FirstPurchase:
    """The time from closing to the first purchase, of `persons` with some follow-up.

    Without enough of them there is no curve.
    """

    persons: int
    bought: int
    steps: tuple[Step, ...]


def relapses(study: Study) -> tuple[Relapse, ...]:
    """Return what is told at each follow-up."""
    buyers = [one for one in study.persons if one.buys]
    return tuple(_relapse(buyers, point) for point in FOLLOW_UPS)


def _relapse(buyers: Sequence[Person], point: str) -> Relapse:
    due = [one for one in buyers if one.is_due(point)]
    cases = [Case(_at_closing(one), one.number("relapse", point)) for one in due]
    known = [one.after for one in cases if one.after is not None]
    lapses = [said for one in due if (said := one.number("lapse", point)) is not None]
    missing, yes = len(due) - len(known), known.count(1)
    enough = len(known) >= FEWEST
    return Relapse(
        point,
        len(due),
        missing,
        Share(lapses.count(1), len(lapses)),
        Share(yes, len(known)),
        Share(yes + missing, len(due)),
        imputed_share(cases, name=f"relapse {point}", parted=lambda before: before)
        if enough
        else None,
    )


def _at_closing(person: Person) -> float:
    """Return whether the person bought nothing at the closing: those are alike."""
    said = person.number("abstinent_30d", CLOSING)
    return _UNKNOWN if said is None else said


def first_purchase(study: Study) -> FirstPurchase:
    """Return the time to the first purchase, interval-censored by what each form says."""
    told = [stretch for one in study.persons if one.buys for stretch in _stretch(one)]
    bought = sum(high < inf for _low, high in told)
    steps = turnbull(told) if len(told) > MORE_THAN else ()
    return FirstPurchase(len(told), bought, steps)


def _stretch(person: Person) -> Iterator[tuple[float, float]]:
    """Give between which months the first purchase was, if any follow-up says."""
    known: float | None = None
    for point, months in FOLLOW_UPS.items():
        said = person.number("relapse_any", point)
        if said == 1:
            first = person.number("relapse_first_cat", point)
            low, high = _WITHIN.get(_UNKNOWN if first is None else first, (0, months))
            # What an earlier form says of no purchase holds, unless this one says otherwise.
            yield (max(low, known or 0) if (known or 0) < high else low), high
            return
        if said == 0:
            known = months
    if known is not None:
        yield known, inf
