"""A real application over a real database, and the people who open its pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from kast_eval import clock
from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.web.app import create_app
from tests.actions.accounts import KARIN, make_clinic
from tests.actions.at_the_clinic import ANNA, EVERYBODY, plan
from tests.web.visitor import Visitor


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    database = open_database(folder, training=True)
    with database.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        for user in EVERYBODY:
            add_user(session, user.name, user.roles, created=clock.now())
    database.close()
    return folder


@pytest.fixture
def database(made_folder: Path, tmp_path: Path) -> Iterator[Database]:
    folder = shutil.copytree(made_folder, tmp_path / "instance")
    opened = open_database(folder, training=True)
    yield opened
    opened.close()


@pytest.fixture
def app(database: Database) -> Flask:
    return create_app(database, plan())


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def anna(app: Flask, database: Database) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(database, ANNA)
    return visitor


@pytest.fixture(scope="session")
def clinic_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a clinic that is no training, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("clinic")
    make_clinic(folder)
    return folder


@pytest.fixture
def clinic(clinic_folder: Path, tmp_path: Path) -> Iterator[Database]:
    folder = shutil.copytree(clinic_folder, tmp_path / "clinic")
    opened = open_database(folder, training=False)
    yield opened
    opened.close()


@pytest.fixture
def clinic_app(clinic: Database) -> Flask:
    return create_app(clinic, plan())


@pytest.fixture
def karin(clinic_app: Flask, clinic: Database) -> Visitor:
    """The lead, who has just signed in."""
    visitor = Visitor(clinic_app)
    visitor.be(clinic, KARIN)
    return visitor
