"""Answers as they are spread over the choices; a mean alone hides a ceiling."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.analysis.study import CLOSING, HALF_YEAR, START, Person, Study
from kast_eval.dataset.column import DatasetColumn
from kast_eval.quality.share import Share

SATISFACTION = ("sat_treatment", "sat_influence", "sat_overall", "recommend")
SITUATION = ("chg_situation", "chg_relations", "chg_urge")
SESSION = ("sess_understood", "sess_topic", "sess_useful")
"""What is asked after a session; each person's last answer counts, so that persons are counted."""

PURCHASES = "buy_12m_cat"
_POINTS = (START, CLOSING, HALF_YEAR)


@dataclass(frozen=True)
class Distribution:
    """How many gave each answer, and how many of the `due` gave none."""

    name: str
    due: int
    counts: Mapping[int, int]
    top: Share

    @property
    def missing(self) -> int:
        """Return how many of those whose form was due gave no answer."""
        return self.due - self.top.whole


@dataclass(frozen=True)
class Strata:
    """The buyers of one point by how often they bought in a year; the rest of `due` is missing."""

    point: str
    due: int
    counts: Mapping[int, int]

    @property
    def missing(self) -> int:
        """Return how many of those whose form was due did not say."""
        return self.due - sum(self.counts.values())


def at_closing(study: Study) -> tuple[Distribution, ...]:
    """Return what clients say of the contact and of their situation at its end."""
    due = [one for one in study.persons if one.is_due(CLOSING)]
    names = [name for name in (*SATISFACTION, *SITUATION) if name in study.columns]
    return tuple(
        _distribution(
            study.columns[name], len(due), (one.number(name, CLOSING) for one in due)
        )
        for name in names
    )  # fmt: skip


def after_sessions(study: Study) -> tuple[Distribution, ...]:
    """Return the last answer of each person who has filled in a check-in."""
    persons = [one for one in study.persons if one.has_checkin]
    return tuple(
        _distribution(study.columns[name], len(persons), (_last(one, name) for one in persons))
        for name in SESSION
        if name in study.columns
    )


def purchase_strata(study: Study) -> tuple[Strata, ...]:
    """Return how often buyers bought in the past year, at the start, the closing and after it."""
    buyers = [one for one in study.persons if one.buys]
    return tuple(_strata(buyers, point) for point in _POINTS)


def _strata(buyers: Sequence[Person], point: str) -> Strata:
    due = [one for one in buyers if one.should_say(PURCHASES, point)]
    if not any(one.answered(point) for one in due):
        # A question that no sheet asks is not missing on the sheets that never came.
        return Strata(point, 0, {})
    return Strata(point, len(due), _counts(one.number(PURCHASES, point) for one in due))


def _last(person: Person, name: str) -> float | None:
    answers = [answer for _session, answer in person.sessions(name)]
    return answers[-1] if answers else None


def _distribution(column: DatasetColumn, due: int, answers: Iterable[float | None]) -> Distribution:
    counts = _counts(answers)
    known = sum(counts.values())
    highest = max(answers_of(column))
    return Distribution(column.name, due, counts, Share(counts.get(highest, 0), known))


def answers_of(column: DatasetColumn) -> Sequence[int]:
    """Return every answer that the question takes, the lowest first."""
    ends = [one for one in (column.smallest, column.largest) if one is not None]
    between = range(min(ends), max(ends) + 1) if ends else ()
    return sorted({*column.codes, *between})


def _counts(answers: Iterable[float | None]) -> Mapping[int, int]:
    counts = Counter(int(one) for one in answers if one is not None)
    return dict(sorted(counts.items()))
