"""A training database of its own for each test, in a file or on a server."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database
from tests.postgresql import Server, running_server
from tests.store.engines import POSTGRESQL, SQLCIPHER, Emptied
from tests.store.made import make_clinics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance"


_ON_SERVER = pytest.param(POSTGRESQL, marks=[pytest.mark.postgresql, pytest.mark.prove])


@pytest.fixture(params=[SQLCIPHER, _ON_SERVER])
def engine(request: pytest.FixtureRequest) -> str:
    """Return where the database of the test is: everything is tried on both."""
    chosen: str = request.param
    return chosen


@pytest.fixture(scope="session")
def clinics_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with clinics, made once and copied for each test."""
    made = tmp_path_factory.mktemp("clinics")
    opened = open_database(made, training=True)
    with opened.begin() as session:
        make_clinics(session)
    opened.close()
    return made


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="session")
def emptied(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emptied]:
    """Give the one database on the server that each test finds empty."""
    made = Emptied.made(server, tmp_path_factory.mktemp("server"))
    with closing(made.admin):
        yield made


@pytest.fixture
def database(engine: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    if engine == POSTGRESQL:
        emptied: Emptied = request.getfixturevalue("emptied")
        emptied.empty()
        made = emptied.folder
    else:
        made = request.getfixturevalue("clinics_folder")
    shutil.copytree(made, folder)
    opened = open_database(folder, training=True)
    if engine == POSTGRESQL:
        with opened.begin() as session:
            make_clinics(session)
    yield opened
    opened.close()
