"""What is due when: the time points of schedule.yaml, their windows, and which one a day is in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from kast_eval.definition.form import FormDefinition
from kast_eval.study.signs import Signs

SESSION_POINT = "session"
"""Stands for every session: its point is s01, s02, …"""

_FIRST = 1


class Anchor(StrEnum):
    """What a window is counted from."""

    FIRST_SESSION = "first session"
    SAME_SESSION = "same session"
    CLOSING = "closing"
    YEAR_END = "year end"
    """The last day of the year that a form about the clinic tells of."""


@dataclass(frozen=True)
class Point:
    """A time point: which forms belong there, and when, in days from the anchor.

    `before_session` is the session that the form is to come before, None where none is named. An
    `optional` point counts at the clinics that have chosen it.
    """

    name: str
    forms: tuple[str, ...]
    anchor: Anchor
    target: int
    earliest: int
    latest: int
    before_session: int | None = None
    optional: bool = False


# A program has one schedule; to compare two would be to compare all their forms.
@dataclass(frozen=True, eq=False)
class Schedule:
    """All points in the order of an episode, and how long silence ends a contact.

    `forms` has the newest version of every form by name, `signs` what the ledger reads of them. A
    client who comes back more than `new_episode_after_days` after the closing begins anew.
    `checksum` is the SHA-256 of its file.
    """

    points: tuple[Point, ...]
    closing_after_days: int
    most_reminders: int
    new_episode_after_days: int = 0
    signs: Signs = field(default_factory=Signs)
    forms: Mapping[str, FormDefinition] = field(default_factory=dict, repr=False)
    checksum: str = ""

    @property
    def optional_points(self) -> tuple[str, ...]:
        """Return the points that a clinic may choose to follow."""
        return tuple(point.name for point in self.points if point.optional)

    @property
    def clinic_forms(self) -> frozenset[str]:
        """Return the forms about the clinic itself that are to come every year."""
        yearly = (point for point in self.points if point.anchor is Anchor.YEAR_END)
        return frozenset(form for point in yearly for form in point.forms)

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


def anchor_day(point: Point, episode: Episode, session: int | None = None) -> date | None:
    """Return the day that a point's window is counted from, None as long as it is not known."""
    match point.anchor:
        case Anchor.FIRST_SESSION:
            return episode.sessions.get(_FIRST)
        case Anchor.SAME_SESSION:
            return None if session is None else episode.sessions.get(session)
        case Anchor.CLOSING:
            return episode.closed
        case Anchor.YEAR_END:
            return None
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
