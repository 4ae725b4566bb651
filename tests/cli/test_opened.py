from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval.cli.opened import KeyChangedError, require_box
from kast_eval.kit.codes import KitCodes, codes_table
from kast_eval.store.keys.key_box import box_id
from kast_eval.store.keys.machine_key import add_machine_slot, machine_key_file
from tests.actions.accounts import KARIN
from tests.cli.clinics import opened_with, signing_in, told
from tests.cli.conftest import Run
from tests.store.keys.boxes import OTHER_WORDS, PAPER, WORDS

Typing = Callable[..., None]

LABELS = ("labels", "--site", "1480", "--count", "1", "--out", "a.pdf")


def test_a_folder_without_a_database_says_how_to_begin(run: Run) -> None:
    ran = run(*LABELS)
    assert ran.code == 1
    assert "kast-eval training" in ran.err
    assert "kast-eval serve" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        LABELS,
        ("export", "--site", "1480", "--out", "new"),
        ("due-list", "--site", "1480", "--out", "a.pdf"),
        ("codes", "register", "codes.csv", "--site", "1480"),
        ("response", "--site", "1480", "--out", "a.pdf"),
    ],
)
@pytest.mark.usefixtures("clinic")
def test_every_command_works_for_a_clinic_and_whoever_works_there(
    run: Run, typing: Typing, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "codes.csv").write_bytes(codes_table(KitCodes(("GB0427T",), ())))
    typing(WORDS.text, *signing_in())
    ran = run(*arguments)
    assert (ran.code, ran.out != "") == (0, True), ran.err


@pytest.mark.usefixtures("clinic")
def test_a_clinic_without_interviews_has_no_agreement_to_tell(run: Run, typing: Typing) -> None:
    typing(WORDS.text, *signing_in())
    assert "Ingen intervju är kodad än." in run("agreement").err


def test_a_clinics_person_ids_need_no_file_beside_it(
    run: Run, typing: Typing, clinic: Path
) -> None:
    typing(WORDS.text, *signing_in())
    assert run("export", "--site", "1480", "--out", "new").code == 0
    assert not (clinic / "person_id.key").exists()


def test_a_wrong_passphrase_of_the_database_stops_before_anybody_signs_in(
    run: Run, typing: Typing, clinic: Path
) -> None:
    typing(OTHER_WORDS.text, *signing_in())
    ran = run(*LABELS)
    assert (ran.code, ran.out) == (1, "")
    assert "Lösenfrasen öppnar inte databasen" in ran.err
    assert told(clinic, WORDS) == []


@pytest.mark.parametrize("slip", [0, 1, 2])
@pytest.mark.usefixtures("clinic")
def test_nobody_learns_what_was_wrong_with_a_sign_in(
    run: Run, typing: Typing, tmp_path: Path, slip: int
) -> None:
    typed = list(signing_in())
    typed[slip] = "000000" if slip == 2 else "någon annan helt och hållet"
    typing(WORDS.text, *typed)
    ran = run(*LABELS)
    assert ran.code == 1
    assert "Namnet, lösenfrasen eller engångskoden stämmer inte." in ran.err
    assert not (tmp_path / "a.pdf").exists()


def test_what_is_an_option_is_not_asked_for(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    (tmp_path / "words").write_text(f"{WORDS.text}\n", encoding="utf-8")
    _, password, code = signing_in()
    typing(password, code)
    assert run(*LABELS, "--user", KARIN, "--passphrase-file", "words").code == 0
    assert told(clinic, WORDS) == [("opened the database", "passphrase")]


def test_a_machine_that_was_let_in_asks_for_no_passphrase(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    add_machine_slot(clinic, WORDS, {"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    typing(*signing_in())
    assert run(*LABELS).code == 0
    assert told(clinic, WORDS) == [("opened the database", "machine")]


@pytest.mark.parametrize(("written", "told_first"), [("00" * 32, "öppnar inte"), ("x", "skadad")])
def test_a_machine_key_that_does_not_open_is_told_and_the_passphrase_asked_for(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path, *, written: str, told_first: str
) -> None:
    file = machine_key_file(clinic, {"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    file.parent.mkdir(parents=True)
    file.write_text(written, encoding="ascii")
    typing(WORDS.text, *signing_in())
    ran = run(*LABELS)
    assert ran.code == 0
    assert told_first in ran.err
    assert "Databasens lösenfras:" in ran.err


def test_damaged_keys_open_nothing(run: Run, typing: Typing, clinic: Path, tmp_path: Path) -> None:
    add_machine_slot(clinic, WORDS, {"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    written = (clinic / "keys.json").read_text("utf-8")
    (clinic / "keys.json").write_text(written.replace('"lanes": 1', '"lanes": 2'), "utf-8")
    typing(WORDS.text, *signing_in())
    ran = run(*LABELS)
    assert (ran.code, ran.out) == (1, "")
    assert "keys.json är skadad eller ändrad" in ran.err


def test_a_key_that_was_changed_meanwhile_is_not_worked_with(clinic: Path) -> None:
    with closing(opened_with(clinic, PAPER)) as database:
        require_box(clinic, box_id(clinic), database)
        with pytest.raises(KeyChangedError):
            require_box(clinic, "0" * 16, database)


@pytest.mark.usefixtures("clinic")
def test_practice_is_not_made_where_a_clinic_is(run: Run) -> None:
    ran = run("training")
    assert ran.code == 1
    assert "riktiga uppgifter" in ran.err
