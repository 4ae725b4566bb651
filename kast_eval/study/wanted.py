"""Which forms should exist, each with its window; how it stands with them is the ledger's."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kast_eval.definition.form import Filler, Timing
from kast_eval.study.episode import KnownEpisode
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Anchor, Episode, Point, Schedule, anchor_day, is_late
from kast_eval.study.signs import Sign
from kast_eval.study.timepoint import numbers, timepoint

_DECEMBER, _LAST_DAY = 12, 31


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form that should exist, or does: where it belongs, its window, the sheet if there is one.

    `late` tells that the sheet came outside its window.
    """

    code: str | None
    episode_no: int
    form: str
    timepoint: str
    number: int | None
    first_day: date
    target_day: date
    last_day: date
    sheet: SheetFacts | None
    late: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place that a form has at a point; `number` is None where the form has none."""

    point: Point
    form: str
    timepoint: str
    number: int | None

    @property
    def session(self) -> int | None:
        """Return the session that the place belongs to."""
        return self.number if self.point.anchor is Anchor.SAME_SESSION else None


def wanted_of_episode(
    schedule: Schedule, episode: KnownEpisode, chosen_points: Collection[str]
) -> Iterator[Wanted]:
    """Give every form that the episode's sheets let expect, and each other sheet that has a place.

    A sheet that nobody could have expected still counts: of an optional point that the clinic
    does not follow, or of a session that was not held.
    """
    for slot in _slots(schedule, episode):
        sheet = episode.sheets.get((slot.form, slot.timepoint))
        chosen = not slot.point.optional or slot.point.name in chosen_points
        if sheet or (chosen and _is_expected(schedule, episode, slot)):
            yield _wanted(schedule, episode, slot, sheet)


def wanted_of_clinic(
    schedule: Schedule, own_sheets: Iterable[SheetFacts], begun: date, today: date
) -> Iterator[Wanted]:
    """Give the forms about the clinic itself: one a year, from the year that it has begun in on."""
    own = {(sheet.form, sheet.number): sheet for sheet in own_sheets}
    for point in schedule.points:
        if point.anchor is Anchor.YEAR_END:
            for form in point.forms:
                told = {number for of_form, number in own if of_form == form and number}
                years = {*range(begun.year, today.year + 1), *told}
                for year in sorted(years.intersection(numbers(Timing.YEAR) or ())):
                    yield _of_year(point, form, year, own.get((form, year)))


def _of_year(point: Point, form: str, year: int, sheet: SheetFacts | None) -> Wanted:
    anchor = date(year, _DECEMBER, _LAST_DAY)
    first, target, last = _window(point, anchor)
    late = sheet is not None and sheet.day is not None and not first <= sheet.day <= last
    name = timepoint(Timing.YEAR, year)
    return Wanted(None, 1, form, name, year, first, target, last, sheet, late)


def _slots(schedule: Schedule, episode: KnownEpisode) -> Iterator[_Slot]:
    """Give every place that a form has in the episode, expected or not."""
    for point in schedule.points:
        for form in point.forms:
            definition = schedule.forms[form]
            if definition.subject is episode.subject:
                for number in _numbers(definition.timing, point, episode):
                    yield _Slot(point, form, timepoint(definition.timing, number), number)


def _numbers(timing: Timing, point: Point, episode: KnownEpisode) -> Iterable[int | None]:
    match timing:
        case Timing.SESSION:
            return episode.sessions
        case Timing.FOLLOW_UP:
            return (int(point.name[1:]),)
        case _:
            return (None,)


def _is_expected(schedule: Schedule, episode: KnownEpisode, slot: _Slot) -> bool:
    """Tell whether the form should exist: a log of every session, a client's of each held one."""
    if slot.session is not None:
        is_log = schedule.forms[slot.form].filler is Filler.STAFF
        return is_log or episode.sessions[slot.session].held
    return slot.point.anchor is not Anchor.CLOSING or episode.closed is not None


def _wanted(
    schedule: Schedule, episode: KnownEpisode, slot: _Slot, sheet: SheetFacts | None
) -> Wanted:
    anchors = episode.anchors(slot.session)
    anchor = anchor_day(slot.point, anchors, slot.session)
    day = None if sheet is None else sheet.day
    point = _point(schedule, episode, slot)
    # A sheet of a session is of the session's day, whatever day stands on it (manual, 12).
    late = slot.session is None and day is not None and is_late(point, day, anchors)
    if anchor is None:
        # A follow-up of a contact that nobody has closed has no window but its own day.
        first = target = last = day or episode.first_day
    else:
        first, target, last = _window(point, anchor, anchors)
    return Wanted(
        episode.code,
        episode.number,
        slot.form,
        slot.timepoint,
        slot.number,
        first,
        target,
        last,
        sheet,
        late,
    )


def _point(schedule: Schedule, episode: KnownEpisode, slot: _Slot) -> Point:
    """Return the point with the window that the form has in this episode."""
    by_staff = schedule.forms[slot.form].filler is Filler.STAFF
    if slot.point.anchor is Anchor.CLOSING and by_staff and Sign.STAYED_AWAY in episode.said:
        # Nobody could know that the contact had ended until it had been silent for so long.
        return replace(slot.point, latest=slot.point.latest + schedule.closing_after_days)
    return slot.point


def _window(point: Point, anchor: date, anchors: Episode | None = None) -> tuple[date, date, date]:
    """Return the first, the best and the last day, which is before the session that it binds."""
    first, target = anchor + timedelta(point.earliest), anchor + timedelta(point.target)
    last = anchor + timedelta(point.latest)
    limit = None
    if anchors is not None and point.before_session is not None:
        limit = anchors.sessions.get(point.before_session)
    if limit is not None:
        last = max(target, min(last, limit - timedelta(1)))
    return first, target, last
