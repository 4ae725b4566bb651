"""No purchases in 30 days, before and after: of those who have bought sex."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from kast_eval.analysis.estimate import FEWEST, Estimate
from kast_eval.analysis.imputation import Case, Result, imputed
from kast_eval.analysis.paired_shares import Pairs
from kast_eval.analysis.study import CLOSING, HALF_YEAR, START, Person, Study

VARIABLE = "abstinent_30d"


@dataclass(frozen=True)
class AbstinenceChange:
    """How many of the buyers bought nothing, at the start and at a later point.

    `due` are the buyers whose later form is there or late beyond its window; `no_start` and
    `missing` are those of them without an answer at the start, and at the point. The three
    answers: of those `known`, with a missing answer as a purchase (`worst`), and with missing
    answers `filled` in by chance; each is the share afterwards less the share before.
    """

    point: str
    due: int
    no_start: int
    missing: int
    known: Pairs
    worst: Pairs
    filled: Estimate | None

    @property
    def says_something(self) -> bool:
        """Tell whether there are enough persons to say anything at all."""
        return self.known.persons >= FEWEST


def abstinence_changes(study: Study) -> tuple[AbstinenceChange, ...]:
    """Return the change to the closing, and to half a year after it."""
    return tuple(_change(study, point) for point in (CLOSING, HALF_YEAR))


def _change(study: Study, point: str) -> AbstinenceChange:
    buyers = [one for one in study.baseline if one.buys and one.is_due(point)]
    cases = tuple(_cases(buyers, point))
    known = [(one.before, one.after) for one in cases if one.after is not None]
    worst = [(one.before, one.after or 0.0) for one in cases]
    return AbstinenceChange(
        point,
        len(buyers),
        len(buyers) - len(cases),
        len(cases) - len(known),
        pairs_of(known),
        pairs_of(worst),
        imputed(cases, _difference, name=f"{VARIABLE} {point}", parted=lambda before: before)
        if len(known) >= FEWEST
        else None,
    )


def _cases(persons: Sequence[Person], point: str) -> Iterator[Case]:
    for one in persons:
        before = one.number(VARIABLE, START)
        if before is not None:
            yield Case(before, one.number(VARIABLE, point))


def pairs_of(answers: Sequence[tuple[float, float]]) -> Pairs:
    """Return how many said yes before and after; yes is 1 and no is 0."""
    said = [(before == 1, after == 1) for before, after in answers]
    return Pairs(*(said.count(one) for one in _ANSWERS))


_ANSWERS = ((True, True), (False, True), (True, False), (False, False))


def _difference(answers: Sequence[tuple[float, float]]) -> Result:
    changes = [after - before for before, after in answers]
    return fmean(changes), variance(changes) / len(changes)
