"""Who began, ended and was seen in a quarter, how long they waited, and why they ended."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from kast_eval.definition.form import Subject, Timing
from kast_eval.quality.known_items import (
    ATTENDED,
    CLOSE_REASON,
    CLOSING_STAFF,
    FIRST_CONTACT,
    HELD,
    SESSION,
    START_STAFF,
)
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.tallies import told_code
from kast_eval.study.episode import KnownEpisode
from kast_eval.study.expected import SheetFacts
from kast_eval.study.timepoint import timepoint

WAITS = (7, 14, 30)
"""The longest wait, in days, of each band but the last."""


def wait_of(episode: KnownEpisode) -> int | None:
    """Return the days from the first contact to the first session that was held.

    None if it is not known: a session before it that no sheet tells of may have been held, too.
    """
    told = next((one for one in episode.sheets.values() if one.form == START_STAFF), None)
    contact = None if told is None else told.days.get(FIRST_CONTACT)
    first = min(episode.held, default=None)
    if contact is None or first is None or contact > episode.held[first]:
        return None
    points = {point for _form, point in episode.sheets}
    if any(timepoint(Timing.SESSION, number) not in points for number in range(1, first)):
        return None
    return (episode.held[first] - contact).days


def is_in(day: date, quarter: Quarter) -> bool:
    """Tell whether a day is in a quarter."""
    return quarter.first_day <= day <= quarter.last_day


def began_in(episodes: Iterable[KnownEpisode], quarter: Quarter) -> list[KnownEpisode]:
    """Return the clients who began in the quarter, anew or for the first time."""
    return [
        one for one in episodes if one.subject is Subject.CLIENT and is_in(one.first_day, quarter)
    ]


def closed_in(episodes: Iterable[KnownEpisode], quarter: Quarter) -> list[KnownEpisode]:
    """Return the clients who ended in the quarter."""
    return [
        one
        for one in episodes
        if one.subject is Subject.CLIENT and one.closed and is_in(one.closed, quarter)
    ]


def held_sessions(sheets: Iterable[SheetFacts]) -> list[SheetFacts]:
    """Return the logs of sessions that were held."""
    return [one for one in sheets if one.form == SESSION and one.codes.get(ATTENDED) == HELD]


def wait_band(episode: KnownEpisode) -> int | None:
    """Return which band of WAITS the wait is in, the last one being longer than all."""
    days = wait_of(episode)
    return None if days is None else bisect_left(WAITS, days)


def close_reason(episode: KnownEpisode) -> int | None:
    """Return why the contact ended, as staff tell it."""
    told = next((one for one in episode.sheets.values() if one.form == CLOSING_STAFF), None)
    return None if told is None else told_code(told.codes.get(CLOSE_REASON))
