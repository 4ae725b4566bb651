"""Read which forms a clinic should have, and how it stands with each."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from kast_eval import clock
from kast_eval.store.absences import site_absences
from kast_eval.store.reminders import site_reminders
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import ClientSheets, facts_by_client
from kast_eval.store.site_points import find_site_points
from kast_eval.store.sites import find_site
from kast_eval.study.expected import Absence, Expected, ProposedClosing, Reminder, State
from kast_eval.study.ledger import (
    ledger_of_clinic,
    ledger_of_people,
    most_urgent_first,
    proposed_closings,
)
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.schedule import Schedule
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


@dataclass(frozen=True)
class _Circumstances:
    """What a client's ledger depends on beside the client's own sheets."""

    schedule: Schedule
    today: date
    chosen_points: frozenset[str]
    in_study: bool


@dataclass(frozen=True)
class _Part:
    """The part of a ledger that is about one client."""

    open: tuple[Expected, ...]
    others: tuple[Expected, ...]
    closings: tuple[ProposedClosing, ...] = ()


def read_ledger(
    session: Session, user: User, now: datetime, plan: Plan, site_code: str
) -> SiteLedger:
    """Return the clinic's ledger; nothing is noted, for it shows no answers."""
    require(user, Permission.READ, site_code)
    site = find_site(session, site_code)
    if site is None:
        raise NotFoundError
    circumstances = _Circumstances(
        plan.schedule,
        clock.clinic_day(now),
        find_site_points(session, site_code),
        site.in_study,
    )
    parts = _parts(session, site_code, circumstances)
    expected = (
        *most_urgent_first(one for part in parts for one in part.open),
        *(one for part in parts for one in part.others),
    )
    closings = sorted(
        (one for part in parts for one in part.closings), key=lambda one: one.last_contact
    )
    return SiteLedger(
        site, circumstances.today, expected, tuple(closings), circumstances.chosen_points
    )


def _parts(session: Session, site_code: str, circumstances: _Circumstances) -> tuple[_Part, ...]:
    """Return the part of each client, and that of the clinic itself."""
    absences: dict[str | None, list[Absence]] = {}
    for absence in site_absences(session, site_code):
        absences.setdefault(absence.place[0], []).append(absence)
    reminders: dict[str, list[Reminder]] = {}
    for reminder in site_reminders(session, site_code):
        reminders.setdefault(reminder.code, []).append(reminder)
    every = facts_by_client(session, site_code, circumstances.schedule.clinic_forms)
    own = [one for sheets in every if sheets.code is None for one in sheets.facts()]
    of_clinic = ledger_of_clinic(
        circumstances.schedule,
        own,
        absences.get(None, ()),
        min((sheets.first_saved for sheets in every), default=None),
        circumstances.today,
    )
    of_clients = (
        _part_of(
            circumstances,
            sheets,
            tuple(absences.get(sheets.code, ())),
            tuple(reminders.get(sheets.code, ())),
        )
        for sheets in every
        if sheets.code is not None
    )
    return (*of_clients, _parted(of_clinic))


# Most clients' sheets are the same as when the page was last shown, and so is what follows.
@lru_cache(maxsize=4096)
def _part_of(
    circumstances: _Circumstances,
    sheets: ClientSheets,
    absences: tuple[Absence, ...],
    reminders: tuple[Reminder, ...],
) -> _Part:
    facts = sheets.facts()
    expected = ledger_of_people(
        circumstances.schedule,
        facts,
        absences,
        reminders,
        circumstances.today,
        chosen_points=circumstances.chosen_points,
        in_study=circumstances.in_study,
    )
    closings = proposed_closings(circumstances.schedule, facts, circumstances.today)
    return _parted(expected, closings)


def _parted(expected: tuple[Expected, ...], closings: tuple[ProposedClosing, ...] = ()) -> _Part:
    return _Part(
        tuple(one for one in expected if one.is_open),
        tuple(one for one in expected if not one.is_open),
        closings,
    )
