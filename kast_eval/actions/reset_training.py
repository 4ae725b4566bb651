"""Fill an empty training database with made-up clients."""

from datetime import datetime

from kast_eval import clock
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.training_link import TRAINING_USER
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import add_site, all_sites, require_training
from kast_eval.store.users import add_user
from kast_eval.study.roles import Role, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE, Site
from kast_eval.training.clients import TrainingSheet, generate_clients
from kast_eval.wording import marked

NEIGHBOUR_USER = "grannen"
"""Who keys at the second training clinic, which the training user sees nothing of."""

SEED = 2026
CLIENTS = 12
NEIGHBOUR_CLIENTS = 3


class FilledTrainingError(KastEvalError):
    """A training database that already holds something."""


def reset_training(session: Session, now: datetime, library: Library) -> int:
    """Fill the database with both training clinics; return how many sheets there are.

    The same day gives the same clients and answers. Nothing is ever removed from a database, so
    that training begins anew in a new one.
    """
    require_training(session)
    if all_sites(session):
        raise FilledTrainingError(
            marked("Övningsdatabasen är redan fylld. Börja om med en ny databas.")
        )
    training = _add_clinic(
        session, now, TRAINING_SITE, TRAINING_USER, frozenset({Role.LEAD, Role.RESEARCHER})
    )
    neighbour = _add_clinic(
        session, now, TRAINING_NEIGHBOUR, NEIGHBOUR_USER, frozenset({Role.LEAD})
    )
    made = _enter_clients(session, training, now, library, site=TRAINING_SITE, count=CLIENTS)
    made += _enter_clients(
        session, neighbour, now, library, site=TRAINING_NEIGHBOUR, count=NEIGHBOUR_CLIENTS
    )
    note_event(session, now, TRAINING_USER, "reset training", f"{made} sheets")
    return made


def _add_clinic(
    session: Session, now: datetime, site: Site, user_name: str, roles: frozenset[Role]
) -> User:
    add_site(session, site)
    return add_user(session, user_name, {site.code: roles}, created=now)


def _enter_clients(
    session: Session, user: User, now: datetime, library: Library, *, site: Site, count: int
) -> int:
    clients = generate_clients(
        SEED, library.newest_forms, site.letters, count, last_day=clock.clinic_day(now)
    )
    sheets = sorted(
        (sheet for client in clients for sheet in client.sheets),
        key=lambda sheet: sheet.entered_at,
    )
    for number, sheet in enumerate(sheets):
        _enter(session, user, sheet, submission=f"training {site.code} {number}")
    return len(sheets)


def _enter(session: Session, user: User, sheet: TrainingSheet, *, submission: str) -> None:
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
        notes=sheet.notes,
        client_code=sheet.client_code,
        session_no=sheet.session_no,
        person_type=sheet.person_type,
        submission=submission,
        confirmed=[doubt.key for doubt in keyed.reading.doubts],
    )
