"""A training database with two clinics and a few people, for the tests of the actions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.at_the_clinic import EVERYBODY, NOW


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path, training=True)
    with opened.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        for user in EVERYBODY:
            add_user(session, user.name, user.roles, created=NOW)
    yield opened
    opened.close()
