"""What came back of each form: the states of all that was expected, by quarter, and how late."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share
from kast_eval.study.expected import Expected, State

CAME = frozenset({State.RETURNED, State.PARTLY})
"""There is a sheet."""


@dataclass(frozen=True)
class FormReturns:
    """How it stands with every expected sheet of a form.

    `by_quarter` and `due` count the forms whose window has ended and that nobody has excused,
    by the quarter in which it ended. `late` is of those that came.
    """

    form: str
    states: Mapping[State, int]
    by_quarter: Mapping[Quarter, Share]
    late: Share

    @property
    def expected(self) -> int:
        """Return how many there should be, in whatever state."""
        return sum(self.states.values())

    @property
    def due(self) -> Share:
        """Return how many came of those that were due by now."""
        cells = self.by_quarter.values()
        return Share(sum(one.part for one in cells), sum(one.whole for one in cells))

    @property
    def not_yet(self) -> int:
        """Return how many are not counted yet, because their window is open."""
        return self.expected - self.states.get(State.EXCUSED, 0) - self.due.whole


def returns_of(expected: Iterable[Expected], today: date) -> tuple[FormReturns, ...]:
    """Return what came back of each form that is expected, by its name."""
    by_form: dict[str, list[Expected]] = {}
    for one in expected:
        by_form.setdefault(one.form, []).append(one)
    return tuple(_of_form(form, found, today) for form, found in sorted(by_form.items()))


def _of_form(form: str, expected: list[Expected], today: date) -> FormReturns:
    came, due = Counter[Quarter](), Counter[Quarter]()
    for one in expected:
        if one.last_day < today and one.state is not State.EXCUSED:
            quarter = Quarter.of(one.last_day)
            due[quarter] += 1
            came[quarter] += one.state in CAME
    there = [one for one in expected if one.state in CAME]
    return FormReturns(
        form,
        Counter(one.state for one in expected),
        {quarter: Share(came[quarter], due[quarter]) for quarter in sorted(due)},
        Share(sum(one.late for one in there), len(there)),
    )
