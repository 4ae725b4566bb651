from datetime import UTC, datetime
from pathlib import Path

import pytest

from kast_eval.code_key.code_key import (
    FOLDER,
    CodeKey,
    Contact,
    NoCodeKeyError,
    code_key_of,
    destroy_code_key,
    find_contact,
    keep_contact,
    make_code_key,
    unlock_code_key,
)
from kast_eval.store.faults import KeyFileError, WrongSecretError
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.keys.slot import Cost

CHEAP = Cost(1024, 1, 1)
WORDS = Passphrase("lavendel trapets vinterdäck gurkmeja")
NOW = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)
REACHED = Contact("XX0001D", "kanariefågel 070", "anna", NOW)


@pytest.fixture
def place(tmp_path: Path) -> CodeKey:
    made = code_key_of(tmp_path, "0000")
    make_code_key(made, WORDS, cost=CHEAP)
    return made


def test_a_contact_is_found_by_its_code_alone(place: CodeKey) -> None:
    key = unlock_code_key(place, WORDS)
    assert find_contact(place, key, "XX0001D") is None
    keep_contact(place, key, REACHED)
    assert find_contact(place, key, "XX0001D") == REACHED
    assert find_contact(place, key, "XX0002B") is None


def test_a_contact_is_replaced_and_removed(place: CodeKey) -> None:
    key = unlock_code_key(place, WORDS)
    keep_contact(place, key, REACHED)
    other = Contact("XX0001D", "brev", "berit", NOW)
    keep_contact(place, key, other)
    assert find_contact(place, key, "XX0001D") == other
    keep_contact(place, key, Contact("XX0001D", "", "berit", NOW))
    assert find_contact(place, key, "XX0001D") is None


def test_only_its_own_passphrase_opens_it(place: CodeKey) -> None:
    with pytest.raises(WrongSecretError):
        unlock_code_key(place, Passphrase("fyra andra ord"))


def test_each_clinic_has_its_own_and_no_code_is_a_path(tmp_path: Path, place: CodeKey) -> None:
    other = code_key_of(tmp_path, "../../etc")
    assert other.folder == place.folder == tmp_path / FOLDER
    assert other.file.parent == other.folder
    assert not other.exists
    with pytest.raises(NoCodeKeyError):
        unlock_code_key(other, WORDS)


def test_one_that_is_there_is_never_written_over(place: CodeKey) -> None:
    with pytest.raises(KeyFileError):
        make_code_key(place, WORDS, cost=CHEAP)


def test_nothing_in_its_files_can_be_read(place: CodeKey) -> None:
    keep_contact(place, unlock_code_key(place, WORDS), REACHED)
    files = [file for file in place.folder.rglob("*") if file.is_file()]
    assert len(files) == 2
    for file in files:
        contents = file.read_bytes()
        for secret in ("kanariefågel", "XX0001D", WORDS.text, "anna", "CREATE TABLE"):
            assert secret.encode() not in contents
        assert file.stat().st_mode & 0o077 == 0


def test_what_was_destroyed_is_gone(place: CodeKey) -> None:
    keep_contact(place, unlock_code_key(place, WORDS), REACHED)
    destroy_code_key(place)
    assert list(place.folder.iterdir()) == []
    assert not place.exists


def test_a_copy_of_the_file_without_its_box_opens_for_nobody(place: CodeKey) -> None:
    """What destroys the code key is that its key is gone: a copy of the file alone is noise."""
    copied = place.file.read_bytes()
    destroy_code_key(place)
    place.file.write_bytes(copied)
    with pytest.raises(NoCodeKeyError):
        unlock_code_key(place, WORDS)
