from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kast_eval.cli.backups import restore
from kast_eval.store.backups.take import back_up
from kast_eval.store.database import open_database
from kast_eval.store.events import events
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.keys.key_box import make_key_box
from kast_eval.store.keys.recovery_code import new_recovery_code
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.keys.slot import Cost
from tests.cli.conftest import Run
from tests.store.keys.boxes import PAPER as CLINIC_PAPER
from tests.store.keys.boxes import WORDS as CLINIC_WORDS

NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
PAPER, WORDS = new_recovery_code(), Passphrase("fyra ord på rad")


def subjects(folder: Path) -> list[str]:
    with closing(open_database(folder, training=True)) as database, database.read() as session:
        return [f"{event.action} {event.subject}" for event in events(session)]


def test_a_copy_is_taken_and_restored(run: Run, instance: Path, tmp_path: Path) -> None:
    ran = run("backup")
    assert ran.code == 0
    assert "är tagen och prövad" in ran.out
    assert "samma disk" in ran.out
    (copy,) = (instance / "backups").iterdir()
    assert copy.name in ran.out
    ran = run("restore", str(copy), "--instance", str(tmp_path / "again"))
    assert (ran.code, ran.err) == (0, "")
    assert "kast-eval serve --instance" in ran.out
    # The copy is noted in the database once it is taken, so it does not know of itself.
    assert subjects(tmp_path / "again")[-1] == f"restored {copy.name}"
    assert subjects(tmp_path / "again")[:-1] == subjects(instance)[:-1]


@pytest.mark.usefixtures("instance")
def test_a_folder_with_something_in_it_is_refused_first(run: Run) -> None:
    ran = run("restore", "nowhere")
    assert ran.code == 1
    assert "är inte tom" in ran.err


def test_what_is_no_copy_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("restore", str(tmp_path), "--instance", "again")
    assert ran.code == 1
    assert "ingen säkerhetskopia" in ran.err


def test_before_the_first_start_there_is_nothing_to_copy(run: Run) -> None:
    assert run("backup").code == 1


@pytest.fixture
def clinic_copy(tmp_path: Path) -> Iterator[Path]:
    folder, place, key = tmp_path / "clinic", tmp_path / "copies", new_database_key()
    folder.mkdir()
    place.mkdir()
    make_key_box(folder, key, (PAPER, WORDS), cost=Cost(8, 1, 1))
    with closing(open_database(folder, training=False, key=key)) as database:
        yield back_up(database, place, NOW).copy.folder


def test_the_code_out_of_a_file_restores_a_clinic(
    run: Run, clinic_copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "code").write_text(f"{PAPER.printed}\n", "utf-8")
    ran = run("restore", str(clinic_copy), "--instance", "again", "--secret-file", "code")
    assert (ran.code, ran.err) == (0, "")
    assert "2026-03-09 12:30 UTC" in ran.out
    assert (tmp_path / "again" / "keys.json").exists()


def test_the_passphrase_restores_a_clinic(run: Run, clinic_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(WORDS.text, "utf-8")
    ran = run(
        "restore", str(clinic_copy), "--instance", "again", "--passphrase", "--secret-file", "words"
    )  # fmt: skip
    assert ran.code == 0


def test_a_mistyped_code_is_told_by_its_group(run: Run, clinic_copy: Path, tmp_path: Path) -> None:
    first, *others = PAPER.groups
    wrong = first[:-1] + ("0" if first[-1] != "0" else "1")
    (tmp_path / "code").write_text(" ".join((wrong, *others)), "utf-8")
    ran = run("restore", str(clinic_copy), "--instance", "again", "--secret-file", "code")
    assert ran.code == 1
    assert "Grupp 1 av 6" in ran.err
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("options", "question", "typed"),
    [((), "Koden på papper", PAPER.printed), (("--passphrase",), "Lösenfras", WORDS.text)],
    # A code is made anew at each run, so it must not stand in the name of a test.
    ids=["paper", "passphrase"],
)
def test_a_secret_is_asked_for(
    clinic_copy: Path, tmp_path: Path, options: tuple[str, ...], question: str, typed: str
) -> None:
    arguments = [str(clinic_copy), "--instance", str(tmp_path / "again"), *options]
    asked = CliRunner().invoke(restore, arguments, input=f"{typed}\n")
    assert asked.exit_code == 0
    assert question in asked.output
    assert (WORDS.text in asked.output) is False


def test_a_clinic_is_copied_and_restored_by_the_paper_alone(
    run: Run, typing: Callable[..., None], clinic: Path, tmp_path: Path
) -> None:
    typing(CLINIC_WORDS.text)
    assert run("backup").code == 0
    (copy,) = (clinic / "backups").iterdir()
    (tmp_path / "code").write_text(CLINIC_PAPER.printed, encoding="utf-8")
    again = ("--instance", str(tmp_path / "again"))
    assert run("restore", str(copy), *again, "--secret-file", "code").code == 0
    typing(CLINIC_PAPER.printed)
    assert run("check", *again, "--paper").code == 0
