from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval.cli.check import say_room
from kast_eval.store.events import chain_head
from kast_eval.store.keys.key_box import open_key_box
from kast_eval.store.keys.machine_key import add_machine_slot
from kast_eval.store.keys.recovery_code import new_recovery_code
from kast_eval.store.start_checks import StartReport
from kast_eval.study.anchor import short_anchor
from kast_eval.wording import Language
from tests.cli.clinics import opened_with, told
from tests.cli.conftest import Run
from tests.store.keys.boxes import OTHER_WORDS, PAPER, WORDS

Typing = Callable[..., None]


def test_a_whole_database_is_told_with_the_end_of_its_chain(
    run: Run, typing: Typing, clinic: Path
) -> None:
    with closing(opened_with(clinic, WORDS)) as database, database.read() as session:
        anchor = short_anchor(chain_head(session))
    typing(WORDS.text)
    ran = run("check")
    assert (ran.code, ran.err) == (0, "Databasens lösenfras:\n")
    assert "Databasen är hel" in ran.out
    assert anchor in ran.out
    assert "lösenfras, återställningskod på papper" in ran.out


def test_the_paper_alone_is_tried_without_the_machine(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    add_machine_slot(clinic, WORDS, {"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    typing(PAPER.printed.lower())
    ran = run("check", "--paper", "--language", "en")
    assert ran.code == 0
    assert "The database is whole" in ran.out
    assert told(clinic, WORDS)[-1] == ("opened the database", "paper")


@pytest.mark.parametrize(
    ("option", "typed", "said"),
    [
        ("--paper", PAPER.printed[:-1], "Grupp 6 av 6 är för kort"),
        ("--paper", new_recovery_code().printed, "papperet hör hit"),
        ("--language=sv", OTHER_WORDS.text, "Lösenfrasen öppnar inte"),
    ],
    # A code is made anew at each run, so it must not stand in the name of a test.
    ids=["too short", "another paper", "another passphrase"],
)
@pytest.mark.usefixtures("clinic")
def test_a_wrong_secret_is_told(
    run: Run, typing: Typing, option: str, typed: str, said: str
) -> None:
    typing(typed)
    ran = run("check", option)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert typed not in ran.err


@pytest.mark.usefixtures("instance")
def test_practice_is_whole_without_a_secret(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert "Den öppnas med" not in ran.out


def test_on_damage_nothing_is_opened_and_the_file_stays(
    run: Run, typing: Typing, clinic: Path
) -> None:
    file = clinic / "kast_eval.db"
    contents = bytearray(file.read_bytes())
    contents[len(contents) // 2] ^= 1
    file.write_bytes(contents)
    typing(WORDS.text)
    ran = run("check")
    assert (ran.code, ran.out) == (1, "")
    assert "är skadad. Den har inte öppnats" in ran.err
    assert file.read_bytes() == contents


@pytest.mark.parametrize("file", ["kast_eval.db", "keys.json"])
def test_on_damage_the_newest_copy_is_offered(
    run: Run, typing: Typing, clinic: Path, file: str
) -> None:
    typing(WORDS.text)
    assert run("backup").code == 0
    (copy,) = (clinic / "backups").iterdir()
    (clinic / file).write_bytes((clinic / file).read_bytes()[:-100])
    typing(WORDS.text)
    ran = run("check", "--language", "en")
    assert ran.code == 1
    assert f"kast-eval restore {copy} --instance" in ran.err


def test_no_key_and_no_secret_reaches_a_file_or_a_line(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    key, machine = open_key_box(clinic, WORDS), tmp_path / "settings"
    said = []
    for arguments in (("check",), ("rekey", "--machine"), ("backup",)):
        typing(WORDS.text)
        ran = run(*arguments)
        assert ran.code == 0
        said.append(ran.out + ran.err)
    secrets = (key.key_and_salt, key.lasting, WORDS.text, *PAPER.groups)
    for text in secrets:
        raw = bytes.fromhex(text) if len(text) > 60 else text.encode()
        assert not any(text in one for one in said)
        for file in (*clinic.rglob("*"), *machine.rglob("*")):
            if file.is_file():
                contents = file.read_bytes()
                assert text.encode() not in contents
                assert raw not in contents


@pytest.mark.parametrize(("free", "lines"), [(10**6, 1), (10**12, 0)])
def test_little_room_is_told(capsys: pytest.CaptureFixture[str], free: int, lines: int) -> None:
    say_room(StartReport(10**5, free, ""), Language.SV)
    assert capsys.readouterr().out.count("\n") == lines
