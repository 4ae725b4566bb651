"""A clinic that is no training, reached by a browser: Karin's, who has a passphrase and an app."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from kast_eval import clock
from kast_eval.actions.sign_in import begin_sign_in
from kast_eval.store.database import Database, open_database
from kast_eval.store.users import find_user
from kast_eval.web.app import create_app
from tests.actions.accounts import KARIN, make_clinic
from tests.actions.at_the_clinic import plan
from tests.made_once import copy_made_once
from tests.web.visitor import Visitor


@contextmanager
def opened_clinic(folder: Path) -> Iterator[Database]:
    copy_made_once(make_clinic, folder)
    database = open_database(folder, training=False)
    try:
        yield database
    finally:
        database.close()


def app_of(database: Database) -> Flask:
    return create_app(database, plan())


def signed_in(
    app: Flask, database: Database, *, name: str = KARIN, method: str = "passphrase and code"
) -> Visitor:
    """Return a browser that the person is signed in with."""
    visitor = Visitor(app)
    with database.begin() as session:
        user = find_user(session, name)
        assert user is not None
        done = begin_sign_in(session, user, clock.now(), method=method)
    visitor.client.set_cookie("kast_sign_in", done.cookie_token)
    return visitor
