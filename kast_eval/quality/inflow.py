"""Through whom people got in touch, quarter by quarter: rows of the contact logs."""

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from kast_eval.quality.added_up import FEWEST_TOGETHER
from kast_eval.quality.known_items import CLINIC_YEAR, LOG, POLICE, SOURCE
from kast_eval.quality.quarter import QUARTERS, Quarter, quarters_until
from kast_eval.quality.share import Share
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule
from kast_eval.study.signs import Sign


class Way(StrEnum):
    """Ways to a clinic, few enough to count in a quarter."""

    POLICE = "police"
    SELF = "self"
    CLOSE = "close"
    AUTHORITY = "authority"
    OTHER = "other"


_WAYS = {POLICE: Way.POLICE, 2: Way.SELF, 3: Way.CLOSE} | dict.fromkeys((4, 5, 6), Way.AUTHORITY)

Inflow = Mapping[tuple[Quarter, Way], int]

ShownInflow = Mapping[str, Mapping[Way, int | None]]
ShownLogged = Mapping[str, int | None]
"""By quarter and way what may be shown; a hidden number is None."""


def inflow_of(facts: Iterable[SheetFacts], last: Quarter) -> Inflow:
    """Return the contacts of the quarters up to the last one by the way they came."""
    shown = set(quarters_until(last, QUARTERS))
    return Counter(
        (quarter, _way_of(one))
        for one in facts
        if one.form == LOG and (quarter := Quarter.of(one.known_day)) in shown
    )


def ways_of(facts: Iterable[SheetFacts]) -> Mapping[Way, int]:
    """Return how many contacts came each way, of all that the sheets tell of."""
    found = Counter(_way_of(one) for one in facts if one.form == LOG)
    return {way: found[way] for way in Way}


def _way_of(contact: SheetFacts) -> Way:
    return _WAYS.get(contact.codes.get(SOURCE, -1), Way.OTHER)


def summed(inflows: Iterable[Inflow]) -> Inflow:
    """Return the contacts of several clinics together."""
    total = Counter[tuple[Quarter, Way]]()
    for one in inflows:
        total.update(one)
    return total


def logging_clinics(inflows: Iterable[Inflow], last: Quarter) -> Mapping[Quarter, int]:
    """Return how many clinics logged contacts in each quarter up to the last one, the first first.

    A quarter in which fewer than FEWEST_TOGETHER logged has none that can be told of, for each of
    them could take its own away; nor have those before it, for a line has no holes.
    """
    logged = Counter(quarter for one in inflows for quarter in {when for when, _way in one})
    quarters = quarters_until(last, QUARTERS)
    few = [place for place, one in enumerate(quarters) if logged[one] < FEWEST_TOGETHER]
    return {one: logged[one] for one in quarters[max(few, default=-1) + 1 :]}


def offered_of(schedule: Schedule, facts: Iterable[SheetFacts]) -> Share:
    """Return to how many of the contacts that can take part a form was offered."""
    signs = schedule.signs
    eligible = [one for one in facts if signs.said(Sign.ELIGIBLE, one)]
    return Share(sum(signs.said(Sign.ASKED, one) for one in eligible), len(eligible))


def operations_of(facts: Iterable[SheetFacts]) -> Mapping[int, int]:
    """Return the operations with the police that a clinic has noted, by year: V has no day."""
    return {
        one.number: one.codes["joint_ops_n"]
        for one in facts
        if one.form == CLINIC_YEAR and one.number and one.codes.get("joint_ops_n", -1) >= 0
    }
