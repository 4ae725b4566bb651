"""What planning and making a release share: the tables of every clinic that may go over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.steps.changed_definitions import changed_definitions
from kast_eval.actions.steps.coded_sheets import coded_sheets
from kast_eval.dataset.coded_tables import Source, coded_tables, marked_table
from kast_eval.dataset.person_id import person_id, project_key
from kast_eval.dataset.release.plan import Plan, plan_release
from kast_eval.dataset.release.recipe import RECIPE_ENDING, Level, Recipe, read_recipe
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import person_table, points_of, wide_table
from kast_eval.definition.derived import Derivations
from kast_eval.definition.library import Library
from kast_eval.store.releases import client_codes
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites, is_training
from kast_eval.study.plan import Plan as StudyPlan
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.site import Site


@dataclass(frozen=True)
class Materials:
    """What every release is made with: the forms, the schedule, the secret of the ids."""

    library: Library
    derivations: Derivations
    plan: StudyPlan
    person_key: bytes = field(repr=False)


@dataclass(frozen=True)
class PlannedRelease:
    """A plan, the clinics in it and those that are not; `every` has the tables it chose from."""

    plan: Plan
    sites: tuple[Site, ...]
    left_out: tuple[Site, ...]
    training: bool
    clients: Mapping[str, tuple[str, str]] = field(repr=False)
    every: tuple[DatasetTable, ...] = field(repr=False)

    @property
    def target(self) -> str:
        """Return what two people agree on: this very recipe."""
        return f"{self.plan.recipe.name} {self.plan.recipe.checksum}"

    @property
    def needs_two(self) -> bool:
        """Tell whether another person must approve it; practice and a mock file show nobody."""
        return self.plan.recipe.level is not Level.MOCK and not self.training

    @property
    def leaving(self) -> Collection[tuple[str, str]]:
        """Return whose rows leave, by clinic and client code; a mock file holds nobody's."""
        if self.plan.recipe.level is Level.MOCK:
            return ()
        persons = self.plan.persons.leaving
        return {whose for person, whose in self.clients.items() if person in persons}


def planned_release(
    session: Session, user: User, now: datetime, materials: Materials, recipe_file: Path
) -> PlannedRelease:
    """Return what the recipe would let leave; refuse who may not export for the study."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    return planned_by(session, user, now, materials, read_recipe(recipe_file))


def planned_by(
    session: Session, user: User, now: datetime, materials: Materials, recipe: Recipe
) -> PlannedRelease:
    """Return the same by a recipe that was read; a mock file is made of no clinic's data."""
    training = is_training(session)
    mock = recipe.level is Level.MOCK
    may = frozenset() if mock else require_somewhere(user, Permission.EXPORT_STUDY)
    every = [site for site in all_sites(session) if site.code in may]
    sites = tuple(site for site in every if training or _is_approved(site, recipe))
    changed = tuple(changed_definitions(session, materials.library, sites))
    if changed:
        # Nothing can be coded by another definition than the one that was keyed by.
        raise ReleaseRefusedError(changed)
    key = project_key(materials.person_key, recipe.recipient)
    tables = _tables(session, now, materials, sites, key, training=training)
    file = f"{recipe.name}{RECIPE_ENDING}"
    plan = plan_release(
        tables, recipe, file, signs=materials.plan.schedule.signs, today=clock.clinic_day(now)
    )
    clients = {
        person_id(key, site.code, code): (site.code, code)
        for site in sites
        for code in client_codes(session, site.code)
    }
    left_out = tuple(site for site in every if site not in sites)
    return PlannedRelease(plan, sites, left_out, training, clients, tables)


def _is_approved(site: Site, recipe: Recipe) -> bool:
    """Tell whether the clinic is in the study by the very approval that the recipe names."""
    return site.in_study and site.approval_number == recipe.approval


def _tables(
    session: Session,
    now: datetime,
    materials: Materials,
    sites: Sequence[Site],
    key: bytes,
    *,
    training: bool,
) -> tuple[DatasetTable, ...]:
    of_sites = [
        coded_sheets(session, materials.library, site, key, for_study=not training)
        for site in sites
    ]
    forms = dict.fromkeys(one.form for one in materials.library.forms)
    sheets = {form: [sheet for found in of_sites for sheet in found[form]] for form in forms}
    tables = coded_tables(
        Source(
            _together(sites, training=training),
            materials.library.forms,
            sheets,
            materials.derivations,
            materials.plan.schedule,
        ),
        clock.clinic_day(now),
    )
    points = points_of(materials.library.newest_forms, materials.derivations)
    person, wide = person_table(tables), wide_table(tables, points)
    if training:
        person, wide = marked_table(person), marked_table(wide)
    return (person, *tables, wide)


def _together(sites: Sequence[Site], *, training: bool) -> Site:
    """Return the clinic that the tables are marked by: only practice is told from the rest."""
    none = Site("", "", "", "", in_study=not training, training=training)
    return replace(sites[0], training=training) if sites else none
