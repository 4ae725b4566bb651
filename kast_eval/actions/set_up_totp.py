"""Set up the app that shows codes: propose a secret, and confirm it by a code of the app."""

from dataclasses import dataclass, field
from datetime import datetime

from pyotp import TOTP

from kast_eval.actions.sign_in import SignIn, begin_sign_in
from kast_eval.actions.sign_in_by_password import PASSWORD, PendingError, pending_user
from kast_eval.actions.steps.paper_codes import make_paper_codes
from kast_eval.actions.steps.second_factor import draw_secret, has_second_factor, step_of
from kast_eval.actions.steps.tries import Guesser, begin_try, take_back_try
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import confirm_totp, find_totp, propose_totp
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.roles import User

ISSUER = "KAST"


class AppCodeError(KastEvalError):
    """A code that the app with the new secret does not show."""

    def __init__(self) -> None:
        super().__init__(
            "Koden stämmer inte. Skriv de sex siffror som appen visar just nu. Stämmer det ändå "
            "inte: ställ telefonens klocka på automatisk tid."
        )


@dataclass(frozen=True)
class ProposedTotp:
    """A secret that an app can take: as an address in a picture, or typed in groups."""

    address: str = field(repr=False)
    typed: str = field(repr=False)


class HasFactorError(PendingError):
    """A first app for somebody who has a second factor: a passphrase alone does not replace it."""


def propose_first_app(session: Session, pending_token: str, now: datetime) -> ProposedTotp:
    """Return the secret proposed to one who has just chosen a passphrase, or raise PendingError."""
    return propose_app(session, without_factor(session, pending_token, now), now)


def set_up_first_app(
    database: Database,
    now: datetime,
    *,
    pending_token: str,
    code: str,
    client: str,
    browser: str = "",
) -> tuple[SignIn, tuple[str, ...]]:
    """Sign in with the app's first code; return the codes for the paper too.

    Raises AppCodeError, PendingError or WaitError.
    """
    with database.read() as session:
        user = without_factor(session, pending_token, now)
    codes = confirm_app(database, user, now, code=code, client=client)
    with database.begin() as session:
        return begin_sign_in(session, user, now, method=PASSWORD, browser=browser), codes


def without_factor(session: Session, pending_token: str, now: datetime) -> User:
    """Return whose passphrase was right and who has no second factor, or raise PendingError."""
    user = pending_user(session, pending_token, now)
    if has_second_factor(session, user.name):
        raise HasFactorError
    return user


def propose_app(session: Session, user: User, now: datetime) -> ProposedTotp:
    """Return the secret that is proposed to the user, a new one if there is none yet."""
    totp = find_totp(session, user.name)
    secret = totp.proposed if totp is not None else None
    if secret is None:
        secret = draw_secret()
        propose_totp(session, user.name, secret, at=now)
    return _proposed(user, secret)


def proposed_app(session: Session, user: User) -> ProposedTotp | None:
    """Return the secret that has been proposed to the user."""
    totp = find_totp(session, user.name)
    return None if totp is None or totp.proposed is None else _proposed(user, totp.proposed)


def confirm_app(
    database: Database, user: User, now: datetime, *, code: str, client: str
) -> tuple[str, ...]:
    """Let the proposed app count from now on; return new codes for the paper if it is the first.

    Raises AppCodeError or WaitError.
    """
    guesser = Guesser(user.name, client)
    with database.begin() as session:
        begin_try(session, now, guesser)
    with database.begin() as session:
        totp = find_totp(session, user.name)
        secret = totp.proposed if totp is not None else None
        step = None if secret is None else step_of(secret, "".join(code.split()), now)
        if step is None:
            raise AppCodeError
        take_back_try(session, guesser)
        is_first = not has_second_factor(session, user.name)
        confirm_totp(session, user.name, step, at=now)
        note_event(session, now, user.name, "set up an app", "second factor")
        return make_paper_codes(session, user.name, now) if is_first else ()


def _proposed(user: User, secret: str) -> ProposedTotp:
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    address = TOTP(secret).provisioning_uri(name=user.name, issuer_name=ISSUER)
    return ProposedTotp(address, groups)
