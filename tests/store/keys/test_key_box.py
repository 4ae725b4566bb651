import json
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.store.faults import DamagedKeysError, KeyFileError, WrongSecretError
from kast_eval.store.keys.box_file import KEYS_FILE
from kast_eval.store.keys.database_key import DatabaseKey, new_database_key
from kast_eval.store.keys.key_box import (
    box_id,
    make_key_box,
    new_box_id,
    open_key_box,
    remove_machine_slot,
    replace_slot,
    slot_kinds,
)
from kast_eval.store.keys.secret import (
    MachineKey,
    Passphrase,
    Secret,
    SlotKind,
    new_passphrase,
)
from kast_eval.store.keys.slot import Cost, make_slot, open_slot
from kast_eval.study.passphrase import PassphraseError
from tests.store.keys.boxes import CHEAP, MACHINE, OTHER_WORDS, PAPER, WORDS, made_box

SECRETS: tuple[Secret, ...] = (WORDS, PAPER, MACHINE)


@pytest.mark.parametrize("secret", SECRETS)
def test_each_secret_opens_the_same_key(tmp_path: Path, secret: Secret) -> None:
    key = made_box(tmp_path, machine=True)
    assert open_key_box(tmp_path, secret) == key
    assert slot_kinds(tmp_path) == (SlotKind.PASSPHRASE, SlotKind.MACHINE, SlotKind.PAPER)


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        (OTHER_WORDS, "Lösenfrasen"),
        (Passphrase(""), "Lösenfrasen"),
        (type(PAPER)(bytes(20)), "papperet"),
        (MachineKey(bytes(32)), "Datorns nyckel"),
    ],
)
def test_a_wrong_secret_opens_nothing(tmp_path: Path, secret: Secret, told: str) -> None:
    made_box(tmp_path, machine=True)
    with pytest.raises(WrongSecretError, match=told):
        open_key_box(tmp_path, secret)


def test_a_passphrase_is_the_same_however_the_keyboard_writes_it(tmp_path: Path) -> None:
    key = made_box(tmp_path)
    assert open_key_box(tmp_path, Passphrase(" bla\u030a ta\u030arta vid sjo\u0308n\n")) == key


def test_the_paper_alone_opens_when_the_machine_is_gone(tmp_path: Path) -> None:
    key = made_box(tmp_path)
    assert open_key_box(tmp_path, PAPER) == key
    with pytest.raises(WrongSecretError):
        open_key_box(tmp_path, MACHINE)


def test_a_changed_passphrase_leaves_the_key_and_the_other_slots(tmp_path: Path) -> None:
    key = made_box(tmp_path, machine=True)
    replace_slot(tmp_path, PAPER, OTHER_WORDS, cost=CHEAP)
    for secret in (OTHER_WORDS, PAPER, MACHINE):
        assert open_key_box(tmp_path, secret) == key
    with pytest.raises(WrongSecretError):
        open_key_box(tmp_path, WORDS)


def test_a_machine_can_be_shut_out_but_not_by_itself(tmp_path: Path) -> None:
    made_box(tmp_path, machine=True)
    with pytest.raises(WrongSecretError):
        remove_machine_slot(tmp_path, MACHINE)
    remove_machine_slot(tmp_path, WORDS)
    remove_machine_slot(tmp_path, WORDS)
    assert slot_kinds(tmp_path) == (SlotKind.PASSPHRASE, SlotKind.PAPER)


def test_a_box_is_never_written_over_another(tmp_path: Path) -> None:
    key = made_box(tmp_path)
    with pytest.raises(KeyFileError, match="finns redan"):
        make_key_box(tmp_path, new_database_key(), [WORDS], cost=CHEAP)
    assert open_key_box(tmp_path, WORDS) == key


def test_a_key_has_the_name_that_its_paper_bears(tmp_path: Path) -> None:
    mark = new_box_id()
    make_key_box(tmp_path, new_database_key(), [PAPER], box=mark, cost=CHEAP)
    assert box_id(tmp_path) == mark != new_box_id()


def test_a_folder_without_a_box_says_so(tmp_path: Path) -> None:
    with pytest.raises(KeyFileError, match="ingen nyckelfil"):
        open_key_box(tmp_path, WORDS)


def test_the_key_of_practice_is_kept_in_no_box(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="48"):
        make_key_box(tmp_path, DatabaseKey("0f" * 48), [WORDS], cost=CHEAP)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_box_is_for_the_account_alone_and_leaves_no_draft(tmp_path: Path) -> None:
    made_box(tmp_path)
    replace_slot(tmp_path, WORDS, OTHER_WORDS, cost=CHEAP)
    assert [file.name for file in tmp_path.iterdir()] == [KEYS_FILE]
    assert stat.S_IMODE((tmp_path / KEYS_FILE).stat().st_mode) == 0o600


def test_the_box_says_nothing_of_the_key_or_the_secrets(tmp_path: Path) -> None:
    key = made_box(tmp_path, machine=True)
    written = (tmp_path / KEYS_FILE).read_text("utf-8")
    for secret in (key.key_and_salt, key.lasting, WORDS.text, MACHINE.secret.hex()):
        assert secret not in written
    assert box_id(tmp_path) in written


def test_keys_and_secrets_do_not_show_themselves(tmp_path: Path) -> None:
    key = made_box(tmp_path)
    assert repr([key, WORDS, PAPER, MACHINE]) == (
        "[DatabaseKey(), Passphrase(), RecoveryCode(), MachineKey()]"
    )


def test_the_events_are_chained_with_what_lasts() -> None:
    one, other = new_database_key(), new_database_key()
    renewed = DatabaseKey(other.key_and_salt, one.lasting)
    assert renewed.for_events == one.for_events != other.for_events


def _leaves(document: dict[str, object], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Give the way to each field."""
    for name, value in document.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*path, name))
        else:
            yield (*path, name)


def _changed(document: object, path: tuple[str, ...], change: Callable[[object], object]) -> object:
    if not path:
        return change(document)
    assert isinstance(document, dict)
    first, *rest = path
    return {**document, first: _changed(document[first], tuple(rest), change)}


def _other(value: object, chance: int) -> object:
    """Return a value of the same shape that is another."""
    if isinstance(value, int):
        return value + (chance % 9 + 1)
    assert isinstance(value, str)
    place = chance % len(value)
    sign = "0123456789abcdef"[(int(value[place], 16) + chance % 15 + 1) % 16]
    return value[:place] + sign + value[place + 1 :]


def _with_sum(document: dict[str, object]) -> str:
    """Return the file as somebody would write it who knows how it is made."""
    bare = {name: value for name, value in document.items() if name != "sum"}
    return json.dumps({**bare, "sum": sha256(json.dumps(bare).encode()).hexdigest()})


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("box")
    made_box(folder, machine=True)
    return folder


def _beside(box: Path, written: bytes) -> Path:
    folder = box.with_name("altered")
    folder.mkdir(exist_ok=True)
    (folder / KEYS_FILE).write_bytes(written)
    return folder


def _fields(box: Path) -> list[tuple[str, ...]]:
    return list(_leaves(json.loads((box / KEYS_FILE).read_bytes())))


@given(data=st.data())
def test_a_flipped_bit_of_the_box_is_told_as_damage(box: Path, data: st.DataObject) -> None:
    written = bytearray((box / KEYS_FILE).read_bytes())
    written[data.draw(st.integers(0, len(written) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DamagedKeysError):
        open_key_box(_beside(box, bytes(written)), PAPER)


@given(data=st.data(), chance=st.integers(0, 10**6))
def test_every_altered_field_is_found_by_whoever_opens(
    box: Path, data: st.DataObject, chance: int
) -> None:
    path = data.draw(st.sampled_from(_fields(box)))
    document = json.loads((box / KEYS_FILE).read_bytes())
    altered = _changed(document, path, lambda value: _other(value, chance))
    folder = _beside(box, json.dumps(altered).encode())
    with pytest.raises(DamagedKeysError):
        open_key_box(folder, PAPER)


@given(data=st.data(), chance=st.integers(0, 10**6))
def test_whoever_alters_a_field_and_mends_the_sum_is_found_too(
    box: Path, data: st.DataObject, chance: int
) -> None:
    document = json.loads((box / KEYS_FILE).read_bytes())
    path = data.draw(st.sampled_from([one for one in _fields(box) if one != ("sum",)]))
    altered = _changed(document, path, lambda value: _other(value, chance))
    assert isinstance(altered, dict)
    folder = _beside(box, _with_sum(altered).encode())
    secret = data.draw(st.sampled_from(SECRETS))
    with pytest.raises((DamagedKeysError, WrongSecretError)):
        open_key_box(folder, secret)


@pytest.mark.parametrize("number", ["memory_kib", "passes", "lanes"])
def test_a_guess_cannot_be_made_cheaper_in_the_file(tmp_path: Path, number: str) -> None:
    make_key_box(tmp_path, new_database_key(), [WORDS], cost=Cost(64, 2, 2))
    document = json.loads((tmp_path / KEYS_FILE).read_bytes())
    cheaper = _changed(document, ("slots", "passphrase", number), lambda _value: 8)
    if number != "memory_kib":
        cheaper = _changed(document, ("slots", "passphrase", number), lambda _value: 1)
    assert isinstance(cheaper, dict)
    (tmp_path / KEYS_FILE).write_text(_with_sum(cheaper), encoding="utf-8")
    with pytest.raises((DamagedKeysError, WrongSecretError)):
        open_key_box(tmp_path, WORDS)


def test_the_parameters_are_vouched_for_with_the_key() -> None:
    contents = bytes(80)
    slot = make_slot("0" * 16, contents, WORDS, Cost(64, 2, 2))
    assert open_slot("0" * 16, slot, WORDS) == contents
    assert open_slot("1" * 16, slot, WORDS) is None
    assert open_slot("0" * 16, replace(slot, kind=SlotKind.PAPER), WORDS) is None
    assert open_slot("0" * 16, replace(slot, cost=Cost(64, 1, 2)), WORDS) is None


def test_the_seal_finds_a_slot_that_was_taken_away(tmp_path: Path) -> None:
    made_box(tmp_path, machine=True)
    document = json.loads((tmp_path / KEYS_FILE).read_bytes())
    del document["slots"]["paper"]
    (tmp_path / KEYS_FILE).write_text(_with_sum(document), encoding="utf-8")
    with pytest.raises(DamagedKeysError):
        open_key_box(tmp_path, WORDS)


@pytest.mark.parametrize(
    "written",
    [
        "", "{", "[]", "null", "[" * 100_000, "\udc00",
        '{"kast_eval_keys": 1}',
        '{"kast_eval_keys": 1, "box": "0123456789abcdef", "slots": {}, "seal": ""}',
        '{"box": "0123456789abcdef", "slots": {"paper": []}, "seal": ""}',
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_told_as_damage(tmp_path: Path, written: str) -> None:
    (tmp_path / KEYS_FILE).write_bytes(written.encode("utf-8", "surrogatepass"))
    with pytest.raises(DamagedKeysError):
        open_key_box(tmp_path, WORDS)


@pytest.mark.parametrize(
    ("number", "value"), [("memory_kib", 2**40), ("lanes", 10**6), ("passes", 10**9), ("lanes", 0)]
)
def test_numbers_that_no_machine_can_pay_are_damage(
    tmp_path: Path, number: str, value: int
) -> None:
    made_box(tmp_path)
    document = json.loads((tmp_path / KEYS_FILE).read_bytes())
    document["slots"]["paper"][number] = value
    (tmp_path / KEYS_FILE).write_text(_with_sum(document), encoding="utf-8")
    with pytest.raises(DamagedKeysError):
        open_key_box(tmp_path, PAPER)


def test_a_box_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / KEYS_FILE).mkdir()
    with pytest.raises(DamagedKeysError):
        open_key_box(tmp_path, WORDS)


@pytest.mark.parametrize(
    "text", ["", "kort", "fjorton tecken", " " * 20, "Småstad Småstad Småstad"]
)
def test_a_passphrase_that_is_easy_to_guess_is_not_set(text: str) -> None:
    with pytest.raises(PassphraseError):
        new_passphrase(text, "Småstad")


def test_a_long_passphrase_is_set() -> None:
    assert new_passphrase("blå tårta vid sjön") == WORDS
