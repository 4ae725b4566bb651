"""Groups that are named beforehand: how much was done, who came how, and who has no later form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import inf

from kast_eval.analysis.abstinence import VARIABLE
from kast_eval.analysis.changes import MOOD
from kast_eval.analysis.estimate import FEWEST, Estimate
from kast_eval.analysis.means import Quartiles, quartiles_of, standardised_difference, welch
from kast_eval.analysis.paired_shares import difference_of
from kast_eval.analysis.study import CLOSING, HALF_YEAR, START, Person, Study
from kast_eval.quality.known_items import POLICE, SOURCE
from kast_eval.quality.share import Share

_ALONE, _TOGETHER = frozenset({1, 2, 6, 7}), frozenset({3, 4, 5})
"""How a closing form was filled in: nobody else saw the answers, or somebody did."""

_DOSES = (0, 4, 11, inf)
"""As the staff plan it: 1-3, 4-10, more."""

_BASELINE = (
    "age_group", "harm_sum", "urge_max_7d", "importance", "confidence", "mood_2w",
    "buy_total_90d_n", "buy_ever",
)  # fmt: skip


class Group(StrEnum):
    """What divides clients into two groups."""

    POLICE = "police"
    ALONE = "alone"
    NEW_CLINIC = "new_clinic"


@dataclass(frozen=True)
class Dose:
    """Those who had so many sessions; `most` is one more than the largest number of them."""

    fewest: int
    most: float
    persons: int
    abstinent: Share
    mood: Quartiles | None


@dataclass(frozen=True)
class Subgroup:
    """Two groups of persons at the closing, and how far they are apart.

    A difference is the first group's less the second's; without enough persons there is none.
    """

    name: Group
    abstinent: tuple[Share, Share]
    abstinent_apart: Estimate | None
    mood: tuple[Quartiles | None, Quartiles | None]
    mood_apart: Estimate | None


@dataclass(frozen=True)
class Balance:
    """One answer at the start, of those with a later form and of those without.

    `apart` is in standard deviations, None where it cannot be told.
    """

    name: str
    point: str
    with_form: int
    without: int
    apart: float | None


def doses(study: Study) -> tuple[Dose, ...]:
    """Return what is known at the closing by how many sessions there were; it proves no cause.

    A start form that came late is no baseline, so those are not in it.
    """
    closed = [one for one in study.baseline if one.closed]
    found = []
    for fewest, most in pairwise(_DOSES):
        persons = [
            one
            for one in closed
            if (held := one.of_episode("dose")) is not None and fewest <= held < most
        ]
        found.append(
            Dose(
                int(fewest),
                most,
                len(persons),
                _abstinent(persons),
                quartiles_of(_mood_changes(persons)),
            )
        )
    return tuple(found)


def subgroups(study: Study) -> tuple[Subgroup, ...]:
    """Return the groups with their differences and intervals, and no tests."""
    return tuple(_subgroup(study, name) for name in SUBGROUPS)


def balances(study: Study) -> tuple[Balance, ...]:
    """Return how those with and without a later form differed at the start, without tests."""
    return tuple(
        _balance(name, point, [one for one in study.baseline if one.is_due(point)])
        for point in (CLOSING, HALF_YEAR)
        for name in (*_BASELINE, SOURCE)
    )


def _came_by_police(person: Person) -> bool | None:
    source = person.number(SOURCE, START)
    return None if source is None else source == POLICE


def _filled_in_alone(person: Person) -> bool | None:
    how = person.number("fill_mode", CLOSING)
    if how in _ALONE:
        return True
    return False if how in _TOGETHER else None


def _of_new_clinic(person: Person) -> bool | None:
    return person.of_new_clinic


SUBGROUPS: Mapping[Group, Callable[[Person], bool | None]] = {
    Group.POLICE: _came_by_police,
    Group.ALONE: _filled_in_alone,
    Group.NEW_CLINIC: _of_new_clinic,
}
"""The groups, decided on before there were any answers; no other is looked at here."""


def _subgroup(study: Study, name: Group) -> Subgroup:
    said = [(one, SUBGROUPS[name](one)) for one in study.baseline]
    one, other = ([person for person, group in said if group is which] for which in (True, False))
    shares = _abstinent(one), _abstinent(other)
    moods = _mood_changes(one), _mood_changes(other)
    return Subgroup(
        name,
        shares,
        difference_of(*shares) if min(share.whole for share in shares) >= FEWEST else None,
        (quartiles_of(moods[0]), quartiles_of(moods[1])),
        welch(*moods) if min(len(changes) for changes in moods) >= FEWEST else None,
    )


def _abstinent(persons: Sequence[Person]) -> Share:
    """Return the share without purchases at the closing, of the buyers who answered."""
    said = [one.number(VARIABLE, CLOSING) for one in persons if one.buys]
    return Share(said.count(1), sum(one is not None for one in said))


def _mood_changes(persons: Sequence[Person]) -> list[float]:
    answers = [(one.number(MOOD.name, START), one.number(MOOD.name, CLOSING)) for one in persons]
    return [
        after - before for before, after in answers if before is not None and after is not None
    ]  # fmt: skip


def _balance(name: str, point: str, due: Sequence[Person]) -> Balance:
    with_form, without = (
        [
            number
            for one in due
            if one.answered(point) is answered and (number := _at_start(one, name)) is not None
        ]
        for answered in (True, False)
    )
    enough = min(len(with_form), len(without)) >= FEWEST
    apart = standardised_difference(with_form, without) if enough else None
    return Balance(name, point, len(with_form), len(without), apart)


def _at_start(person: Person, name: str) -> float | None:
    if name == SOURCE:
        police = _came_by_police(person)
        return None if police is None else float(police)
    return person.number(name, START)
