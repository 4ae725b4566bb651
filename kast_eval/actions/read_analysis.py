"""Read the ready analysis of a clinic's own clients."""

from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.coded_sheets import coded_sheets
from kast_eval.analysis.report import AnalysisReport, analyse
from kast_eval.dataset.coded_tables import Source, coded_tables
from kast_eval.dataset.release.persons import persons_of, rows_of
from kast_eval.definition.derived import Derivations
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site

_NO_SECRET = bytes(32)
"""No id is shown, so the ids of persons need no secret; they only tell them from each other."""


@dataclass(frozen=True)
class SiteAnalysis:
    """A clinic's own analysis: all of it, for the persons are its own."""

    site: Site
    day: date
    report: AnalysisReport


def read_analysis(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    derivations: Derivations,
    site_code: str,
) -> SiteAnalysis:
    """Return the analysis of today, which takes seconds; `note_analysis` comes before it.

    Whoever has taken back the consent, without letting the answers be used, is not in it.
    """
    require(user, Permission.READ_RESPONSE, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    today = clock.clinic_day(now)
    sheets = coded_sheets(session, plan.library, site, _NO_SECRET, for_study=False)
    source = Source(site, plan.library.forms, sheets, derivations, plan.schedule)
    tables = coded_tables(source, today)
    persons = persons_of(tables, plan.schedule.signs)
    staying = persons.every - persons.withdrawn
    return SiteAnalysis(site, today, analyse([rows_of(table, staying) for table in tables]))


def note_analysis(
    session: Session, user: User, now: datetime, site_code: str, *, printed: bool
) -> None:
    """Note that the analysis is read, or printed, in a moment of its own: others go on saving."""
    require(user, Permission.READ_RESPONSE, site_code)
    action = "printed" if printed else "read analysis"
    note_event(session, now, user.name, action, "analysis", site_code=site_code)
