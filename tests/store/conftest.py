"""A training database in a folder of its own, for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database
from tests.store.made import make_clinics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "instance"


@pytest.fixture
def database(folder: Path) -> Iterator[Database]:
    opened = open_database(folder, training=True)
    with opened.begin() as session:
        make_clinics(session)
    yield opened
    opened.close()
