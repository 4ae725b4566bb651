"""Sign in, prove anew who one is, or unlock the screen: by a passkey, which is both factors."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from kast_eval.actions.add_passkey import AskedPasskey
from kast_eval.actions.sign_in import SignIn, begin_sign_in, browser_of
from kast_eval.actions.sign_in_by_password import NOBODY
from kast_eval.actions.steps.challenges import ask, asked
from kast_eval.actions.steps.tries import Guesser, begin_try, end_tries
from kast_eval.errors import KastEvalError
from kast_eval.identity.passkeys import (
    KnownPasskey,
    PasskeyRefusedError,
    ask_for_passkey,
    check_passkey,
    named_passkey,
)
from kast_eval.identity.place import Place
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.passkeys import PasskeyRecord, find_passkey, passkeys_of, use_passkey
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import mark_stepped_up, mark_unlocked
from kast_eval.store.users import find_user
from kast_eval.study.roles import User

PASSKEY = "passkey"
"""The name of this way to sign in."""


class Purpose(StrEnum):
    """What a passkey is asked for."""

    SIGN_IN = "sign in"
    STEP_UP = "step up"
    UNLOCK = "unlock"


_SAID: Mapping[Purpose, tuple[str, str]] = {
    Purpose.STEP_UP: ("step-up", "step-up failed"),
    Purpose.UNLOCK: ("unlocked", "unlock failed"),
}


class PasskeyError(KastEvalError):
    """A passkey that proves nothing; nobody learns why."""

    def __init__(self) -> None:
        super().__init__(
            "Passnyckeln gav inte tillträde. Försök igen, eller logga in på ett annat sätt."
        )


def ask_for_proof(
    session: Session, now: datetime, place: Place, purpose: Purpose, user: User | None = None
) -> AskedPasskey:
    """Ask the browser for one of the user's passkeys; for any, where nobody is signed in."""
    known = passkeys_of(session, user.name) if user else ()
    question = ask_for_passkey(
        place, [one.credential_id for one in known if one.host == place.host]
    )
    token = ask(session, now, f"passkey: {purpose}", {"challenge": question.challenge})
    return AskedPasskey(token, question.options)


def sign_in_by_passkey(
    database: Database,
    now: datetime,
    place: Place,
    *,
    token: str,
    answer: str,
    client: str,
    browser: str = "",
) -> SignIn:
    """Sign in whose passkey it is, or raise PasskeyError or WaitError."""
    # It takes the database: a failure is kept although it is refused.
    with database.begin() as session:
        guesser = Guesser(None, client)
        begin_try(session, now, guesser)
        user = _proved(session, now, place, Purpose.SIGN_IN, token=token, answer=answer)
        if user is None:
            note_event(session, now, NOBODY, "sign-in failed", PASSKEY)
            done = None
        else:
            end_tries(session, guesser)
            done = begin_sign_in(session, user, now, method=PASSKEY, browser=browser)
    if done is None:
        raise PasskeyError
    return done


def prove_again_by_passkey(
    database: Database,
    cookie_token: str,
    now: datetime,
    place: Place,
    purpose: Purpose,
    *,
    token: str,
    answer: str,
    client: str,
) -> User:
    """Step up or unlock whom the browser is signed in for, or raise PasskeyError or WaitError."""
    done, failed = _SAID[purpose]
    with database.begin() as session:
        browser = browser_of(session, cookie_token, now)
        if browser is None:
            raise PasskeyError
        guesser = Guesser(browser.user.name, client)
        begin_try(session, now, guesser)
        user = _proved(session, now, place, purpose, token=token, answer=answer)
        right = user is not None and user.name == browser.user.name
        if right:
            end_tries(session, guesser)
            mark = mark_unlocked if purpose is Purpose.UNLOCK else mark_stepped_up
            mark(session, cookie_token, at=now)
        note_event(session, now, browser.user.name, done if right else failed, PASSKEY)
    if not right:
        raise PasskeyError
    return browser.user


def _proved(
    session: Session, now: datetime, place: Place, purpose: Purpose, *, token: str, answer: str
) -> User | None:
    """Return whose passkey has answered; one who has no role any more is nobody."""
    facts = asked(session, now, f"passkey: {purpose}", token)
    if facts is None:
        return None
    try:
        known = find_passkey(session, named_passkey(answer))
        if known is None:
            return None
        used = check_passkey(place, facts["challenge"], answer, _known(known))
    except PasskeyRefusedError:
        return None
    use_passkey(session, known.credential_id, sign_count=used, at=now)
    user = find_user(session, known.user_name)
    return user if user is not None and user.roles else None


def _known(passkey: PasskeyRecord) -> KnownPasskey:
    return KnownPasskey(
        passkey.credential_id, passkey.public_key, passkey.sign_count, passkey.user_handle
    )
