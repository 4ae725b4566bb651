"""A training database in a folder of its own, for the tests of the store."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database
from tests.store.made import make_clinics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance"


@pytest.fixture(scope="session")
def clinics_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with clinics, made once and copied for each test."""
    made = tmp_path_factory.mktemp("clinics")
    opened = open_database(made, training=True)
    with opened.begin() as session:
        make_clinics(session)
    opened.close()
    return made


@pytest.fixture
def database(clinics_folder: Path, folder: Path) -> Iterator[Database]:
    shutil.copytree(clinics_folder, folder)
    opened = open_database(folder, training=True)
    yield opened
    opened.close()
