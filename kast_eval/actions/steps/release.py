"""What planning and making a release share: the tables of every clinic that may go over."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.steps.changed_definitions import changed_definitions
from kast_eval.actions.steps.coded_sheets import coded_sheets
from kast_eval.actions.steps.release_ground import release_ground
from kast_eval.actions.steps.sent_packages import sent_packages, trusted_packages, trusted_sites
from kast_eval.dataset.coded_tables import Source, coded_tables, marked_table
from kast_eval.dataset.package.taking import Pooled, pool, telling
from kast_eval.dataset.person_id import person_id, release_key
from kast_eval.dataset.release.plan import Plan, plan_release
from kast_eval.dataset.release.recipe import Level, Recipe, read_recipe
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import person_table, points_of, wide_table
from kast_eval.definition.derived import Derivations
from kast_eval.definition.library import Library
from kast_eval.store.packages import PackageMark
from kast_eval.store.releases import client_codes
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites, is_training
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.plan import Plan as StudyPlan
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.signs import Sign
from kast_eval.study.site import Site

BY_TWO = frozenset({Level.CODED, Level.ANONYMISED})
"""The levels with rows of persons."""

FOR_OTHERS = frozenset({Level.ANONYMISED, Level.TABLES})
"""The levels that nobody's data may be known in."""

OF_CONSENT = (Sign.CONSENTED_AT_START, Sign.WITHDREW, Sign.WITHDREW_BUT_KEPT)
OF_WHOM = (*OF_CONSENT, Sign.CAME_AS_COUPLE)
"""What says whose answers may be in a release, and in what is for others to read."""


@dataclass(frozen=True)
class Materials:
    """What every release is made with: the forms, the schedule, the secret of the ids.

    The ids of an anonymised file come out of `seed`, a secret of one release; None is one that the
    system draws and that nobody ever learns.
    """

    library: Library
    derivations: Derivations
    plan: StudyPlan
    person_key: bytes = field(repr=False)
    seed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class PlannedRelease:
    """A plan, the clinics in it and those that are not; `every` has the tables it chose from.

    Of the `distrusted` no package counts.
    """

    plan: Plan
    sites: tuple[Site, ...]
    left_out: tuple[Site, ...]
    training: bool
    clients: Mapping[str, tuple[str, str]] = field(repr=False)
    pooled: Pooled = field(repr=False)
    packages: tuple[PackageMark, ...]
    profiles: int
    published: int = 0
    distrusted: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[DatasetTable, ...]:
        """Return every table, before the recipe chooses."""
        return self.pooled.tables

    @property
    def target(self) -> str:
        """Return what two people agree on: this very recipe."""
        return f"{self.plan.recipe.name} {self.plan.recipe.checksum}"

    @property
    def subject(self) -> ApprovalSubject:
        """Return as what it is agreed on."""
        anonymised = self.plan.recipe.level is Level.ANONYMISED
        return ApprovalSubject.RELEASE_B if anonymised else ApprovalSubject.RELEASE_A

    @property
    def needs_two(self) -> bool:
        """Tell whether another person must approve it; practice and a mock file show nobody.

        Tables show nobody either: who decided on them stands in the recipe, and the gates do not
        rest on what anybody sees in them.
        """
        return self.plan.recipe.level in BY_TWO and not self.training

    @property
    def leaving(self) -> Collection[tuple[str, str]]:
        """Return whose rows leave, by clinic and client code; a mock file holds nobody's."""
        return self._leaving(self.clients)

    @property
    def leaving_pooled(self) -> Collection[tuple[str, str]]:
        """Return the same of those who came in packages, by clinic and the id there."""
        return self._leaving(self.pooled.persons)

    def _leaving(self, whose: Mapping[str, tuple[str, str]]) -> Collection[tuple[str, str]]:
        if self.plan.recipe.level is Level.MOCK:
            return ()
        persons = self.plan.leaving
        return {one for person, one in whose.items() if person in persons}


def planned_release(
    session: Session, user: User, now: datetime, materials: Materials, recipe_file: Path
) -> PlannedRelease:
    """Return what the recipe would let leave; refuse who may not export for the study."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    return planned_by(session, user, now, materials, read_recipe(recipe_file))


def planned_by(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    recipe: Recipe,
    *,
    at: Collection[str] | None = None,
) -> PlannedRelease:
    """Return the same by a recipe that was read; a mock file is made of no clinic's data.

    Who is asked to approve it need not be somebody who may make it: `at` has the clinics then.
    """
    training = is_training(session)
    mock = recipe.level is Level.MOCK
    may = frozenset() if mock else at or require_somewhere(user, Permission.EXPORT_STUDY)
    every = [site for site in all_sites(session) if site.code in may]
    sites = tuple(site for site in every if training or _is_approved(site, recipe))
    changed = tuple(changed_definitions(session, materials.library, sites))
    if changed:
        # Nothing can be coded by another definition than the one that was keyed by.
        raise ReleaseRefusedError(changed)
    key = release_key(materials.person_key, recipe.recipient, recipe.purpose, recipe.approval)
    pooled = _tables(session, now, materials, sites, key, level=recipe.level, training=training)
    clients = {
        person_id(key, site.code, code): (site.code, code)
        for site in sites
        for code in client_codes(session, site.code)
    }
    ground = release_ground(
        session,
        materials.library,
        materials.plan.schedule.signs,
        {**clients, **pooled.persons},
        today=clock.clinic_day(now),
        seed=materials.seed,
        training=training,
        derivations=materials.derivations,
    )
    plan = plan_release(pooled.tables, recipe, ground)
    left_out = tuple(site for site in every if site not in sites)
    return PlannedRelease(
        plan,
        sites,
        left_out,
        training,
        clients,
        pooled,
        trusted_packages(session, sites),
        profiles=len(ground.earlier),
        published=len(ground.published),
        distrusted=tuple(
            sorted({site.code for site in sites} - set(trusted_sites(session, sites)))
        ),
    )


def tables_without_rows(
    session: Session, now: datetime, materials: Materials
) -> tuple[DatasetTable, ...]:
    """Return every table that a recipe may name; nobody's data are read."""
    training = is_training(session)
    return _tables(session, now, materials, (), b"", level=Level.MOCK, training=training).tables


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
    level: Level,
    training: bool,
) -> Pooled:
    """Return every table, with the rows of the clinics that send packages.

    What is for others to read is not of a clinic of which nobody can tell who took a consent back,
    or came as one of a couple.
    """
    coded = tables_of_sites(session, now, materials, sites, key, training=training)
    packages = sent_packages(session, sites)
    pooled = pool(coded, packages, key)
    if level in FOR_OTHERS:
        codes = materials.plan.schedule.signs.codes
        told = telling(packages, coded, (codes[sign].form for sign in OF_WHOM))
        silent = {one.site_code for one in packages} - {one.site_code for one in told}
        pooled = replace(pool(coded, told, key), waiting=pooled.waiting, left_out=frozenset(silent))
    points = points_of(materials.library.newest_forms, materials.derivations)
    person, wide = person_table(pooled.tables), wide_table(pooled.tables, points)
    if training:
        person, wide = marked_table(person), marked_table(wide)
    return replace(pooled, tables=(person, *pooled.tables, wide))


def tables_of_sites(
    session: Session,
    now: datetime,
    materials: Materials,
    sites: Sequence[Site],
    key: bytes,
    *,
    training: bool,
) -> tuple[DatasetTable, ...]:
    """Return the coded tables of what clinics have keyed here and may give the study.

    `key` is the secret of the ids of the persons.
    """
    of_sites = [
        coded_sheets(session, materials.library, site, key, for_study=not training)
        for site in sites
    ]
    forms = dict.fromkeys(one.form for one in materials.library.forms)
    sheets = {form: [sheet for found in of_sites for sheet in found[form]] for form in forms}
    return coded_tables(
        Source(
            _together(sites, training=training),
            materials.library.forms,
            sheets,
            materials.derivations,
            materials.plan.schedule,
        ),
        clock.clinic_day(now),
    )


def _together(sites: Sequence[Site], *, training: bool) -> Site:
    """Return the clinic that the tables are marked by: only practice is told from the rest."""
    none = Site("", "", "", "", in_study=not training, training=training)
    return replace(sites[0], training=training) if sites else none
