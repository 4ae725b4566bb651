"""Numbers before and after: purchases, days, mood; each with what is missing in three ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import fmean, median, variance

from kast_eval.analysis.estimate import FEWEST, Estimate
from kast_eval.analysis.imputation import Case, Result, imputed
from kast_eval.analysis.means import PairedT, Quartiles, paired_t, quartiles_of
from kast_eval.analysis.models import Reading, rate_ratio, slope
from kast_eval.analysis.ranks import SignedRank, signed_rank
from kast_eval.analysis.reliable_change import RELIABILITIES, ReliableChange, reliable_change
from kast_eval.analysis.study import CLOSING, HALF_YEAR, START, Person, Study


class Whom(StrEnum):
    """Whose numbers an outcome is about."""

    BUYERS = "buyers"
    OTHERS = "others"
    EVERYBODY = "everybody"


class Model(StrEnum):
    """Which model stands beside the test of ranks."""

    RATIO = "ratio of means, negative binomial"
    LINE = "mean change, linear mixed model"


@dataclass(frozen=True)
class Outcome:
    """A number that is compared between points."""

    name: str
    whom: Whom
    model: Model
    points: tuple[str, ...] = (CLOSING, HALF_YEAR)
    scale: bool = False


PURCHASES = Outcome("buy_total_90d_n", Whom.BUYERS, Model.RATIO)
DAYS = Outcome("main_days_30d", Whom.OTHERS, Model.LINE)
MOOD = Outcome("mood_2w", Whom.EVERYBODY, Model.LINE, scale=True)
URGE = Outcome("urge_max_7d", Whom.EVERYBODY, Model.LINE, scale=True)
CONFIDENCE = Outcome("confidence", Whom.EVERYBODY, Model.LINE, scale=True)
IMPORTANCE = Outcome("importance", Whom.EVERYBODY, Model.LINE, (CLOSING,), scale=True)
OUTCOMES = (PURCHASES, DAYS, MOOD, URGE, CONFIDENCE, IMPORTANCE)


@dataclass(frozen=True)
class NumberChange:
    """An outcome at the start and at a later point, of those whose later form was due.

    `known` is of those with both answers, `worst` with a missing answer as no change, `filled`
    with missing answers filled in by chance (the mean change). `model` is what the outcome's model
    gives: a ratio of means from `pairs` alone, a line from every answer, also those without a
    counterpart. `pairs` are rows of persons.
    """

    outcome: Outcome
    point: str
    due: int
    no_start: int
    missing: int
    pairs: tuple[tuple[float, float], ...] = field(repr=False, metadata={"rows": True})
    before: Quartiles | None
    after: Quartiles | None
    known: SignedRank | None
    worst: SignedRank | None
    mean: PairedT | None
    filled: Estimate | None
    model: Estimate | None
    reliable: tuple[ReliableChange, ...]

    @property
    def says_something(self) -> bool:
        """Tell whether there are enough persons to say anything at all."""
        return len(self.pairs) >= FEWEST


def number_changes(study: Study) -> tuple[NumberChange, ...]:
    """Return the change of every outcome to each of its points."""
    return tuple(_change(study, outcome, point) for outcome in OUTCOMES for point in outcome.points)


def persons_of(study: Study, whom: Whom) -> tuple[Person, ...]:
    """Return those with a start form in time whom an outcome is about."""
    if whom is Whom.EVERYBODY:
        return study.baseline
    return tuple(one for one in study.baseline if one.buys is (whom is Whom.BUYERS))


def _change(study: Study, outcome: Outcome, point: str) -> NumberChange:
    persons = persons_of(study, outcome.whom)
    due = [one for one in persons if one.should_say(outcome.name, point)]
    cases = tuple(_cases(due, outcome.name, point))
    pairs = tuple((one.before, one.after) for one in cases if one.after is not None)
    changes = [after - before for before, after in pairs]
    enough = len(pairs) >= FEWEST
    unchanged = [0.0] * (len(cases) - len(pairs))
    return NumberChange(
        outcome,
        point,
        len(due),
        len(due) - len(cases),
        len(cases) - len(pairs),
        pairs,
        quartiles_of([before for before, _after in pairs]),
        quartiles_of([after for _before, after in pairs]),
        signed_rank(changes) if enough else None,
        signed_rank([*changes, *unchanged]) if enough else None,
        paired_t(changes) if enough else None,
        _filled(cases, outcome.name, point) if enough else None,
        _ratio(pairs) if outcome.model is Model.RATIO else _line(persons, outcome, point),
        _reliable(pairs) if outcome.scale else (),
    )


def _cases(persons: Sequence[Person], name: str, point: str) -> Iterator[Case]:
    for one in persons:
        before = one.number(name, START)
        if before is not None:
            yield Case(before, one.number(name, point))


def _filled(cases: Sequence[Case], name: str, point: str) -> Estimate | None:
    middle = median(one.before for one in cases)
    return imputed(
        cases, _mean_change, name=f"{name} {point}", parted=lambda before: before > middle
    )


def _mean_change(pairs: Sequence[tuple[float, float]]) -> Result:
    changes = [after - before for before, after in pairs]
    return fmean(changes), variance(changes) / len(changes)


def _ratio(pairs: Sequence[tuple[float, float]]) -> Estimate | None:
    if len(pairs) < FEWEST:
        return None
    return rate_ratio(
        [
            Reading(place, time, number)
            for place, pair in enumerate(pairs)
            for time, number in enumerate(pair)
        ]
    )


def _line(persons: Sequence[Person], outcome: Outcome, point: str) -> Estimate | None:
    readings = [
        Reading(place, time, number)
        for place, one in enumerate(persons)
        for time, at in enumerate((START, point))
        if (number := one.number(outcome.name, at)) is not None
    ]
    if sum(one.time for one in readings) < FEWEST:
        return None
    return slope(readings)


def _reliable(pairs: Sequence[tuple[float, float]]) -> tuple[ReliableChange, ...]:
    found = (reliable_change(pairs, reliability) for reliability in RELIABILITIES)
    return tuple(one for one in found if one is not None)
