"""Sign in, prove anew who one is, or accept an invitation: by the word of an identity provider."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kast_eval.actions.accept_invitation import InvitationError
from kast_eval.actions.sign_in import SignIn, begin_sign_in, browser_of
from kast_eval.actions.sign_in_by_password import NOBODY
from kast_eval.actions.steps.challenges import ask, asked
from kast_eval.actions.steps.proofs import forget_every_proof
from kast_eval.actions.steps.tries import Guesser, begin_try, end_tries, take_back_try
from kast_eval.actions.steps.typed_code import read_code
from kast_eval.errors import KastEvalError
from kast_eval.identity.errors import ProviderDownError, ProviderRefusedError
from kast_eval.identity.provider import Identity, Provider
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.external_identities import (
    find_user_of_identity,
    keep_external_identity,
    use_external_identity,
)
from kast_eval.store.invitations import find_invited
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import mark_stepped_up, mark_unlocked
from kast_eval.study.personal_number import holds_personal_number
from kast_eval.study.roles import User

_LOG = logging.getLogger("kast_eval")
PROVIDER = "identity provider"
"""The name of this way to sign in."""


class Purpose(StrEnum):
    """What the provider's word is asked for."""

    SIGN_IN = "sign in"
    LINK = "link"
    STEP_UP = "step up"
    UNLOCK = "unlock"


_AGAIN = {
    Purpose.STEP_UP.value: (mark_stepped_up, "step-up"),
    Purpose.UNLOCK.value: (mark_unlocked, "unlocked"),
}
"""What is done for one who is signed in already, and what is noted of it."""


class ProviderSignInError(KastEvalError):
    """A word of the provider that lets nobody in; nobody learns why."""

    def __init__(self, label: str) -> None:
        super().__init__(
            "Inloggningen med {label} gav inte tillträde. Är det första gången: börja med koden i "
            "din inbjudan. Annars: försök igen, eller logga in på ett annat sätt.",
            label=label,
        )


class PersonalNumberError(KastEvalError):
    """A provider that gives personal numbers for its people."""

    def __init__(self, label: str) -> None:
        super().__init__(
            "{label} lämnar personnummer som sitt ord för dig, och det sparas aldrig här. Be den "
            "som sköter inloggningen hos {label} att lämna ett annat (sub).",
            label=label,
        )


@dataclass(frozen=True)
class AskedProvider:
    """Where the browser goes, and the token that it comes back with."""

    address: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class Answered:
    """What came of the provider's word: a new sign-in, or the page that was asked from."""

    onward: str
    sign_in: SignIn | None


def ask_provider(
    database: Database,
    now: datetime,
    provider: Provider,
    purpose: Purpose,
    *,
    back: str,
    onward: str,
    code: str = "",
) -> AskedProvider:
    """Ask who somebody is; the browser comes back to `back` and is shown `onward` in the end.

    An invitation's code comes with the purpose of linking. Raises ProviderDownError.
    """
    # No transaction is held while the provider is spoken to.
    asking = provider.ask(back)
    facts = {**asking.facts, "purpose": purpose, "onward": onward, "code": code}
    with database.begin() as session:
        token = ask(session, now, PROVIDER, facts)
    return AskedProvider(asking.address, token)


def ask_to_link(
    database: Database,
    now: datetime,
    provider: Provider,
    *,
    code: str,
    client: str,
    back: str,
    onward: str,
) -> AskedProvider:
    """Ask who one is whose invitation has the code.

    Raises InvitationError, WaitError or ProviderDownError.
    """
    guesser = Guesser(None, client)
    with database.begin() as session:
        begin_try(session, now, guesser)
    with database.begin() as session:
        if find_invited(session, read_code(code), now) is None:
            raise InvitationError
        take_back_try(session, guesser)
    return ask_provider(database, now, provider, Purpose.LINK, back=back, onward=onward, code=code)


def hear_provider(
    database: Database,
    now: datetime,
    provider: Provider,
    *,
    token: str,
    answer: Mapping[str, str],
    cookie_token: str,
    client: str,
    browser: str = "",
) -> Answered:
    """Do what the provider was asked for.

    Raises ProviderSignInError, ProviderDownError, PersonalNumberError or WaitError.
    """
    label = provider.settings.label
    guesser = Guesser(None, client)
    with database.begin() as session:
        begin_try(session, now, guesser)
        facts = asked(session, now, PROVIDER, token)
    identity = _heard(database, now, provider, facts, answer, guesser=guesser)
    done = None
    if facts is not None and identity is not None:
        if facts["purpose"] == Purpose.LINK and holds_personal_number(identity.subject):
            raise PersonalNumberError(label)
        with database.begin() as session:
            if facts["purpose"] in _AGAIN:
                done = _proved_again(session, now, facts, identity, cookie_token)
            else:
                done = _signed_in(session, now, facts, identity, browser)
            if done is not None:
                end_tries(session, guesser)
    if done is None:
        with database.begin() as session:
            note_event(session, now, NOBODY, "sign-in failed", PROVIDER)
        raise ProviderSignInError(label)
    return done


def _heard(
    database: Database,
    now: datetime,
    provider: Provider,
    facts: Mapping[str, str] | None,
    answer: Mapping[str, str],
    *,
    guesser: Guesser,
) -> Identity | None:
    if facts is None:
        return None
    try:
        return provider.hear(facts, answer, now)
    except ProviderRefusedError as error:
        # Nobody on the page learns why; whoever runs the server has to. It names a part of the
        # protocol, and nobody.
        _LOG.warning("the identity provider's word was refused: %s", error)
        return None
    except ProviderDownError:
        # Nobody has failed to prove anything.
        with database.begin() as session:
            take_back_try(session, guesser)
        raise


def _signed_in(
    session: Session, now: datetime, facts: Mapping[str, str], identity: Identity, browser: str
) -> Answered | None:
    if facts["purpose"] == Purpose.LINK:
        user = _linked(session, now, identity, facts["code"])
    else:
        user = _known(session, now, identity)
    if user is None:
        return None
    done = begin_sign_in(session, user, now, method=PROVIDER, browser=browser)
    return Answered(facts["onward"], done)


def _known(session: Session, now: datetime, identity: Identity) -> User | None:
    """Return whom the provider means; one who has no role any more is nobody."""
    user = find_user_of_identity(session, identity.issuer, identity.subject)
    if user is None or not user.roles:
        return None
    use_external_identity(session, identity.issuer, identity.subject, at=now)
    return user


def _linked(session: Session, now: datetime, identity: Identity, code: str) -> User | None:
    """Return the invited user, whom the provider means from now on."""
    user = find_invited(session, read_code(code), now)
    another = find_user_of_identity(session, identity.issuer, identity.subject)
    if user is None or (another is not None and another.name != user.name):
        return None
    forget_every_proof(session, user.name, now)
    keep_external_identity(
        session, user.name, issuer=identity.issuer, subject=identity.subject, created=now
    )
    note_event(session, now, user.name, "accepted an invitation", PROVIDER)
    return user


def _proved_again(
    session: Session,
    now: datetime,
    facts: Mapping[str, str],
    identity: Identity,
    cookie_token: str,
) -> Answered | None:
    user = _known(session, now, identity)
    browser = browser_of(session, cookie_token, now)
    if user is None or browser is None or user.name != browser.user.name:
        return None
    mark, done = _AGAIN[facts["purpose"]]
    mark(session, cookie_token, at=now)
    note_event(session, now, user.name, done, PROVIDER)
    return Answered(facts["onward"], None)
