"""Read how far clients came at several clinics, by the rules for small numbers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kast_eval import clock
from kast_eval.actions.steps.known_sheets import expected_by, sheets_until
from kast_eval.actions.steps.protected_reach import protect_reaches
from kast_eval.dataset.anonymise.protection import ProtectedTable
from kast_eval.quality.flow import flow_of
from kast_eval.quality.reach import Reach, reach_of, together
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.study.border import compared_sites, last_study_day
from kast_eval.study.expected import SheetFacts
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotAllowedError, Permission, User
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site
from kast_eval.study.told import withdrawals_of

_FEWEST_SITES = 2


@dataclass(frozen=True)
class Comparison:
    """Clients by clinic and the last step that they came to, as it was on a day.

    Clinics stand by code, the small ones together. Without a `table` there are too few clients
    to show anything.
    """

    day: date
    sites: tuple[Site, ...]
    table: ProtectedTable | None


def compare_response(session: Session, user: User, now: datetime, plan: Plan) -> Comparison:
    """Return the table of the user's clinics as the last quarter ended; that is noted.

    It changes once a quarter: a table that followed each day would show each person's step.
    """
    sites = compared_sites(user, all_sites(session))
    if len(sites) < _FEWEST_SITES:
        raise NotAllowedError
    day = last_quarter_end(clock.clinic_day(now))
    reaches = {
        one.code: _reach(session, plan.schedule, one, _last_day(user, one, day)) for one in sites
    }
    note_event(session, now, user.name, "compared response", "response")
    return Comparison(day, sites, protect_reaches(together(reaches)))


def last_quarter_end(today: date) -> date:
    """Return the last day of the quarter before the one that a day is in."""
    first_month = today.month - (today.month - 1) % 3
    return today.replace(month=first_month, day=1) - timedelta(1)


def _last_day(user: User, site: Site, day: date) -> date:
    """Return the day to count until; a researcher gets nothing from after a clinic has left."""
    if user.may(Permission.COMPARE_SITES, site.code):
        return day
    return last_study_day(site, day)


def _reach(session: Session, schedule: Schedule, site: Site, day: date) -> Reach:
    """Return how far a clinic's clients had come on a day, by what was keyed until then."""
    facts = _without_withdrawn(schedule, sheets_until(session, site, day))
    expected = expected_by(session, schedule, site, facts, day)
    return reach_of(flow_of(schedule, facts, expected))


def _without_withdrawn(schedule: Schedule, facts: Collection[SheetFacts]) -> Collection[SheetFacts]:
    withdrawn = withdrawals_of(schedule, facts).keys()
    return [one for one in facts if one.code is None or one.code not in withdrawn]
