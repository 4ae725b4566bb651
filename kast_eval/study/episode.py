"""What the sheets of one episode tell together: its sessions, its closing, what was said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import Subject, Timing
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Episode, Schedule
from kast_eval.study.signs import Sign, SignDay

_FIRST = 1


@dataclass(frozen=True)
class KnownSession:
    """A session that a sheet has told of: when it was, and whether it was held."""

    day: date
    held: bool


@dataclass(frozen=True)
class KnownEpisode:
    """An episode of a client or a relative, as its sheets tell it.

    `sheets` are by form and time point. `sessions` has every number up to the largest that a sheet
    has, so that a log that is missing shows.
    """

    code: str
    number: int
    subject: Subject
    sheets: Mapping[tuple[str, str], SheetFacts]
    first_day: date
    sessions: Mapping[int, KnownSession]
    closed: date | None
    said: frozenset[Sign]

    @property
    def held(self) -> dict[int, date]:
        """Return the days of the sessions that were held, by number."""
        return {number: one.day for number, one in self.sessions.items() if one.held}

    @property
    def last_contact(self) -> date:
        """Return the day of the last held session, or the first day if none was held."""
        return max(self.held.values(), default=self.first_day)

    def anchors(self, session: int | None = None) -> Episode:
        """Return the days that windows are counted from; those of a session by its number."""
        days = {_FIRST: self.first_day} | self.held
        if session is not None and session in self.sessions:
            days[session] = self.sessions[session].day
        return Episode(days, self.closed)


def episodes_of(schedule: Schedule, facts: Iterable[SheetFacts]) -> tuple[KnownEpisode, ...]:
    """Return the episodes that sheets of clients and relatives tell of, in order."""
    grouped: dict[tuple[str, int], list[SheetFacts]] = {}
    for sheet in facts:
        if sheet.code is not None:
            grouped.setdefault((sheet.code, sheet.episode_no), []).append(sheet)
    return tuple(
        _episode(schedule, code, number, sheets)
        for (code, number), sheets in sorted(grouped.items())
    )


def _episode(schedule: Schedule, code: str, number: int, sheets: list[SheetFacts]) -> KnownEpisode:
    sessions = _sessions(schedule, sheets)
    first = sessions.get(_FIRST)
    earliest = min(sheet.known_day for sheet in sheets)
    return KnownEpisode(
        code,
        number,
        Subject.RELATIVE if sheets[0].of_relative else Subject.CLIENT,
        {(sheet.form, sheet.timepoint): sheet for sheet in sheets},
        first_day=earliest if first is None else first.day,
        sessions=sessions,
        closed=_closed(schedule, sheets),
        said=schedule.signs.all_said(sheets),
    )


def _sessions(schedule: Schedule, sheets: Iterable[SheetFacts]) -> dict[int, KnownSession]:
    """Return the sessions by number; the log says how one was, else the client's sheet of it.

    A session without any sheet was at the latest when the next one was.
    """
    known: dict[int, KnownSession] = {}
    for sheet, session in _told_sessions(schedule, sheets):
        is_log = sheet.form == schedule.signs.codes[Sign.HELD].form
        if is_log or session not in known:
            # A client who has filled in a sheet was there.
            held = not is_log or schedule.signs.said(Sign.HELD, sheet)
            known[session] = KnownSession(sheet.known_day, held)
    found: dict[int, KnownSession] = {}
    for number in range(max(known, default=0), 0, -1):
        found[number] = known.get(number) or KnownSession(found[number + 1].day, held=False)
    return dict(sorted(found.items()))


def _told_sessions(
    schedule: Schedule, sheets: Iterable[SheetFacts]
) -> Iterator[tuple[SheetFacts, int]]:
    for sheet in sheets:
        if _timing(schedule, sheet) is Timing.SESSION and sheet.number is not None:
            yield sheet, sheet.number


def _closed(schedule: Schedule, sheets: Iterable[SheetFacts]) -> date | None:
    """Return the day of the closing: as staff tell it, else that of a closing form."""
    closing = [one for one in sheets if _timing(schedule, one) is Timing.CLOSING]
    told = [schedule.signs.day(SignDay.CLOSED, one) for one in closing]
    return next((day for day in told if day), None) or min(
        (one.known_day for one in closing), default=None
    )


def _timing(schedule: Schedule, sheet: SheetFacts) -> Timing | None:
    """Return when the sheet's form is filled in; None for a form that is in use no more."""
    definition = schedule.forms.get(sheet.form)
    return None if definition is None else definition.timing
