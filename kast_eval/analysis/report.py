"""All that is computed of a study, as facts that a page, a PDF and a file are made from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from math import inf

from kast_eval.analysis.abstinence import AbstinenceChange, abstinence_changes
from kast_eval.analysis.changes import NumberChange, number_changes
from kast_eval.analysis.courses import Course, courses
from kast_eval.analysis.distributions import (
    Distribution,
    Strata,
    after_sessions,
    at_closing,
    purchase_strata,
)
from kast_eval.analysis.groups import (
    Balance,
    Dose,
    Subgroup,
    balances,
    doses,
    subgroups,
)
from kast_eval.analysis.paired_shares import Pairs
from kast_eval.analysis.precision import COUNTS, detectable
from kast_eval.analysis.relapse import FirstPurchase, Relapse, first_purchase, relapses
from kast_eval.analysis.study import CLOSING, HALF_YEAR, START, Study, read_study
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.table import DatasetTable
from kast_eval.quality.share import Share


@dataclass(frozen=True)
class Flow:
    """How far the clients of the tables came: those there are, and who has each form.

    `late` have a start form that came after its window, and are in no comparison with the start.
    """

    persons: int
    started: int
    late: int
    checked_in: int
    closed: int
    closing_due: int
    closing: int
    half_year_due: int
    half_year: int


@dataclass(frozen=True)
class Pattern:
    """How many persons have the same forms: start, any check-in, closing, half a year after.

    A form is there (True), was due and is not (False), or is not due yet (None).
    """

    forms: tuple[bool | None, ...]
    persons: int


@dataclass(frozen=True)
class AnalysisReport:
    """The facts of one analysis; only `pairs` and `lines` in it are rows of persons."""

    flow: Flow
    patterns: tuple[Pattern, ...]
    abstinence: tuple[AbstinenceChange, ...]
    changes: tuple[NumberChange, ...]
    strata: tuple[Strata, ...]
    relapses: tuple[Relapse, ...]
    first_purchase: FirstPurchase
    courses: tuple[Course, ...]
    at_closing: tuple[Distribution, ...]
    after_sessions: tuple[Distribution, ...]
    doses: tuple[Dose, ...]
    subgroups: tuple[Subgroup, ...]
    balances: tuple[Balance, ...]
    detectable: dict[int, float]
    columns: dict[str, DatasetColumn]


def analyse(tables: Sequence[DatasetTable]) -> AnalysisReport:
    """Return the facts of coded tables; what they lack is told as lacking."""
    study = read_study(tables)
    return AnalysisReport(
        _flow(study),
        _patterns(study),
        abstinence_changes(study),
        number_changes(study),
        purchase_strata(study),
        relapses(study),
        first_purchase(study),
        courses(study),
        at_closing(study),
        after_sessions(study),
        doses(study),
        subgroups(study),
        balances(study),
        {count: detectable(count) for count in COUNTS},
        dict(study.columns),
    )


def _flow(study: Study) -> Flow:
    persons = study.persons
    started = [one for one in persons if one.answered(START)]
    return Flow(
        len(persons),
        len(started),
        sum(one.began_late for one in started),
        sum(one.has_checkin for one in persons),
        sum(one.closed for one in persons),
        sum(one.is_due(CLOSING) for one in persons),
        sum(one.answered(CLOSING) for one in persons),
        sum(one.is_due(HALF_YEAR) for one in persons),
        sum(one.answered(HALF_YEAR) for one in persons),
    )


def _patterns(study: Study) -> tuple[Pattern, ...]:
    """Return the patterns, the commonest first."""
    found = Counter(
        (
            one.answered(START),
            one.has_checkin,
            *(one.answered(point) if one.is_due(point) else None for point in (CLOSING, HALF_YEAR)),
        )
        for one in study.persons
    )
    return tuple(
        Pattern(forms, persons)
        for forms, persons in sorted(found.items(), key=lambda one: (-one[1], str(one[0])))
    )


_WORKED_OUT: Mapping[type, tuple[str, ...]] = {
    Pairs: ("p_value", "difference"),
    Share: ("value", "interval"),
    Distribution: ("missing",),
    Strata: ("missing",),
}
"""What the classes work out of their fields, for who reads the facts without them."""


def facts_of(found: object) -> object:
    """Return what a JSON file can hold of the facts: no row of a person, no endless number."""
    if is_dataclass(found):
        kept = (
            one.name
            for one in fields(found)
            if not one.metadata.get("rows") and one.name != "columns"
        )
        names = (*kept, *_WORKED_OUT.get(type(found), ()))
        return {name: facts_of(getattr(found, name)) for name in names}
    if isinstance(found, dict):
        return {str(name): facts_of(value) for name, value in found.items()}
    if isinstance(found, tuple):
        return [facts_of(one) for one in found]
    if isinstance(found, float):
        # Longer numbers would say more than there is, and look like those of persons to a scan.
        return None if found == inf else float(f"{found:.6g}")
    return found
