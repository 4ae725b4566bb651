"""What a release tells of how its rows came about: the whole way there, and how they were keyed."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from kast_eval import clock
from kast_eval.actions.steps.known_sheets import expected_by, sheets_until
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.described import (
    Described,
    described,
    leaving_columns,
)
from kast_eval.dataset.release.left_behind import LeftBehind, left_behind
from kast_eval.dataset.release.persons import agreeing_rows
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.library import Library
from kast_eval.quality.compared import Compared
from kast_eval.quality.gaps import FillModes, ItemGaps
from kast_eval.quality.response import FILL_MODE, ReadSheets, Response, response_of
from kast_eval.store.comparisons import compared_sheets
from kast_eval.store.erasures import erasures
from kast_eval.store.session import Session
from kast_eval.study.border import last_study_day
from kast_eval.study.expected import Expected, SheetFacts
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site


@dataclass(frozen=True)
class ReleaseFacts:
    """The figures of all clinics together and of each, and what the rows say of themselves.

    `clinics` is by code, and empty where the recipe does not tell clinics.
    """

    response: Response
    clinics: Mapping[str, Response]
    rows: Described
    left: tuple[LeftBehind, ...]


def read_release_facts(
    session: Session, now: datetime, materials: Materials, planned: PlannedRelease
) -> ReleaseFacts:
    """Return the facts of a planned release.

    The way to the rows is of everybody at its clinics but those whose answers must go; all else is
    of the rows that leave.
    """
    schedule, today = materials.plan.schedule, clock.clinic_day(now)
    clinics = [_clinic(session, schedule, one, today, planned) for one in planned.sites]
    plan = planned.plan
    every = agreeing_rows(planned.every, schedule.signs)
    rows = described(every, plan.tables, plan.persons, FILL_MODE)
    together = _response(
        schedule,
        [fact for one in clinics for fact in one.facts],
        [expected for one in clinics for expected in one.expected],
        [pair for one in clinics for pair in one.compared],
        today,
    )
    return ReleaseFacts(
        replace(
            together,
            flow=replace(
                together.flow,
                erased=len(erasures(session, [one.site.code for one in clinics])),
            ),
            items=tuple(_item_gaps(materials.library, rows)),
            modes=_modes(materials.library, rows),
        ),
        {
            one.site.code: _response(schedule, one.facts, one.expected, one.compared, today)
            for one in clinics
            if isinstance(plan.recipe.part, Coded) and plan.recipe.part.clinic
        },
        rows,
        left_behind(materials.library.forms, every, leaving_columns(plan.tables), plan.persons),
    )


@dataclass(frozen=True)
class _Clinic:
    """What is counted of one clinic."""

    site: Site
    facts: Collection[SheetFacts]
    expected: Collection[Expected]
    compared: Collection[tuple[str, Compared]]


def _clinic(
    session: Session, schedule: Schedule, site: Site, today: date, planned: PlannedRelease
) -> _Clinic:
    day = last_study_day(site, today)
    gone = {planned.clients[str(one)] for one in planned.plan.persons.withdrawn}
    facts = [
        one
        for one in sheets_until(session, site, day)
        if one.code is None or (site.code, one.code) not in gone
    ]
    leaving = planned.leaving
    compared = [
        (one.sheet.form, one.compared)
        for one in compared_sheets(session, site.code)
        if (site.code, one.sheet.client_code) in leaving
    ]
    return _Clinic(site, facts, expected_by(session, schedule, site, facts, day), compared)


def _response(
    schedule: Schedule,
    facts: Collection[SheetFacts],
    expected: Collection[Expected],
    compared: Collection[tuple[str, Compared]],
    today: date,
) -> Response:
    return response_of(schedule, facts, expected, ReadSheets((), compared), today)


def _item_gaps(library: Library, rows: Described) -> Iterator[ItemGaps]:
    """Give the questions on paper; what is kept of a sheet beside them nobody was asked."""
    for gaps in rows.questions:
        for form, item in islice(_asking(library, gaps.form, gaps.column.item), 1):
            yield ItemGaps(form, item, gaps.asked, gaps.missing, gaps.marks, gaps.ruled)


def _modes(library: Library, rows: Described) -> FillModes | None:
    counts: dict[int, int] = {}
    for one in rows.forms:
        for code, count in one.modes.items():
            if isinstance(code, int) and code >= 0:
                counts[code] = counts.get(code, 0) + count
    asked = (found for one in rows.forms for found in _asking(library, one.form, FILL_MODE))
    item = next((item for _form, item in asked), None)
    return FillModes(item, dict(sorted(counts.items()))) if item and counts else None


def _asking(library: Library, form: str, name: str) -> Iterator[tuple[FormDefinition, Item]]:
    """Give the versions of a form that ask an item, the newest first, with their item."""
    versions = sorted(
        (one for one in library.forms if one.form == form), key=lambda one: -one.version
    )
    return ((version, item) for version in versions for item in version.items if item.name == name)
