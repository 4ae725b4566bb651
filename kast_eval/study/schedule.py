"""What is due when: the time points of schedule.yaml, their windows, and which one a day is in."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from kast_eval.definition.nodes import Node, read_file
from kast_eval.wording import marked

FILE = "schedule.yaml"
SESSION_POINT = "session"
"""Stands for every session: its point is s01, s02, …"""

FORMAT = 1
"""The number of the way in which the file is written."""
LONGEST = 3660
"""Ten years in days: no window is longer."""
MOST_REMINDERS, MOST_SESSIONS = 20, 99

_FIRST = 1
_ENDS = 2


class Anchor(StrEnum):
    """What a window is counted from."""

    FIRST_SESSION = "first session"
    SAME_SESSION = "same session"
    CLOSING = "closing"


@dataclass(frozen=True)
class Point:
    """A time point: which forms belong there, and when, in days from the anchor.

    `before_session` is the session that the form is to come before, None where none is named.
    """

    name: str
    forms: tuple[str, ...]
    anchor: Anchor
    target: int
    earliest: int
    latest: int
    before_session: int | None = None


@dataclass(frozen=True)
class Schedule:
    """All points in the order of an episode, and how long silence ends a contact."""

    points: tuple[Point, ...]
    closing_after_days: int
    most_reminders: int

    def points_of(self, form: str) -> tuple[Point, ...]:
        """Return the points that a form belongs to."""
        return tuple(point for point in self.points if form in point.forms)


@dataclass(frozen=True)
class Episode:
    """The days that windows are counted from: held sessions by number, and the closing."""

    sessions: Mapping[int, date] = field(default_factory=dict)
    closed: date | None = None


@dataclass(frozen=True)
class Placed:
    """Where a filled-in form belongs, and whether it came outside the window."""

    point: str
    late: bool


@dataclass(frozen=True)
class Due:
    """A form that is to come: from which day, on which day at best, and by which day."""

    form: str
    point: str
    first_day: date
    target_day: date
    last_day: date


def read_schedule(folder: Path, forms: Collection[str]) -> Schedule:
    """Return the schedule in `folder`; its forms must be among `forms`, else DefinitionError."""
    keys = read_file(folder / FILE).mapping(
        ("schedule", "points", "closing_after_days", "most_reminders")
    )
    keys["schedule"].integer_between(FORMAT, FORMAT)
    points: list[Point] = []
    for node in keys["points"].filled_sequence():
        points.append(_point(node, forms))
        _check_overlap(node, points)
    return Schedule(
        tuple(points),
        keys["closing_after_days"].integer_between(1, LONGEST),
        keys["most_reminders"].integer_between(0, MOST_REMINDERS),
    )


def _point(node: Node, forms: Collection[str]) -> Point:
    keys = node.mapping(("point", "forms", "anchor", "target", "window"), ("before_session",))
    name = keys["point"].text()
    if re.fullmatch(rf"t[01]|f[0-9]{{2}}|{SESSION_POINT}", name) is None:
        raise keys["point"].error(marked("En mätpunkt heter t0, session, t1, f03, f06 eller f12."))
    window = [end.integer_between(-LONGEST, LONGEST) for end in keys["window"].sequence()]
    target = keys["target"].integer()
    if len(window) != _ENDS or not window[0] <= target <= window[1]:
        raise keys["window"].error(
            marked("Fönstret skrivs [tidigast, senast] i dagar, och måldagen ligger i det.")
        )
    anchor = Anchor(keys["anchor"].one_of(list(Anchor)))
    if (anchor is Anchor.SAME_SESSION) is not (name == SESSION_POINT):
        raise keys["anchor"].error(marked("Bara «session» räknas från samma samtal."))
    return Point(
        name,
        tuple(one.one_of(forms) for one in keys["forms"].filled_sequence()),
        anchor,
        target,
        earliest=window[0],
        latest=window[1],
        before_session=(
            keys["before_session"].integer_between(2, MOST_SESSIONS)
            if "before_session" in keys
            else None
        ),
    )


def _check_overlap(node: Node, points: Sequence[Point]) -> None:
    """Raise DefinitionError where a form's windows from one anchor overlap, or fall back."""
    *earlier, new = points
    if any(point.name == new.name for point in earlier):
        raise node.error(marked("Mätpunkten {point} finns redan."), point=new.name)
    for point in earlier:
        shared = set(point.forms) & set(new.forms)
        if shared and point.anchor is new.anchor and new.earliest <= point.latest:
            raise node.error(
                marked("Fönstret för {point} börjar innan fönstret för {other} har slutat."),
                point=new.name,
                other=point.name,
            )


def anchor_day(point: Point, episode: Episode, session: int | None = None) -> date | None:
    """Return the day that a point's window is counted from, None as long as it is not known."""
    match point.anchor:
        case Anchor.FIRST_SESSION:
            return episode.sessions.get(_FIRST)
        case Anchor.SAME_SESSION:
            return None if session is None else episode.sessions.get(session)
        case Anchor.CLOSING:
            return episode.closed
        case _:
            assert_never(point.anchor)


def place(schedule: Schedule, form: str, day: date, episode: Episode) -> Placed | None:
    """Return the point that a form filled in on `day` belongs to, None where it has none yet.

    A form between two windows belongs to the earlier point and is late (manual, 12). Forms of a
    session have a point by the session's number; see `is_late`.
    """
    found: Placed | None = None
    for point in schedule.points_of(form):
        anchor = anchor_day(point, episode)
        if anchor is None:
            continue
        if found is None or (day - anchor).days >= point.earliest:
            found = Placed(point.name, late=is_late(point, day, episode))
    return found


def is_late(point: Point, day: date, episode: Episode, session: int | None = None) -> bool:
    """Tell whether `day` is outside the point's window; without an anchor nothing is late."""
    anchor = anchor_day(point, episode, session)
    if anchor is None:
        return False
    limit = episode.sessions.get(point.before_session) if point.before_session else None
    too_late = limit is not None and day >= limit
    return too_late or not point.earliest <= (day - anchor).days <= point.latest


def due(
    schedule: Schedule, day: date, episode: Episode, there: Collection[tuple[str, str]]
) -> tuple[Due, ...]:
    """Return the forms that may be filled in on `day` and are not there yet, most urgent first.

    `there` holds the form and the point of each sheet of the episode.
    """
    found = []
    for point in schedule.points:
        anchor = anchor_day(point, episode)
        if anchor is None:
            continue
        first, last = anchor + timedelta(point.earliest), anchor + timedelta(point.latest)
        if first <= day <= last:
            target = anchor + timedelta(point.target)
            missing = [form for form in point.forms if (form, point.name) not in there]
            found += [Due(form, point.name, first, target, last) for form in missing]
    return tuple(sorted(found, key=lambda one: (one.last_day, one.form)))


def is_silent(schedule: Schedule, day: date, episode: Episode) -> bool:
    """Tell whether the contact is to be closed: too long since the last held session."""
    if episode.closed is not None or not episode.sessions:
        return False
    return (day - max(episode.sessions.values())).days > schedule.closing_after_days
