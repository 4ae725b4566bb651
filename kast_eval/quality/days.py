"""The days that sheets say, and the order that sheets have by them."""

from collections.abc import Iterable, Iterator
from datetime import date

from kast_eval.quality.known_items import HELD
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, Place


def held_sessions(client: ClientSheets) -> tuple[CheckedSheet, ...]:
    """Return the logs of the sessions that took place."""
    return tuple(one for one in client.of("session") if one.number_of("attended") == HELD)


def dated(sheets: Iterable[CheckedSheet]) -> list[tuple[date, CheckedSheet]]:
    """Return the sheets whose day is sure, with it."""
    return [(sheet.day, sheet) for sheet in sheets if sheet.day is not None]


def at(sheet: CheckedSheet) -> Place:
    """Return where a sheet says its day."""
    return Place(sheet, (sheet.day_item,))


def closings(client: ClientSheets) -> Iterator[tuple[date, CheckedSheet, ClientSheets]]:
    """Give each closing with its day and the sheets of its episode."""
    for episode in client.episodes():
        for closing in episode.of("closing_staff"):
            day = closing.day_of("close_date")
            if day is not None:
                yield day, closing, episode


def first_after(closed: date, episode: ClientSheets) -> list[CheckedSheet]:
    """Return the first session that was held, if even that is after the closing."""
    days = sorted(dated(held_sessions(episode)), key=lambda one: one[0])
    return [sheet for day, sheet in days[:1] if closed < day]


def in_time(sheets: tuple[CheckedSheet, ...]) -> list[CheckedSheet]:
    """Return the sheets in the order of the episodes and of the days."""
    return sorted(sheets, key=lambda one: (one.episode_no, one.day or date.max, one.public_id))
