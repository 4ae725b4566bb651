"""A training database in a folder of its own, for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "instance", training=True)
    yield opened
    opened.close()
