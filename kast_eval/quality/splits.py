"""What clients of clinics are compared by: each client is in one category of each split.

What is not told counts as the rest, so that a missing answer never flatters; where the rest would
hide how much is missing, it is a category of its own. Where the forms let a category of one split
say something of a client's in another, the two are in a family, and hidden and shown together.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kast_eval.quality.flow import first_episodes
from kast_eval.quality.known_items import (
    AGREED,
    CHECKIN,
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    FOLLOWUP,
    PLANNED,
    POLICE,
    SOURCE,
    START,
    START_STAFF,
)
from kast_eval.quality.picture import wait_of
from kast_eval.quality.share import Share
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule


class Split(StrEnum):
    """One thing that clients are told apart by."""

    SOURCE = "source"
    RESIDENCE = "residence"
    WAIT = "wait"
    START = "start form"
    CHECKIN = "check-in"
    ENDING = "ending"
    CLOSING = "closing form"
    FOLLOW_UP = "follow-up"
    BASELINE = "urge at the start"
    PURCHASES = "purchases at the end"
    URGE = "urge at the end"


class Part(StrEnum):
    """A category of a split."""

    YES = "yes"
    NO = "no"
    MISSING = "missing"
    OUTSIDE = "outside"
    """It is too early, or the question is not about this client."""


_TWO = (Part.YES, Part.NO)
_WITH_OUTSIDE = (*_TWO, Part.OUTSIDE)
PARTS: Mapping[Split, tuple[Part, ...]] = {
    Split.SOURCE: _TWO,
    Split.RESIDENCE: _TWO,
    Split.WAIT: _TWO,
    Split.START: _TWO,
    Split.CHECKIN: _TWO,
    Split.ENDING: _WITH_OUTSIDE,
    Split.CLOSING: _WITH_OUTSIDE,
    Split.FOLLOW_UP: _WITH_OUTSIDE,
    Split.BASELINE: _TWO,
    Split.PURCHASES: (*_TWO, Part.MISSING, Part.OUTSIDE),
    Split.URGE: (*_TWO, Part.MISSING),
}
"""The categories of each split, in the order in which they are told."""

FAMILIES: tuple[tuple[Split, ...], ...] = (
    (Split.SOURCE,),
    (Split.RESIDENCE,),
    (Split.WAIT,),
    (Split.CHECKIN,),
    (
        # Who is not closed is in no other part of three splits; who has no start form or no closing
        # form cannot answer what only they ask.
        Split.START,
        Split.ENDING,
        Split.CLOSING,
        Split.FOLLOW_UP,
        Split.BASELINE,
        Split.PURCHASES,
        Split.URGE,
    ),
)
"""Splits tied together by the forms: a clinic is shown alone in all of a family or in none."""

SOON = 14
"""A wait of at most so many days is short."""
HIGH_URGE = 8
_HOST = 1
_HALF_A_YEAR = "f06"
_BUYS = ("buy_phys_30d_n", "buy_rem_30d_n")

Counts = Mapping[Part, int]


@dataclass(frozen=True)
class Clients:
    """The clients of a clinic: how many of each category, how many at all and how many closed."""

    splits: Mapping[Split, Counts]
    persons: int
    closed: int


def share_of_split(counts: Counts) -> Share:
    """Return the share of yes among yes and no: those whom the question is about and who told."""
    return Share(counts[Part.YES], counts[Part.YES] + counts[Part.NO])


def clients_of(schedule: Schedule, facts: Iterable[SheetFacts], day: date) -> Clients:
    """Return the clients whom the sheets tell of, each by the first episode."""
    episodes = first_episodes(episodes_of(schedule, facts))
    latest = next(one for one in schedule.points if one.name == _HALF_A_YEAR).latest
    due_before = day - timedelta(latest)
    splits = {
        split: _counted(split, [how(one, due_before) for one in episodes])
        for split, how in _HOW.items()
    }
    return Clients(splits, len(episodes), sum(one.closed is not None for one in episodes))


def _counted(split: Split, parts: list[Part]) -> Counts:
    return {part: parts.count(part) for part in PARTS[split]}


def _code(episode: KnownEpisode, form: str, item: str) -> int | None:
    """Return the code of an item on the episode's sheet of a form; None without an answer."""
    sheet = next((one for one in episode.sheets.values() if one.form == form), None)
    code = None if sheet is None else sheet.codes.get(item)
    return None if code is None or code < 0 else code


def _yes(true: object) -> Part:
    return Part.YES if true else Part.NO


def _source(episode: KnownEpisode, _due: date) -> Part:
    return _yes(_code(episode, START_STAFF, SOURCE) == POLICE)


def _residence(episode: KnownEpisode, _due: date) -> Part:
    return _yes((_code(episode, START_STAFF, "residence_cat") or _HOST) > _HOST)


def _wait(episode: KnownEpisode, _due: date) -> Part:
    days = wait_of(episode)
    return _yes(days is not None and days <= SOON)


def _has(form: str) -> Callable[[KnownEpisode, date], Part]:
    return lambda episode, _due: _yes(any(one.form == form for one in episode.sheets.values()))


def _ending(episode: KnownEpisode, _due: date) -> Part:
    if episode.closed is None:
        return Part.OUTSIDE
    return _yes(_code(episode, CLOSING_STAFF, CLOSE_REASON) in {PLANNED, AGREED})


def _closing(episode: KnownEpisode, due: date) -> Part:
    return Part.OUTSIDE if episode.closed is None else _has(CLOSING)(episode, due)


def _follow_up(episode: KnownEpisode, due: date) -> Part:
    if episode.closed is None or episode.closed >= due:
        return Part.OUTSIDE
    return _yes((FOLLOWUP, _HALF_A_YEAR) in episode.sheets)


def _baseline(episode: KnownEpisode, _due: date) -> Part:
    return _yes((_code(episode, START, "urge_max_7d") or 0) >= HIGH_URGE)


def _purchases(episode: KnownEpisode, _due: date) -> Part:
    """Tell whether a buyer has bought nothing in the 30 days before the closing form."""
    if _code(episode, START, "buy_ever") != 1:
        return Part.OUTSIDE
    counts = [_code(episode, CLOSING, name) for name in _BUYS]
    return Part.MISSING if None in counts else _yes(not any(counts))


def _urge(episode: KnownEpisode, _due: date) -> Part:
    """Tell whether the urge is lower in the closing form than in the start form."""
    before, after = (_code(episode, form, "urge_max_7d") for form in (START, CLOSING))
    return Part.MISSING if before is None or after is None else _yes(after < before)


_HOW: Mapping[Split, Callable[[KnownEpisode, date], Part]] = {
    Split.SOURCE: _source,
    Split.RESIDENCE: _residence,
    Split.WAIT: _wait,
    Split.START: _has(START),
    Split.CHECKIN: _has(CHECKIN),
    Split.ENDING: _ending,
    Split.CLOSING: _closing,
    Split.FOLLOW_UP: _follow_up,
    Split.BASELINE: _baseline,
    Split.PURCHASES: _purchases,
    Split.URGE: _urge,
}
