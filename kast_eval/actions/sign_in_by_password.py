"""Sign in by name, passphrase and a code; what fails is counted, and says nothing more."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kast_eval.actions.sign_in import LONGEST_PENDING, SignIn, begin_sign_in
from kast_eval.actions.steps.hashing import hash_passphrase, is_dated, is_passphrase
from kast_eval.actions.steps.second_factor import (
    GivenCode,
    draw_token,
    given_code,
    has_second_factor,
    take_code,
)
from kast_eval.actions.steps.tries import Guesser, begin_try, end_tries, take_back_try
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import password_hash, renew_password_hash
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import add_pending, find_pending
from kast_eval.store.users import find_user
from kast_eval.study.person_name import spelt_name
from kast_eval.study.roles import User

NOBODY = "–"
"""Who an event is about when a name is unknown: what was typed may be a passphrase."""

PASSWORD = "passphrase and code"  # noqa: S105 - the name of a way to sign in.


class SignInError(KastEvalError):
    """A name, passphrase or code that is wrong; nobody learns which of them."""

    def __init__(self) -> None:
        super().__init__(
            "Namnet, lösenfrasen eller engångskoden stämmer inte. Skriv dem en gång till. "
            "En engångskod gäller bara en gång: vänta på nästa."
        )


class PendingError(KastEvalError):
    """A second factor that comes too late, or belongs to no sign-in."""

    def __init__(self) -> None:
        super().__init__("Det gick för lång tid. Börja om med namn och lösenfras.")


@dataclass(frozen=True)
class SecondFactorNeeded:
    """A right passphrase alone: the token that its second factor belongs to.

    `set_up` tells that the user has no second factor yet, and sets one up now.
    """

    user: User
    pending_token: str = field(repr=False)
    set_up: bool


@dataclass(frozen=True)
class _Typed:
    """What was typed, looked at as far as goes without the lock of the database."""

    name: str
    right: bool
    code: GivenCode
    renewed_hash: str | None = field(repr=False)


def sign_in_by_password(
    database: Database,
    now: datetime,
    *,
    name: str,
    password: str,
    code: str,
    client: str,
    browser: str = "",
) -> SignIn | SecondFactorNeeded:
    """Sign in, or say what is missing; raise SignInError or WaitError.

    It takes the database: a failure is kept although it is refused, and the slow comparison of
    passphrases must not hold the lock that everybody's saving waits for.
    """
    guesser = Guesser(spelt_name(name), client)
    typed = _looked_at(database, now, guesser, password=password, code=code)
    with database.begin() as session:
        user = _proved(session, now, typed)
        if user is not None and not typed.code.is_empty and has_second_factor(session, user.name):
            done: SignIn | SecondFactorNeeded | None = _complete(
                session, now, user, typed.code, guesser=guesser, browser=browser
            )
        elif user is not None:
            done = _pending(session, user, now, guesser)
        else:
            done = None
    if done is None:
        raise SignInError
    return done


def give_second_factor(
    database: Database,
    now: datetime,
    *,
    pending_token: str,
    code: str,
    client: str,
    browser: str = "",
) -> SignIn:
    """Sign in one whose passphrase was right; raise SignInError, PendingError or WaitError."""
    with database.begin() as session:
        user = pending_user(session, pending_token, now)
        guesser = Guesser(user.name, client)
        begin_try(session, now, guesser)
        given = given_code(session, user.name, code)
    with database.begin() as session:
        done = _complete(session, now, user, given, guesser=guesser, browser=browser)
    if done is None:
        raise SignInError
    return done


def check_password(
    database: Database, now: datetime, *, name: str, password: str, code: str, client: str
) -> User:
    """Return the user of a command who proves who it is; raise SignInError or WaitError."""
    guesser = Guesser(spelt_name(name), client)
    typed = _looked_at(database, now, guesser, password=password, code=code)
    with database.begin() as session:
        user = _proved(session, now, typed)
        if user is not None and not take_code(session, user.name, typed.code, now):
            note_event(session, now, user.name, "sign-in failed", "code")
            user = None
        if user is not None:
            end_tries(session, guesser)
            note_event(session, now, user.name, "signed in", "command")
    if user is None:
        raise SignInError
    return user


def pending_user(session: Session, pending_token: str, now: datetime) -> User:
    """Return whose second factor is awaited with the token, or raise PendingError."""
    user = find_pending(session, pending_token, created_after=now - LONGEST_PENDING)
    if user is None:
        raise PendingError
    return user


def await_second_factor(session: Session, user: User, now: datetime) -> SecondFactorNeeded:
    """Keep that the user's passphrase was right, and wait for the second factor."""
    token = draw_token()
    add_pending(session, user.name, token, created=now)
    return SecondFactorNeeded(user, token, not has_second_factor(session, user.name))


def _looked_at(
    database: Database, now: datetime, guesser: Guesser, *, password: str, code: str
) -> _Typed:
    name = guesser.name or ""
    with database.begin() as session:
        begin_try(session, now, guesser)
        kept = password_hash(session, name)
        given = given_code(session, name, code)
    right = is_passphrase(kept, password)
    renewed = hash_passphrase(password) if right and kept and is_dated(kept) else None
    return _Typed(name, right, given, renewed)


def _proved(session: Session, now: datetime, typed: _Typed) -> User | None:
    """Return whose passphrase it is; one who has no role any more is nobody."""
    user = find_user(session, typed.name)
    if user is None or not user.roles or not typed.right:
        known = NOBODY if user is None else user.name
        note_event(session, now, known, "sign-in failed", "passphrase")
        return None
    if typed.renewed_hash is not None:
        renew_password_hash(session, user.name, typed.renewed_hash)
    return user


def _pending(session: Session, user: User, now: datetime, guesser: Guesser) -> SecondFactorNeeded:
    # Who has the passphrase must not get new guesses at the code by giving it again.
    take_back_try(session, guesser)
    return await_second_factor(session, user, now)


def _complete(
    session: Session,
    now: datetime,
    user: User,
    given: GivenCode,
    *,
    guesser: Guesser,
    browser: str,
) -> SignIn | None:
    if not take_code(session, user.name, given, now):
        note_event(session, now, user.name, "sign-in failed", "code")
        return None
    failures = end_tries(session, guesser)
    done = begin_sign_in(session, user, now, method=PASSWORD, browser=browser)
    return replace(done, failures=failures)
