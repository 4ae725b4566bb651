"""How clients fare at the follow-ups that a clinic may choose: told of all clinics together.

The clients of a later follow-up are among those of an earlier one, so that what is left between the
two is a count that comes out of both. It is enough, or the follow-up is not told of.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.quality.added_up import enough_together
from kast_eval.quality.after import HALF_A_YEAR, after, is_buyer, window_over
from kast_eval.quality.flow import first_episodes
from kast_eval.quality.splits import PARTS, Counts, Part, Split
from kast_eval.study.episode import KnownEpisode, episodes_of
from kast_eval.study.expected import SheetFacts
from kast_eval.study.schedule import Schedule


@dataclass(frozen=True)
class Later:
    """A clinic's clients at a follow-up: of each category, and who is due at it or at half a year.

    `between` has how many buyers, and how many others, are due at one of the two only.
    """

    counts: Counts
    between: tuple[int, int]


def later_of(schedule: Schedule, facts: Iterable[SheetFacts], day: date) -> Mapping[str, Later]:
    """Return a clinic's clients at each follow-up that it may choose, whether it has or not."""
    episodes = [one for one in first_episodes(episodes_of(schedule, facts)) if one.closed]
    followed = [one.name for one in schedule.points if one.optional]
    return {point: _later(schedule, episodes, point, day) for point in followed}


def later_of_all(clinics: Collection[Mapping[str, Later]]) -> Mapping[str, Counts]:
    """Return the categories of each follow-up at all clinics that have chosen it, if they may be.

    Who is still to come is in no share and left out.
    """
    found: dict[str, Counts] = {}
    for point in sorted({point for one in clinics for point in one}):
        chosen = [one[point] for one in clinics if point in one]
        columns = zip(*((*one.counts.values(), *one.between) for one in chosen), strict=True)
        if all(enough_together(column) for column in columns):
            told = [part for part in PARTS[Split.AFTER] if part is not Part.OUTSIDE]
            found[point] = {part: sum(one.counts[part] for one in chosen) for part in told}
    return found


def _later(schedule: Schedule, episodes: Collection[KnownEpisode], point: str, day: date) -> Later:
    due, half = window_over(schedule, point, day), window_over(schedule, HALF_A_YEAR, day)
    parts = [after(one, point, due) for one in episodes]
    between = [
        is_buyer(one)
        for one, part in zip(episodes, parts, strict=True)
        if (part is Part.OUTSIDE) != (after(one, HALF_A_YEAR, half) is Part.OUTSIDE)
    ]
    counts = {part: parts.count(part) for part in PARTS[Split.AFTER]}
    return Later(counts, (between.count(True), between.count(False)))
