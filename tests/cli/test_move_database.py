from collections.abc import Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.site import TRAINING_SITE
from tests.cli.conftest import Run
from tests.postgresql import Server, running_server
from tests.store.keys.boxes import WORDS


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


def _sheets(instance: Path) -> int:
    database = open_database(instance, training=True)
    with database.seeing({TRAINING_SITE.code}).read() as session:
        found = newest_sheets(session, (TRAINING_SITE.code,), limit=9999)
    database.close()
    return len(found)


def test_a_clinic_moves_to_a_server_works_there_and_moves_back(
    run: Run, instance: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _sheets(instance)
    server.set_up("moved")
    address = server.address("moved")
    moved = run("move-database", address)
    assert (moved.code, moved.err) == (0, "")
    assert "rader är flyttade" in moved.out
    assert _sheets(instance) == before
    # Whoever names the server and whoever does not work in the same database.
    labels = ("labels", "--site", "0000", "--count", "2", "--out")
    assert run(*labels, "first.pdf").code == 0
    monkeypatch.setenv("KAST_EVAL_DATABASE", address)
    assert run(*labels, "second.pdf").code == 0
    monkeypatch.setenv("KAST_EVAL_DATABASE", server.address("another"))
    assert "database.address" in run(*labels, "third.pdf").err
    monkeypatch.delenv("KAST_EVAL_DATABASE")
    assert run("move-database", "--back", "--language", "en").code == 0
    assert _sheets(instance) == before


def test_a_training_clinic_is_made_on_a_server_that_is_named(
    run: Run, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.set_up("practice")
    monkeypatch.setenv("KAST_EVAL_DATABASE", server.address("practice"))
    assert run("training").code == 0
    assert _sheets(tmp_path / "instance") > 0
    assert not (tmp_path / "instance" / "kast_eval.db").exists()
    assert run("export", "--site", "0000", "--out", "exported").code == 0


@pytest.mark.parametrize(
    "wrong", [(), ("--back", "postgresql+psycopg://a@/b"), ("postgresql+psycopg://a:b@/c",)]
)
def test_what_cannot_be_meant_is_told(run: Run, instance: Path, wrong: tuple[str, ...]) -> None:
    told = run("move-database", *wrong)
    assert told.code == 1
    assert "adress" in told.err
    assert (instance / "kast_eval.db").exists()


def test_a_file_is_not_left_behind_when_a_server_is_named(
    run: Run, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAST_EVAL_DATABASE", "postgresql+psycopg://a@/b")
    assert "move-database" in run("export", "--site", "0000", "--out", "exported").err
    assert "move-database" in run("serve", "--port", "0").err
    assert (instance / "kast_eval.db").exists()


def test_a_real_clinic_is_moved_by_who_has_its_passphrase(
    run: Run, clinic: Path, server: Server, tmp_path: Path
) -> None:
    server.set_up("real")
    (tmp_path / "words").write_text(WORDS.text, "utf-8")
    opening = ("--passphrase-file", "words")
    moved = run("move-database", server.address("real"), *opening)
    assert (moved.code, moved.err) == (0, "")
    assert not (clinic / "kast_eval.db").exists()
    assert run("check", *opening).code == 0
    assert run("move-database", "--back", *opening).code == 0
    assert (clinic / "kast_eval.db").exists()
