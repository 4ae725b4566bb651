import os
import stat
from pathlib import Path

import pytest

from kast_eval.store.faults import KeyFileError, WrongSecretError
from kast_eval.store.keys.key_box import box_id, open_key_box
from kast_eval.store.keys.machine_key import (
    add_machine_slot,
    find_machine_key,
    forget_machine_key,
    machine_key_file,
    renewed_machine_key,
)
from tests.store.keys.boxes import OTHER_WORDS, WORDS, made_box


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_box(tmp_path / "instance")
    return tmp_path / "instance"


def test_a_machine_that_was_let_in_opens_by_itself(folder: Path, tmp_path: Path) -> None:
    here = {"XDG_CONFIG_HOME": str(tmp_path / "settings")}
    assert find_machine_key(folder, here) is None
    file = add_machine_slot(folder, WORDS, here)
    assert file == tmp_path / "settings" / "kast_eval" / f"{box_id(folder)}.machine_key"
    machine = find_machine_key(folder, here)
    assert machine is not None
    assert open_key_box(folder, machine) == open_key_box(folder, WORDS)
    with pytest.raises(KeyFileError, match="finns redan"):
        add_machine_slot(folder, WORDS, here)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_machines_key_is_for_the_account_alone(folder: Path, tmp_path: Path) -> None:
    file = add_machine_slot(folder, WORDS, {"XDG_CONFIG_HOME": str(tmp_path)})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_wrong_passphrase_leaves_no_key_behind(folder: Path, tmp_path: Path) -> None:
    here = {"XDG_CONFIG_HOME": str(tmp_path / "settings")}
    with pytest.raises(WrongSecretError):
        add_machine_slot(folder, OTHER_WORDS, here)
    assert find_machine_key(folder, here) is None


def test_the_file_is_sought_where_the_machine_keeps_secrets(folder: Path, tmp_path: Path) -> None:
    handed_over = tmp_path / "credentials"
    handed_over.mkdir()
    name = f"{box_id(folder)}.machine_key"
    own = {"LOCALAPPDATA": str(tmp_path / "local"), "CREDENTIALS_DIRECTORY": str(handed_over)}
    assert machine_key_file(folder, own) == tmp_path / "local" / "kast_eval" / name
    (handed_over / "kast_eval.machine_key").touch()
    assert machine_key_file(folder, own) == handed_over / "kast_eval.machine_key"
    named = {**own, "KAST_EVAL_MACHINE_KEY": str(tmp_path / "here")}
    assert machine_key_file(folder, named) == tmp_path / "here"
    assert machine_key_file(folder, {}) == Path.home() / ".config" / "kast_eval" / name


@pytest.mark.parametrize("written", ["", "abc", "å" * 64, "0" * 65])
def test_a_damaged_machine_key_says_what_else_opens(
    folder: Path, tmp_path: Path, written: str
) -> None:
    file = tmp_path / "key"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(KeyFileError, match="skadad"):
        find_machine_key(folder, {"KAST_EVAL_MACHINE_KEY": str(file)})


def test_a_machine_key_that_cannot_be_read_says_why(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="det är en mapp"):
        find_machine_key(folder, {"KAST_EVAL_MACHINE_KEY": str(tmp_path)})


def test_a_key_of_our_own_gets_a_successor_for_the_next_box(folder: Path, tmp_path: Path) -> None:
    here = {"XDG_CONFIG_HOME": str(tmp_path)}
    assert renewed_machine_key(folder, here, "0" * 16) is None
    add_machine_slot(folder, WORDS, here)
    made = renewed_machine_key(folder, here, "0" * 16)
    assert made is not None
    assert made != find_machine_key(folder, here)
    written = machine_key_file(folder, here, box="0" * 16).read_text("ascii")
    assert bytes.fromhex(written) == made.secret


def test_a_key_that_was_laid_ready_stays(folder: Path, tmp_path: Path) -> None:
    here = {"KAST_EVAL_MACHINE_KEY": str(tmp_path / "key")}
    add_machine_slot(folder, WORDS, here)
    assert renewed_machine_key(folder, here, "0" * 16) == find_machine_key(folder, here)


def test_a_key_of_our_own_is_forgotten_and_one_laid_ready_is_not(
    folder: Path, tmp_path: Path
) -> None:
    own, laid = {"XDG_CONFIG_HOME": str(tmp_path)}, {"KAST_EVAL_MACHINE_KEY": str(tmp_path / "k")}
    add_machine_slot(folder, WORDS, own)
    add_machine_slot(folder, WORDS, laid)
    for _ in range(2):
        forget_machine_key({**own, **laid}, box_id(folder))
        assert find_machine_key(folder, own) is None
        assert find_machine_key(folder, laid) is not None
