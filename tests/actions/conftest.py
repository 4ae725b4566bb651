"""A training database with two clinics and a few people, for the tests of the actions."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.accounts import make_clinic
from tests.actions.at_the_clinic import EVERYBODY, NOW


@pytest.fixture(scope="session")
def clinics_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the two clinics and their people, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("clinics")
    opened = open_database(folder, training=True)
    with opened.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        for user in EVERYBODY:
            add_user(session, user.name, user.roles, created=NOW)
    opened.close()
    return folder


@pytest.fixture
def database(clinics_folder: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copytree(clinics_folder, tmp_path, dirs_exist_ok=True)
    opened = open_database(tmp_path, training=True)
    yield opened
    opened.close()


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
