"""Read which forms a clinic should have, and how it stands with each."""

from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.store.absences import site_absences
from kast_eval.store.reminders import site_reminders
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import site_facts
from kast_eval.store.site_points import find_site_points
from kast_eval.store.sites import find_site
from kast_eval.study.expected import Expected, ProposedClosing, State
from kast_eval.study.ledger import ledger_of, proposed_closings
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site


@dataclass(frozen=True)
class SiteLedger:
    """The forms that a clinic should have on a day, and the contacts that are to be closed.

    `expected` has every form in every state, the most urgent of the open ones first.
    """

    site: Site
    today: date
    expected: tuple[Expected, ...]
    closings: tuple[ProposedClosing, ...]
    chosen_points: frozenset[str]

    @property
    def open(self) -> tuple[Expected, ...]:
        """Return the forms that may still come, the most urgent first."""
        return tuple(one for one in self.expected if one.is_open)

    def in_state(self, *states: State) -> tuple[Expected, ...]:
        """Return the forms in one of the states."""
        return tuple(one for one in self.expected if one.state in states)

    def of(self, code: str | None) -> tuple[Expected, ...]:
        """Return the forms of a client, or those of the clinic itself."""
        return tuple(one for one in self.expected if one.code == code)


def read_ledger(
    session: Session, user: User, now: datetime, plan: Plan, site_code: str
) -> SiteLedger:
    """Return the clinic's ledger; nothing is noted, for it shows no answers."""
    require(user, Permission.READ, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    today = clock.clinic_day(now)
    facts = site_facts(session, site_code)
    chosen_points = find_site_points(session, site_code)
    expected = ledger_of(
        plan.schedule,
        facts,
        site_absences(session, site_code),
        site_reminders(session, site_code),
        today,
        chosen_points=chosen_points,
        in_study=site.in_study,
    )
    closings = proposed_closings(plan.schedule, facts, today)
    return SiteLedger(site, today, expected, closings, chosen_points)
