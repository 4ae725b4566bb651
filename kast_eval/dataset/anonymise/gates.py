"""The gates that a release of level B goes through; each looks at the table as it would leave.

A gate says what it found and what the limit is, and nothing else: what a person is told of it, and
what to do about it, is for the release's own texts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.anonymise.diversity import diversity
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import SUPPRESSED, is_missing
from kast_eval.dataset.anonymise.policy import (
    FEWEST_CLINICS,
    PERSONS_OF_A_CLINIC,
    PERSONS_TO_K,
    Policy,
)
from kast_eval.dataset.anonymise.releases import Release, compare_releases, told_together
from kast_eval.dataset.anonymise.trajectory import trajectory_pairs
from kast_eval.dataset.anonymise.turnover import alike_newcomers, few_gone, few_new


class Gate(Enum):
    """One gate; the value is the refusal that it leads to (dataset.md) and what it looks at."""

    PERSONS = ("R2", "persons")
    CLASSES = ("R3", "smallest class")
    DISTINCT = ("R3", "distinct values")
    COMMONEST = ("R3", "commonest value")
    SUPPRESSED_PERSONS = ("R4", "persons")
    SUPPRESSED_CELLS = ("R4", "cells")
    CLINICS = ("R6", "clinics")
    TRAJECTORY = ("R7", "pairs of outcome points")
    CROSS_RELEASE = ("R8", "earlier releases")
    JOINED_RELEASES = ("R8", "rows joined with those of earlier releases")
    NEWCOMERS = ("R8", "answers of those who have come since earlier releases")
    TABLES = ("R8", "tables of earlier releases")
    CONSTANTS = ("R15", "constants")

    @property
    def refusal(self) -> str:
        """Return the number of the refusal."""
        return self.value[0]


@dataclass(frozen=True)
class Breach:
    """What stands against a release: `subject` names columns, never persons."""

    gate: Gate
    subject: tuple[str, ...]
    found: int | Fraction
    limit: int | Fraction


def assess(candidate: Candidate, policy: Policy) -> tuple[Breach, ...]:
    """Return all that stands against the release; it may leave only when that is nothing."""
    return tuple(breach for gate in Gate for breach in breaches(gate, candidate, policy))


def breaches(gate: Gate, candidate: Candidate, policy: Policy) -> tuple[Breach, ...]:
    """Return what one gate finds."""
    return tuple(Breach(gate, *found) for found in _LOOKS[gate](candidate, policy))


_Found = Iterator[tuple[tuple[str, ...], int | Fraction, int | Fraction]]


def _too_few(candidate: Candidate, policy: Policy) -> _Found:
    persons, fewest = candidate.table.person_count, PERSONS_TO_K * policy.k
    if persons < fewest:
        yield (), persons, fewest


def _small_classes(candidate: Candidate, policy: Policy) -> _Found:
    found = class_frequencies(candidate.with_presence, candidate.known)
    if found.k < policy.k:
        yield candidate.known, found.k, policy.k


def _alike(candidate: Candidate, policy: Policy) -> _Found:
    for name in candidate.sensitive:
        distinct = diversity(candidate.with_presence, candidate.known, name).distinct
        if distinct is not None and distinct < policy.distinct:
            yield (name,), distinct, policy.distinct


def _nearly_alike(candidate: Candidate, policy: Policy) -> _Found:
    """Look at classes with several answers; where there is one, the gate before has spoken."""
    for name in candidate.sensitive:
        found = diversity(candidate.with_presence, candidate.known, name)
        varied = [each.commonest for each in found.classes if each.distinct >= policy.distinct]
        highest = max(varied, default=Fraction(0))
        if highest > policy.commonest:
            yield (name,), highest, policy.commonest


def _suppressed_persons(candidate: Candidate, policy: Policy) -> _Found:
    """Count those who were removed, and those with every quasi-identifier blanked."""
    keys = zip(candidate.table.persons, candidate.table.keys(candidate.quasi), strict=True)
    blank = {person for person, key in keys if set(key) == {SUPPRESSED}}
    removed = candidate.persons_before - candidate.table.person_count
    share = Fraction(removed + len(blank), max(candidate.persons_before, 1))
    if share > policy.suppressed_persons:
        yield (), share, policy.suppressed_persons


def _suppressed_cells(candidate: Candidate, policy: Policy) -> _Found:
    for name in candidate.quasi:
        cells = candidate.table.column(name)
        share = Fraction(cells.count(SUPPRESSED), max(len(cells), 1))
        if share > policy.suppressed_cells:
            yield (name,), share, policy.suppressed_cells


def _few_clinics(candidate: Candidate, _policy: Policy) -> _Found:
    """Look at the clinics that are told; k is asked of them by the classes, where they belong."""
    if candidate.clinic is None:
        return
    sizes = class_frequencies(candidate.table, [candidate.clinic]).classes
    clinics = [size for key, size in sizes.items() if not is_missing(key[0])]
    if len(clinics) < FEWEST_CLINICS:
        yield (candidate.clinic,), len(clinics), FEWEST_CLINICS
    elif min(clinics) < PERSONS_OF_A_CLINIC:
        yield (candidate.clinic,), min(clinics), PERSONS_OF_A_CLINIC


def _trajectories(candidate: Candidate, policy: Policy) -> _Found:
    for risk in trajectory_pairs(candidate.table, candidate.points, policy.k):
        if risk.under:
            yield risk.points, risk.smallest, policy.k


def _earlier(candidate: Candidate, policy: Policy) -> _Found:
    """Look at each earlier release; columns with 0 found are those that cannot be compared."""
    later = candidate.as_release
    for earlier in candidate.earlier:
        found = compare_releases(earlier, later, candidate.hierarchies, policy.apart)
        if found.unlike:
            yield found.unlike, 0, policy.apart
        few = [(change.columns, change.persons) for change in found.too_small]
        if found.new_persons < policy.apart:
            few.append(((), found.new_persons))
        few += _come_and_gone(candidate, earlier, policy.apart)
        if few:
            columns, persons = min(few, key=lambda one: one[1])
            yield columns, persons, policy.apart


def _come_and_gone(
    candidate: Candidate, earlier: Release, k: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    table = candidate.with_presence
    for size in few_new(table, candidate.known, earlier, k):
        yield candidate.known, size
    levels = {name: candidate.levels.get(name, 0) for name in candidate.quasi}
    gone = few_gone(table, levels, earlier, candidate.hierarchies, k)
    yield from ((change.columns, change.persons) for change in gone)


def _newcomers(candidate: Candidate, policy: Policy) -> _Found:
    """Look at the newcomers' answers by class; where a class is small, a gate before has spoken."""
    for earlier in candidate.earlier:
        if any(few_new(candidate.with_presence, candidate.known, earlier, policy.apart)):
            continue
        alike = alike_newcomers(
            candidate.with_presence, candidate.known, candidate.sensitive, earlier, policy
        )
        for name, share in alike:
            yield (name,), share, policy.commonest


def _joined(candidate: Candidate, _policy: Policy) -> _Found:
    """Look at each earlier release whose rows, joined with these, would tell more than either."""
    later = candidate.as_release
    for earlier in candidate.earlier:
        columns = told_together(earlier, later)
        if columns:
            yield columns, len(columns), 0


def _tables(_candidate: Candidate, _policy: Policy) -> _Found:
    """Find nothing: what tables have told is looked at where they are known."""
    return iter(())


def _constants(candidate: Candidate, _policy: Policy) -> _Found:
    """Look whether any quasi-identifier still tells two persons apart; blanks tell nothing."""
    told = [set(candidate.table.column(name)) - {SUPPRESSED} for name in candidate.levels]
    if told and max(map(len, told)) <= 1:
        yield tuple(candidate.levels), max(map(len, told)), 2


_LOOKS: Mapping[Gate, Callable[[Candidate, Policy], _Found]] = {
    Gate.PERSONS: _too_few,
    Gate.CLASSES: _small_classes,
    Gate.DISTINCT: _alike,
    Gate.COMMONEST: _nearly_alike,
    Gate.SUPPRESSED_PERSONS: _suppressed_persons,
    Gate.SUPPRESSED_CELLS: _suppressed_cells,
    Gate.CLINICS: _few_clinics,
    Gate.TRAJECTORY: _trajectories,
    Gate.CROSS_RELEASE: _earlier,
    Gate.JOINED_RELEASES: _joined,
    Gate.NEWCOMERS: _newcomers,
    Gate.TABLES: _tables,
    Gate.CONSTANTS: _constants,
}
