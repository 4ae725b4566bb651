"""Every table that a recipe may choose from, with the rows of the clinics that may go over."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.coded_sheets import coded_sheets
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.sent_packages import sent_packages
from kast_eval.dataset.coded_tables import Source, coded_tables, marked_table
from kast_eval.dataset.package.taking import Pooled, pool, telling
from kast_eval.dataset.release.recipe import Level
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import person_table, points_of, wide_table
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.signs import Sign
from kast_eval.study.site import Site

FOR_OTHERS = frozenset({Level.ANONYMISED, Level.TABLES})
"""The levels that nobody's data may be known in."""

OF_CONSENT = (Sign.CONSENTED_AT_START, Sign.WITHDREW, Sign.WITHDREW_BUT_KEPT)
OF_WHOM = (*OF_CONSENT, Sign.CAME_AS_COUPLE)
"""What says whose answers may be in a release, and in what is for others to read."""


def tables_without_rows(
    session: Session, now: datetime, materials: Materials
) -> tuple[DatasetTable, ...]:
    """Return every table that a recipe may name; nobody's data are read."""
    training = is_training(session)
    return release_tables(
        session, now, materials, (), b"", level=Level.MOCK, training=training
    ).tables


def release_tables(
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
