import csv
import re
import socket
from pathlib import Path

import pytest

from kast_eval.actions.training_link import training_link
from kast_eval.clock import now
from kast_eval.files import read_or_make_key
from kast_eval.store.clients import taken_codes
from kast_eval.store.database import open_database
from tests.cli.conftest import Run
from tests.definition.example import real_library
from tests.paper.pictures import page_texts

LIBRARY = real_library()
PEOPLE = 12 + 5 + 4
"""Clients and relatives of the training clinic, each with a code."""


def test_training_makes_the_clinic_and_makes_it_anew(run: Run) -> None:
    first = run("training")
    assert first.code == 0
    assert re.fullmatch(r"Övningsmottagningarna har [23]\d\d ifyllda ark\.\n", first.out)
    assert "Gör övningsmottagningen" in first.err
    again = run("training", "--language", "en")
    (sheets,) = re.findall(r"\d+", first.out)
    assert again.out == f"The training clinics have {sheets} filled-in sheets.\n"


def test_training_never_touches_a_real_database(run: Run, tmp_path: Path) -> None:
    open_database(tmp_path / "instance", training=False).close()
    ran = run("training")
    assert ran.code == 1
    assert "riktiga uppgifter" in ran.err


def test_training_says_when_the_folder_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run("training", "--instance", "file/instance")
    assert ran.code == 1
    assert "går inte att skriva i" in ran.err


def test_labels_are_codes_that_were_never_issued(run: Run, instance: Path, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        ran = run("labels", "--site", "0000", "--count", "30", "--out", name)
        assert (ran.code, ran.err) == (0, "")
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")
    database = open_database(instance, training=True)
    with database.read() as session:
        assert len(taken_codes(session, "0000")) == PEOPLE + 60
    database.close()


@pytest.mark.usefixtures("instance")
def test_labels_of_relatives_are_of_their_own_series(run: Run, tmp_path: Path) -> None:
    ran = run("labels", "--site", "0000", "--count", "3", "--relatives", "--out", "r.pdf")
    assert (ran.code, ran.err) == (0, "")
    words = page_texts((tmp_path / "r.pdf").read_bytes())[0]
    assert len(re.findall(r"RX\d{4}[A-Z]", words)) == 3
    assert "Anhörig" in words


def test_labels_that_cannot_be_written_are_still_issued(run: Run, instance: Path) -> None:
    ran = run("labels", "--site", "0000", "--count", "3", "--out", "instance/database.key/a.pdf")
    assert ran.code == 1
    database = open_database(instance, training=True)
    with database.read() as session:
        # Better three codes that nobody uses than one that two clients have.
        assert len(taken_codes(session, "0000")) == PEOPLE + 3
    database.close()


@pytest.mark.parametrize("command", [("labels", "--count", "3"), ("export",)])
@pytest.mark.usefixtures("instance")
def test_another_clinic_does_not_exist(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--site", "0001", "--out", "new")
    told = "Mottagningen finns inte. Välj någon av: 0000 (Övningsmottagningen).\n"
    assert (ran.code, ran.out, ran.err) == (1, "", told)


@pytest.mark.usefixtures("instance")
def test_export_writes_a_folder_and_keeps_ids_from_one_to_the_next(
    run: Run, tmp_path: Path
) -> None:
    ran = run("export", "--site", "0000", "--out", "export")
    assert ran.code == 0
    assert re.fullmatch(r"\d+ ark är exporterade till export\.\n", ran.out)
    run("export", "--site", "0000", "--out", "again")
    first, again = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("export", "again")
    )
    assert first == again
    tables = {form.form for form in LIBRARY.forms} | {"derived", "episodes", "flags", "codebook"}
    assert set(first) == {"LÄS_MIG_ÖVNING.txt", *(f"ÖVNING_{table}.csv" for table in tables)}
    assert len(read_or_make_key(tmp_path / "instance" / "person_id.key")) == 32


@pytest.mark.usefixtures("instance")
def test_export_refuses_a_folder_that_has_something_in_it(run: Run) -> None:
    run("export", "--site", "0000", "--out", "export")
    ran = run("export", "--site", "0000", "--out", "export", "--language", "en")
    assert (ran.code, ran.err) == (
        1,
        "export exists already and is not empty. Choose a new folder.\n",
    )


@pytest.mark.usefixtures("instance")
def test_every_exported_column_stands_in_the_codebook(run: Run, tmp_path: Path) -> None:
    run("export", "--site", "0000", "--out", "export")
    run("codebook", "--out", "codebook.csv")
    with (tmp_path / "codebook.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["form"], row["variable"]) for row in csv.DictReader(file)}
    for form in LIBRARY.forms:
        path = tmp_path / "export" / f"ÖVNING_{form.form}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            training, *columns = next(csv.reader(file))
        assert training == "training"
        assert {(form.form, column) for column in columns} <= told


def test_a_port_in_use_is_told_in_one_line_before_anything_is_made(
    run: Run, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        swedish = run("serve", "--training", "--port", port)
        english = run("serve", "--training", "--port", port, "--language", "en")
    assert (swedish.code, swedish.out, swedish.err) == (
        1, "", f"Porten {port} går inte att använda (den är upptagen). Välj en annan med --port.\n"
    )  # fmt: skip
    assert (
        english.err == f"Port {port} cannot be used (it is in use). Choose another with --port.\n"
    )
    assert not (tmp_path / "instance").exists()


def test_a_sign_in_file_that_cannot_be_used_is_told_of_at_the_start(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "sign_in.toml").write_text('label = "Småstad"', "utf-8")
    ran = run("serve", "--port", "0")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "sign_in.toml: «client_id» saknas. Skriv client_id = …\n"


def test_a_start_fills_only_an_empty_training_clinic(
    run: Run, instance: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(instance, training=True)
    with database.begin() as session:
        training_link(session, now())
    database.close()
    # Without forms nothing can be served, and no clinic could have been filled.
    (tmp_path / "forms").mkdir()
    monkeypatch.setenv("KAST_EVAL_FORMS", str(tmp_path / "forms"))
    ran = run("serve", "--training", "--port", "0")
    assert (ran.code, ran.out) == (1, "")
    assert "Gör övningsmottagningen" not in ran.err


@pytest.mark.usefixtures("instance")
def test_the_list_for_the_wall_is_one_page(run: Run, tmp_path: Path) -> None:
    command = ("due-list", "--site", "0000", "--out", "list.pdf")
    ran = run(*command)
    assert (ran.code, ran.err) == (0, "")
    (text,) = page_texts((tmp_path / "list.pdf").read_bytes())
    assert "Ark att samla in" in text
    assert run(*command).code == 1
    assert run(*command, "--overwrite").code == 0
