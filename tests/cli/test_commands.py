import shutil
from pathlib import Path

import pytest

from kast_eval.store.clients import taken_codes
from kast_eval.store.database import open_database
from tests.cli.conftest import Run
from tests.definition.example import REAL_FORMS


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("print", "Q"), "Formuläret finns inte. Välj något av: A (start)"),
        (("print", "Q", "--language", "en"), "There is no such form"),
        (("print", "session", "--version", "2"), "Samtalslogg finns inte i den versionen"),
        (("print", "session", "--out", "instance", "--overwrite"), "instance går inte att skriva"),
        (("codebook", "--out", "codebook.doc"), "tabell (.csv) eller lista (.txt)"),
        (("codebook", "--out", "instance/a.csv/b.csv", "--overwrite"), "går inte att skriva"),
        (("export", "--site", "0000", "--out", "new"), "finns ingen databas"),
        (("labels", "--site", "0000", "--count", "1", "--out", "a.pdf"), "finns ingen databas"),
        (("export", "--site", "0000", "--out", "instance"), "inte tom"),
    ],
)
def test_an_error_is_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "instance" / "a.csv").mkdir(parents=True)
    (tmp_path / "instance" / "a.csv" / "b.csv").mkdir()
    (tmp_path / "instance" / "a.csv" / "b.csv" / "kept").touch()
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert told in ran.err
    assert [file.name for file in tmp_path.iterdir()] == ["instance"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("labels", "--site", "0000", "--count", "3"),
        ("starter-kit", "--site", "KAST", "--edition", "new", "--clients", "1"),
        ("manual", "--edition", "new"),
        ("cards",),
        ("practice",),
        ("print", "session"),
        ("codebook",),
        ("agreement",),
        ("export", "--site", "0000"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_command_writes_over_a_file(
    run: Run, instance: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "kept.csv").write_text("kept", "utf-8")
    ran = run(*arguments, "--out", "kept.csv")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("kept.csv finns redan")
    assert ran.err.count("\n") == 1
    assert (tmp_path / "kept.csv").read_text("utf-8") == "kept"
    database = open_database(instance, training=True)
    with database.read() as session:
        assert len(taken_codes(session, "0000")) == 12 + 5 + 4
    database.close()


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("print", "session"), "old.pdf"),
        (("codebook",), "old.csv"),
        (("manual", "--edition", "new"), "old.pdf"),
    ],
)
def test_what_can_be_made_again_is_written_over_when_asked(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], name: str
) -> None:
    (tmp_path / name).write_text("old", "utf-8")
    assert run(*arguments, "--out", name, "--overwrite").code == 0
    assert (tmp_path / name).read_bytes() != b"old"


def test_labels_are_never_written_over(run: Run) -> None:
    ran = run("labels", "--site", "0000", "--count", "3", "--out", "a.pdf", "--overwrite")
    assert ran.code == 2


@pytest.mark.parametrize(
    "arguments",
    [("print", "A", "--out", "a.pdf"), ("codebook", "--out", "a.csv"),
     ("serve", "--training", "--port", "0"),
     ("export", "--site", "0000", "--out", "out"), ("training",)],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
@pytest.mark.usefixtures("instance")
def test_a_released_form_that_was_changed_is_used_by_no_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    forms = shutil.copytree(REAL_FORMS, tmp_path / "forms")
    (forms / "released.sha256").write_text(f"{'0' * 64}  start-1.yaml\n", "utf-8")
    monkeypatch.setenv("KAST_EVAL_FORMS", str(forms))
    ran = run(*arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "released.sha256:1: start-1.yaml är utgiven och får inte ändras. "
        "Gör nästa version i stället.\n"
    )
