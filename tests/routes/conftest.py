"""An empty training clinic for the data that go the whole way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.actions.training_link import training_link
from kast_eval.store.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "instance", training=True)
    with opened.begin() as session:
        training_link(session, clock.now())
    yield opened
    opened.close()
