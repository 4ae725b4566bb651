"""Make the training clinics anew, with made-up clients."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kast_eval import clock
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.note_reminder import note_reminder
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.train_second_keying import train_second_keying
from kast_eval.actions.training_link import TRAINING_USER
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.store.certificates import Certificate, add_certificate
from kast_eval.store.events import note_event
from kast_eval.store.reset import empty_training
from kast_eval.store.session import Session
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.sites import add_site, find_site
from kast_eval.store.users import add_user, find_user
from kast_eval.store.visible_sites import see_every_site, see_sites
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Role, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE, Site
from kast_eval.training.clients import generate_clients
from kast_eval.training.clinic import generate_clinic_sheets
from kast_eval.training.papers import TrainingSheet
from kast_eval.training.present import DAYS_SINCE_REMINDER, REMINDED_OF, Present, generate_present
from kast_eval.training.relatives import generate_relatives
from kast_eval.training.slips import with_slips

NEIGHBOUR_USER = "grannen"
"""Who keys at the second training clinic, which the training user sees nothing of."""

COLLEAGUE = "Övningskollegan"
"""Who has keyed most sheets of the training clinic the second time; nobody signs in as this."""

KEYED_AGAIN_AT_ONCE = 20
LEFT, DIFFERING = 6, 1
"""How many sheets still wait for their second keying, and how many are to be decided."""

SEED = 2026
CLIENTS = 12
NEIGHBOUR_CLIENTS = 3
CLIENTS_PER_RELATIVE = 3


class EmptyTrainingError(KastEvalError):
    """A training database that has never been filled."""

    def __init__(self) -> None:
        super().__init__("Övningsmottagningen är tom. Kör «kast-eval training» först.")


_EVERYTHING = frozenset({Role.LEAD, Role.RESEARCHER, Role.AUDITOR})


def reset_training(
    session: Session,
    now: datetime,
    plan: Plan,
    *,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Empty both training clinics and fill them; return how many sheets were made.

    The same day gives the same clients and answers; `tell` hears how many of how many are done.
    """
    empty_training(session)
    keyed_by = {
        TRAINING_SITE: _clinic_user(session, now, TRAINING_SITE, TRAINING_USER),
        TRAINING_NEIGHBOUR: _clinic_user(session, now, TRAINING_NEIGHBOUR, NEIGHBOUR_USER),
    }
    colleague = _colleague(session, now)
    counts = {TRAINING_SITE: CLIENTS, TRAINING_NEIGHBOUR: NEIGHBOUR_CLIENTS}
    present = _present(plan.library, now)
    more = {TRAINING_SITE: present.sheets, TRAINING_NEIGHBOUR: ()}
    sheets = [
        (site, sheet)
        for site in counts
        for sheet in _sheets(site, counts[site], plan.library, now, more[site])
    ]
    for done, (site, sheet) in enumerate(sheets, start=1):
        _enter(session, keyed_by[site], plan, sheet, submission=f"training {done}")
        if done % KEYED_AGAIN_AT_ONCE == 0:
            # Second keyings follow close behind, so that fewer sheets are drawn after a while.
            train_second_keying(
                session, colleague, sheet.entered_at, plan,
                site_code=TRAINING_SITE.code, left=LEFT + DIFFERING,
            )  # fmt: skip
        tell(done, len(sheets))
    train_second_keying(
        session, colleague, now, plan, site_code=TRAINING_SITE.code, left=LEFT, differing=DIFFERING,
    )  # fmt: skip
    _remind(session, keyed_by[TRAINING_SITE], now, plan, present.reminded)
    note_event(session, now, TRAINING_USER, "reset training", f"{len(sheets)} sheets")
    return len(sheets)


def is_filled(session: Session) -> bool:
    """Tell whether one of the training clinics has a sheet."""
    see_every_site(session)
    return bool(newest_sheets(session, (TRAINING_SITE.code, TRAINING_NEIGHBOUR.code), limit=1))


def training_user(session: Session) -> User:
    """Return who everybody is at the training clinic."""
    user = find_user(session, TRAINING_USER)
    if user is None:
        raise EmptyTrainingError
    see_sites(session, user.sites)
    return user


def _clinic_user(session: Session, now: datetime, site: Site, name: str) -> User:
    """Return who keys at the clinic; both are made if they are not there yet."""
    if find_site(session, site.code) is None:
        add_site(session, site)
    known = find_user(session, name)
    return known or add_user(session, name, {site.code: _EVERYTHING}, created=now)


def _colleague(session: Session, now: datetime) -> User:
    """Return who keys the second time at the training clinic; the training user keys alone."""
    known = find_user(session, COLLEAGUE)
    roles = {TRAINING_SITE.code: frozenset({Role.COUNSELLOR})}
    alone = Certificate(alone=True, reason="Övning", decided_by=TRAINING_USER, decided_at=now)
    add_certificate(session, TRAINING_USER, TRAINING_SITE.code, alone)
    return known or add_user(session, COLLEAGUE, roles, created=now)


def _sheets(
    site: Site, count: int, library: Library, now: datetime, more: Sequence[TrainingSheet]
) -> Sequence[TrainingSheet]:
    """Return the sheets of a clinic, `more` among them, in the order in which they came in."""
    forms, day = library.newest_forms, clock.clinic_day(now)
    clients = generate_clients(SEED, forms, site.letters, count, last_day=day)
    relatives = count // CLIENTS_PER_RELATIVE
    sheets = (
        *(sheet for client in clients for sheet in client.sheets),
        *generate_relatives(SEED, forms, site.relative_letters, relatives, last_day=day),
        *generate_clinic_sheets(SEED, forms, site.code, last_day=day),
    )
    made = with_slips(sheets) if site == TRAINING_SITE else sheets
    # A sheet of today is keyed by now at the latest, or the machine's clock would seem to go back.
    keyed = (replace(sheet, entered_at=min(sheet.entered_at, now)) for sheet in (*made, *more))
    return sorted(keyed, key=lambda sheet: sheet.entered_at)


def _present(library: Library, now: datetime) -> Present:
    """Return those clients of the training clinic who are still coming."""
    forms, day = library.newest_forms, clock.clinic_day(now)
    clients = generate_clients(SEED, forms, TRAINING_SITE.letters, CLIENTS, last_day=day)
    taken = [client.code for client in clients]
    return generate_present(SEED, forms, TRAINING_SITE.letters, taken, last_day=day)


def _remind(session: Session, user: User, now: datetime, plan: Plan, code: str) -> None:
    """Note a reminder of some days ago, so that one is seen on the page of the day."""
    note_reminder(
        session, user, now, plan, site_code=TRAINING_SITE.code, place=(code, 1, *REMINDED_OF),
        sent_on=clock.clinic_day(now) - timedelta(DAYS_SINCE_REMINDER),
    )  # fmt: skip


def _enter(
    session: Session, user: User, plan: Plan, sheet: TrainingSheet, *, submission: str
) -> None:
    """Key a sheet as a person does who looks at every doubt and finds that it stands so."""
    keyed = read_keyed(
        sheet.definition,
        sheet.texts,
        sheet.notes,
        person_type=sheet.person_type,
        now=sheet.entered_at,
    )
    enter_form(
        session,
        user,
        sheet.entered_at,
        sheet.definition,
        sheet.texts,
        plan=plan,
        notes=sheet.notes,
        code=sheet.code,
        number=sheet.number,
        person_type=sheet.person_type,
        submission=submission,
        episode_no=sheet.episode_no,
        confirmed=[doubt.key for doubt in keyed.reading.doubts],
    )
