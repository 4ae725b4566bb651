"""Karin with a passkey."""

from datetime import datetime

from kast_eval.actions.add_passkey import add_passkey, ask_for_passkey_of
from kast_eval.identity.place import Place
from kast_eval.store.database import Database
from kast_eval.store.users import find_user
from kast_eval.study.roles import User
from tests.actions.accounts import KARIN
from tests.actions.at_the_clinic import NOW
from tests.identity.authenticator import Authenticator, Behaviour

HERE = Place("localhost", "http://localhost:8000")


def person(database: Database, name: str = KARIN) -> User:
    with database.read() as session:
        found = find_user(session, name)
    assert found is not None
    return found


def new_passkey(
    database: Database,
    at: datetime = NOW,
    *,
    user_name: str = KARIN,
    name: str = "Arbetsdatorn",
    place: Place = HERE,
) -> Authenticator:
    """Add a passkey to the user and return it."""
    key = Authenticator(Behaviour(place.origin))
    user = person(database, user_name)
    with database.begin() as session:
        asked = ask_for_passkey_of(session, user, at, place)
        answer = key.create(asked.options)
        add_passkey(session, user, at, place, token=asked.token, answer=answer, name=name)
    return key
