"""What planning and making a release share: the plan, and whose data are in it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kast_eval import clock
from kast_eval.actions.steps.changed_definitions import changed_definitions
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release_ground import release_ground
from kast_eval.actions.steps.release_tables import release_tables
from kast_eval.actions.steps.sent_packages import trusted_packages, trusted_sites
from kast_eval.dataset.package.taking import Pooled
from kast_eval.dataset.person_id import person_id, release_key
from kast_eval.dataset.release.plan import Plan, plan_release
from kast_eval.dataset.release.recipe import Level, Recipe, read_recipe
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.table import DatasetTable
from kast_eval.store.packages import PackageMark
from kast_eval.store.releases import client_codes
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites, is_training
from kast_eval.study.approval import ApprovalSubject
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.site import Site

BY_TWO = frozenset({Level.CODED, Level.ANONYMISED})
"""The levels with rows of persons."""


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
    pooled = release_tables(
        session, now, materials, sites, key, level=recipe.level, training=training
    )
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


def _is_approved(site: Site, recipe: Recipe) -> bool:
    """Tell whether the clinic is in the study by the very approval that the recipe names."""
    return site.in_study and site.approval_number == recipe.approval
