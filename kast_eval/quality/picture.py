"""A clinic's own quarter: who got in touch and how, who began and ended, what sessions held."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from kast_eval.definition.form import Subject
from kast_eval.quality.inflow import Way, operations_of, ways_of
from kast_eval.quality.known_items import (
    CHECKIN,
    CLOSING,
    CONTENT,
    COURSES,
    FIRST_MODE,
    HELPED,
    LOG,
    SOURCE,
)
from kast_eval.quality.quarter import QUARTERS, Quarter, quarters_until
from kast_eval.quality.returns import FormReturns
from kast_eval.quality.seen import (
    began_in,
    close_reason,
    closed_in,
    held_sessions,
    is_in,
    wait_band,
    wait_of,
)
from kast_eval.quality.share import Share
from kast_eval.quality.tallies import answered, codes_of, ticks_of
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule
from kast_eval.study.small_numbers import SMALLEST_GROUP

FEWEST_FOR_MEAN = SMALLEST_GROUP
"""A clinic's own means and medians are of no fewer persons than those that leave it."""


@dataclass(frozen=True)
class Middle:
    """One number of several persons; None where they are too few to say one of them."""

    persons: int
    value: float | None


@dataclass(frozen=True)
class QuarterFigures:
    """What happened in a quarter: contacts, clients who began and ended, sessions, forms.

    Contacts are the rows of the log, relatives and professionals among them, by the way they came;
    None before there was a log, for nobody knows how many there were.
    `due` is of the forms whose window ended in it; `courses` has the mean answer at the last
    check-in of each client who filled one in, by item.
    """

    quarter: Quarter
    ways: Mapping[Way, int] | None
    began: int
    relatives: int
    closed: int
    held: int
    due: Share
    wait: Middle
    courses: Mapping[str, Middle]

    @property
    def contacts(self) -> int | None:
        """Return how many contacts there were in all."""
        return None if self.ways is None else sum(self.ways.values())

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no sheet of it."""
        return not (self.contacts or self.began or self.relatives or self.closed or self.held)


@dataclass(frozen=True)
class Picture:
    """A clinic's quarter and those before it, the oldest first, and what the quarter was made of.

    Contacts are counted by code (None: not told), waits by their band, closings by their reason;
    `content` and `helped` by the box that was ticked, of `held` sessions and `asked` clients.
    `operations` are those with the police that the clinic has noted, by year.
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
    operations: Mapping[int, int]

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
        operations_of(facts),
    )


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
        ways_of(sheets) if is_logged else None,
        len(began),
        sum(one.subject is Subject.RELATIVE and is_in(one.first_day, quarter) for one in episodes),
        len(closed_in(episodes, quarter)),
        len(held_sessions(sheets)),
        due,
        middle_of(waits, median),
        {name: mean_of(sheets, name) for name in COURSES},
    )


def mean_of(sheets: Iterable[SheetFacts], item: str) -> Middle:
    """Return the mean of the last answer of each client: a person counts once."""
    told = [one for one in sheets if one.form == CHECKIN and one.codes.get(item, -1) >= 0]
    last = {one.code: one.codes[item] for one in sorted(told, key=lambda one: one.known_day)}
    return middle_of([*last.values()], fmean)


def middle_of(numbers: Sequence[int], how: Callable[[Sequence[int]], float]) -> Middle:
    """Return one number of all; none of fewer than ten."""
    enough = len(numbers) >= FEWEST_FOR_MEAN
    return Middle(len(numbers), how(numbers) if enough else None)
