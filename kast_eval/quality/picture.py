"""A clinic's own quarter: who got in touch and how, who began and ended, what sessions held."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from kast_eval.definition.form import Subject
from kast_eval.quality.known_items import (
    ATTENDED,
    CHECKIN,
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    CONTENT,
    COURSES,
    FIRST_CONTACT,
    FIRST_MODE,
    HELD,
    HELPED,
    LOG,
    SESSION,
    SOURCE,
    START_STAFF,
)
from kast_eval.quality.quarter import Quarter, quarters_until
from kast_eval.quality.returns import FormReturns
from kast_eval.quality.share import Share
from kast_eval.quality.tallies import answered, codes_of, ticks_of, told_code
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule
from kast_eval.study.small_numbers import SMALLEST_GROUP

QUARTERS = 8
"""So many quarters are drawn: two years."""

FEWEST_FOR_MEAN = SMALLEST_GROUP
"""A clinic's own means and medians are of no fewer persons than those that leave it."""

WAITS = (7, 14, 30)
"""The longest wait, in days, of each band but the last."""


@dataclass(frozen=True)
class Middle:
    """One number of several persons; None where they are too few to say one of them."""

    persons: int
    value: float | None


@dataclass(frozen=True)
class QuarterFigures:
    """What happened in a quarter: contacts, clients who began and ended, sessions, forms.

    Contacts are the rows of the log, relatives and professionals among them; None before there was
    a log, for nobody knows how many there were.
    `due` is of the forms whose window ended in it; `courses` has the mean answer at the last
    check-in of each client who filled one in, by item.
    """

    quarter: Quarter
    contacts: int | None
    began: int
    relatives: int
    closed: int
    held: int
    due: Share
    wait: Middle
    courses: Mapping[str, Middle]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no sheet of it."""
        return not (self.contacts or self.began or self.relatives or self.closed or self.held)


@dataclass(frozen=True)
class Picture:
    """A clinic's quarter and those before it, the oldest first, and what the quarter was made of.

    Contacts are counted by code (None: not told), waits by their band, closings by their reason;
    `content` and `helped` by the box that was ticked, of `held` sessions and `asked` clients.
    """

    quarters: tuple[QuarterFigures, ...]
    modes: Mapping[int | None, int]
    sources: Mapping[int | None, int]
    waits: Mapping[int | None, int]
    reasons: Mapping[int | None, int]
    content: Mapping[str, int]
    helped: Mapping[str, int]
    asked: int
    clients: int

    @property
    def now(self) -> QuarterFigures:
        """Return the quarter that the picture is of."""
        return self.quarters[-1]


def picture_of(
    schedule: Schedule,
    facts: Collection[SheetFacts],
    returns: Iterable[FormReturns],
    quarter: Quarter,
) -> Picture:
    """Return the quarter of a clinic, by all its sheets and what came of its forms."""
    episodes = episodes_of(schedule, facts)
    shown = _since_the_first(facts, quarter)
    by_quarter = _by_quarter(facts)
    due = _due(returns)
    logged = [one for one in by_quarter if any(row.form == LOG for row in by_quarter[one])]
    quarters = tuple(
        _figures(
            one, episodes, by_quarter.get(one, ()), due.get(one, Share(0, 0)),
            is_logged=bool(logged) and min(logged) <= one,
        )
        for one in shown
    )  # fmt: skip
    here = by_quarter.get(quarter, ())
    closings = [one for one in here if one.form == CLOSING]
    return Picture(
        quarters,
        codes_of(here, LOG, FIRST_MODE),
        codes_of(here, LOG, SOURCE),
        Counter(wait_band(one) for one in began_in(episodes, quarter)),
        Counter(close_reason(one) for one in closed_in(episodes, quarter)),
        ticks_of(held_sessions(here), CONTENT),
        ticks_of(closings, HELPED),
        answered(closings, HELPED),
        len({one.code for one in episodes if one.subject is Subject.CLIENT}),
    )


def wait_of(episode: KnownEpisode) -> int | None:
    """Return the days from the first contact to the first session; None if it is not known."""
    told = next((one for one in episode.sheets.values() if one.form == START_STAFF), None)
    contact = None if told is None else told.days.get(FIRST_CONTACT)
    first = episode.sessions.get(1)
    if contact is None or first is None or contact > first.day:
        return None
    return (first.day - contact).days


def _since_the_first(facts: Collection[SheetFacts], last: Quarter) -> tuple[Quarter, ...]:
    """Return the quarters to draw: none from before the clinic's first sheet, but always `last`."""
    begun = min((one.known_day for one in facts), default=last.first_day)
    found = quarters_until(last, QUARTERS)
    return tuple(one for one in found if one == last or one.last_day >= begun)


def _by_quarter(facts: Iterable[SheetFacts]) -> Mapping[Quarter, list[SheetFacts]]:
    found: dict[Quarter, list[SheetFacts]] = {}
    for one in facts:
        found.setdefault(Quarter.of(one.known_day), []).append(one)
    return found


def _due(returns: Iterable[FormReturns]) -> Mapping[Quarter, Share]:
    """Return how many forms came of those whose window ended, by quarter."""
    came, due = Counter[Quarter](), Counter[Quarter]()
    for form in returns:
        for quarter, share in form.by_quarter.items():
            came[quarter] += share.part
            due[quarter] += share.whole
    return {quarter: Share(came[quarter], due[quarter]) for quarter in due}


def _figures(
    quarter: Quarter,
    episodes: Iterable[KnownEpisode],
    sheets: Collection[SheetFacts],
    due: Share,
    *,
    is_logged: bool,
) -> QuarterFigures:
    began = began_in(episodes, quarter)
    waits = [days for days in map(wait_of, began) if days is not None]
    return QuarterFigures(
        quarter,
        sum(one.form == LOG for one in sheets) if is_logged else None,
        len(began),
        sum(one.subject is Subject.RELATIVE and _is_in(one.first_day, quarter) for one in episodes),
        len(closed_in(episodes, quarter)),
        len(held_sessions(sheets)),
        due,
        middle_of(waits, median),
        {name: mean_of(sheets, name) for name in COURSES},
    )


def _is_in(day: date, quarter: Quarter) -> bool:
    return quarter.first_day <= day <= quarter.last_day


def began_in(episodes: Iterable[KnownEpisode], quarter: Quarter) -> list[KnownEpisode]:
    """Return the clients who began in the quarter, anew or for the first time."""
    return [
        one for one in episodes if one.subject is Subject.CLIENT and _is_in(one.first_day, quarter)
    ]


def closed_in(episodes: Iterable[KnownEpisode], quarter: Quarter) -> list[KnownEpisode]:
    """Return the clients who ended in the quarter."""
    return [
        one
        for one in episodes
        if one.subject is Subject.CLIENT and one.closed and _is_in(one.closed, quarter)
    ]


def held_sessions(sheets: Iterable[SheetFacts]) -> list[SheetFacts]:
    """Return the logs of sessions that were held."""
    return [one for one in sheets if one.form == SESSION and one.codes.get(ATTENDED) == HELD]


def mean_of(sheets: Iterable[SheetFacts], item: str) -> Middle:
    """Return the mean of the last answer of each client: a person counts once."""
    told = [one for one in sheets if one.form == CHECKIN and one.codes.get(item, -1) >= 0]
    last = {one.code: one.codes[item] for one in sorted(told, key=lambda one: one.known_day)}
    return middle_of([*last.values()], fmean)


def middle_of(numbers: Sequence[int], how: Callable[[Sequence[int]], float]) -> Middle:
    """Return one number of all; none of fewer than ten."""
    enough = len(numbers) >= FEWEST_FOR_MEAN
    return Middle(len(numbers), how(numbers) if enough else None)


def wait_band(episode: KnownEpisode) -> int | None:
    """Return which band of WAITS the wait is in, the last one being longer than all."""
    days = wait_of(episode)
    return None if days is None else bisect_left(WAITS, days)


def close_reason(episode: KnownEpisode) -> int | None:
    """Return why the contact ended, as staff tell it."""
    told = next((one for one in episode.sheets.values() if one.form == CLOSING_STAFF), None)
    return None if told is None else told_code(told.codes.get(CLOSE_REASON))
