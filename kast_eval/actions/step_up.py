"""Prove anew who one is, before what must not be done by whoever finds the browser open."""

import re
from datetime import datetime, timedelta

from kast_eval.actions.sign_in import LINK, browser_of
from kast_eval.actions.sign_in_by_password import SignInError
from kast_eval.actions.steps.hashing import is_passphrase
from kast_eval.actions.steps.second_factor import given_code, take_code
from kast_eval.actions.steps.tries import begin_try, end_tries, signed_in_guesser
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import password_hash
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.sign_ins import BrowserRecord, mark_stepped_up
from kast_eval.study.roles import User
from kast_eval.wording import marked

STEP_UP_LASTS = timedelta(minutes=10)
_APP_CODE = re.compile(r"\s*[0-9]{3}\s*[0-9]{3}\s*")


class StepUpNeededError(KastEvalError):
    """Something that is done only by one who has just proved who it is."""

    def __init__(self) -> None:
        super().__init__("Visa att det är du: skriv din lösenfras eller en engångskod.")


class WrongProofError(SignInError):
    """A passphrase or a code that is not the user's, at a step-up or a locked screen."""

    def __init__(self) -> None:
        KastEvalError.__init__(self, marked("Det stämmer inte. Skriv en gång till."))


def require_step_up(browser: BrowserRecord, now: datetime) -> None:
    """Refuse one who has not proved who it is of late; at a training clinic nobody can."""
    if browser.method == LINK:
        return
    # A clock that was set back must not make a proof last.
    if browser.stepped_up is None or abs(now - browser.stepped_up) > STEP_UP_LASTS:
        raise StepUpNeededError


def step_up(
    database: Database, cookie_token: str, now: datetime, *, proof: str, client: str
) -> User:
    """Keep that the user has proved anew who it is, by the passphrase or by a code of the app.

    Raises WrongProofError or WaitError.
    """
    with database.begin() as session:
        browser = browser_of(session, cookie_token, now)
        if browser is None:
            raise WrongProofError
        user = browser.user
        guesser = signed_in_guesser(user.name, client)
        begin_try(session, now, guesser)
        kept = password_hash(session, user.name)
        given = given_code(session, user.name, proof)
    by_code = bool(_APP_CODE.fullmatch(proof))
    right = not by_code and is_passphrase(kept, proof)
    with database.begin() as session:
        right = take_code(session, user.name, given, now) if by_code else right
        if right:
            end_tries(session, guesser)
            mark_stepped_up(session, cookie_token, at=now)
        note_event(session, now, user.name, "step-up" if right else "step-up failed", "browser")
    if not right:
        raise WrongProofError
    return user
