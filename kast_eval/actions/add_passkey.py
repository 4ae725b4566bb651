"""Add a passkey to somebody who is signed in."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from kast_eval.actions.steps.challenges import ask, asked
from kast_eval.actions.steps.passkey_name import read_passkey_name
from kast_eval.errors import KastEvalError
from kast_eval.identity.passkeys import (
    NewPasskey,
    PasskeyRefusedError,
    ask_for_new_passkey,
    read_new_passkey,
)
from kast_eval.identity.place import Place
from kast_eval.store.events import note_event
from kast_eval.store.passkeys import add_passkey as keep_passkey
from kast_eval.store.passkeys import find_passkey, passkeys_of
from kast_eval.store.session import Session
from kast_eval.study.roles import User

_PURPOSE = "new passkey"


class PasskeyNotAddedError(KastEvalError):
    """An answer that no passkey can be made of."""

    def __init__(self) -> None:
        super().__init__(
            "Passnyckeln gick inte att lägga till. Försök igen. Händer det flera gånger: pröva en "
            "annan passnyckel."
        )


@dataclass(frozen=True)
class AskedPasskey:
    """What the browser is asked as JSON, and the token that its answer comes with."""

    token: str = field(repr=False)
    options: str


def ask_for_passkey_of(session: Session, user: User, now: datetime, place: Place) -> AskedPasskey:
    """Ask the user's browser for a passkey that it does not have yet."""
    known = passkeys_of(session, user.name)
    # A person has one handle, so that an authenticator shows all of a person's keys as one's.
    handle = known[0].user_handle if known else secrets.token_urlsafe(32)
    question = ask_for_new_passkey(
        place,
        user_name=user.name,
        user_handle=handle,
        known=[one.credential_id for one in known if one.host == place.host],
    )
    facts = {"challenge": question.challenge, "user": user.name, "handle": handle}
    return AskedPasskey(ask(session, now, _PURPOSE, facts), question.options)


def add_passkey(
    session: Session, user: User, now: datetime, place: Place, *, token: str, answer: str, name: str
) -> None:
    """Keep the passkey that the answer brings, or raise PasskeyNotAddedError."""
    called = read_passkey_name(name)
    facts = asked(session, now, _PURPOSE, token)
    if facts is None or facts["user"] != user.name:
        raise PasskeyNotAddedError
    made = _read(place, facts["challenge"], answer)
    if find_passkey(session, made.credential_id) is not None:
        raise PasskeyNotAddedError
    keep_passkey(
        session,
        user.name,
        host=place.host,
        name=called,
        user_handle=facts["handle"],
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        created=now,
    )
    note_event(session, now, user.name, "passkey added", "passkey")


def _read(place: Place, challenge: str, answer: str) -> NewPasskey:
    try:
        return read_new_passkey(place, challenge, answer)
    except PasskeyRefusedError as error:
        raise PasskeyNotAddedError from error
