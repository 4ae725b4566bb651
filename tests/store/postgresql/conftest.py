from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database
from kast_eval.store.folder import KEY_FILE
from kast_eval.store.visible_sites import see_every_site
from tests.postgresql import Server
from tests.store.engines import SQLCIPHER
from tests.store.made import make_clinics

_NUMBERS = count(1)
_MADE = "made"


@pytest.fixture
def engine() -> str:
    """Return where these tests begin: what is moved to a server is a file."""
    return SQLCIPHER


@pytest.fixture
def blank(server: Server) -> str:
    """Return the name of a new database, as whoever runs the server makes it."""
    name = f"blank{next(_NUMBERS)}"
    server.set_up(name)
    return name


@pytest.fixture(scope="session")
def made(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a database with clinics, made once and copied for each test."""
    server.set_up(_MADE)
    server.let_account_be_safe(_MADE)
    folder = tmp_path_factory.mktemp("made")
    opened = open_database(folder, training=True, address=server.address(_MADE))
    with closing(opened), opened.begin() as session:
        see_every_site(session)
        make_clinics(session)
    return folder


@pytest.fixture
def copied(server: Server, made: Path, folder: Path) -> Iterator[str]:
    """Give the name of a copy that the folder has the key of."""
    name = f"copy{next(_NUMBERS)}"
    server.copy(_MADE, name)
    folder.mkdir()
    (folder / KEY_FILE).write_bytes((made / KEY_FILE).read_bytes())
    yield name
    server.drop(name)


@pytest.fixture
def on_server(server: Server, copied: str, folder: Path) -> Iterator[Database]:
    """Give a training database with clinics, in which nobody is known yet."""
    opened = open_database(folder, training=True, address=server.address(copied, _MADE))
    yield opened
    opened.close()


@pytest.fixture
def run_as_admin(server: Server, copied: str) -> Callable[[str], None]:
    """Do on the server what only whoever runs it can."""

    def run(statement: str) -> None:
        with server.admin(copied) as connection:
            connection.execute(statement.encode())

    return run
