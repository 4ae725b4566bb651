import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kast_eval.store.database import open_database
from kast_eval.store.faults import WrongSecretError
from kast_eval.store.keys.database_key import new_database_key
from kast_eval.store.keys.key_box import box_id, make_key_box, open_key_box, slot_kinds
from kast_eval.store.keys.machine_key import add_machine_slot, find_machine_key, machine_key_file
from kast_eval.store.keys.recovery_code import RecoveryCode, read_recovery_code
from kast_eval.store.keys.secret import Passphrase, Secret, SlotKind
from tests.cli.clinics import told
from tests.cli.conftest import Run
from tests.paper.pictures import page_texts
from tests.store.keys.boxes import PAPER, WORDS

Typing = Callable[..., None]

NEW = Passphrase("grön båt under månen")


def slot_opens(folder: Path, secret: Secret) -> bool:
    return len(open_key_box(folder, secret).key_and_salt) > 0


class Reader:
    """A person who types back the code that stands on the page: wrong first, and then right."""

    def __init__(self, page: Path, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        self.page = page
        self.code: RecoveryCode | None = None
        self.lines = self.typed(before, after)

    def typed(self, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
        yield from before
        (text,) = page_texts(self.page.read_bytes())
        printed = " ".join(re.findall(r"\b[1-6] ([0-9A-Z]{7})\b", text))
        yield printed[1:]
        yield PAPER.printed
        self.code = read_recovery_code(printed)
        yield printed
        yield from after

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        return f"{next(self.lines)}\n"


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Reader]:
    def read(before: tuple[str, ...], after: tuple[str, ...] = ()) -> Reader:
        reader = Reader(tmp_path / "kod.pdf", before, after)
        monkeypatch.setattr("sys.stdin", reader)
        return reader

    return read


def test_a_new_passphrase_is_typed_twice_and_the_old_opens_nothing(
    run: Run, typing: Typing, clinic: Path
) -> None:
    key = open_key_box(clinic, WORDS)
    typing(WORDS.text, NEW.text, NEW.text)
    ran = run("rekey")
    assert (ran.code, ran.out) == (0, "Den nya lösenfrasen gäller.\n"), ran.err
    assert open_key_box(clinic, NEW) == open_key_box(clinic, PAPER) == key
    with pytest.raises(WrongSecretError):
        open_key_box(clinic, WORDS)
    assert told(clinic, NEW) == [
        ("opened the database", "passphrase"),
        ("changed a secret", "passphrase"),
    ]


def test_who_has_forgotten_the_passphrase_opens_with_the_paper(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    (tmp_path / "new").write_text(NEW.text, encoding="utf-8")
    typing(PAPER.printed)
    assert run("rekey", "--paper", "--new-passphrase-file", "new").code == 0
    assert open_key_box(clinic, NEW) == open_key_box(clinic, PAPER)


@pytest.mark.parametrize(
    ("new", "again", "said"),
    [
        (NEW.text, "grön båt under solen", "inte lika"),
        ("kort", "kort", "minst 15"),
        ("småstad KAST småstad", "småstad KAST småstad", "lätt att gissa"),
    ],
)
def test_what_will_not_do_leaves_the_old_passphrase(
    run: Run, typing: Typing, clinic: Path, *, new: str, again: str, said: str
) -> None:
    typing(WORDS.text, new, again)
    ran = run("rekey")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert slot_opens(clinic, WORDS)


def test_a_new_paper_counts_when_it_has_been_typed_back(
    run: Run, reading: Callable[..., Reader], clinic: Path, tmp_path: Path
) -> None:
    reader = reading((WORDS.text,))
    ran = run("rekey", "--new-paper", "kod.pdf")
    assert ran.code == 0, ran.err
    assert "Grupp 1 av 6" in ran.out
    assert "Det är en annan kod" in ran.out
    assert reader.code is not None
    assert open_key_box(clinic, reader.code) == open_key_box(clinic, WORDS)
    with pytest.raises(WrongSecretError):
        open_key_box(clinic, PAPER)
    assert not (tmp_path / "kod.pdf").exists()
    assert not any(group in ran.out + ran.err for group in reader.code.groups)


def test_a_paper_that_nobody_typed_back_does_not_count_and_is_gone(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    typing(WORDS.text)
    ran = run("rekey", "--new-paper", "kod.pdf")
    assert ran.code == 1
    assert "Koden på papper saknas" in ran.err
    assert slot_opens(clinic, PAPER)
    assert not (tmp_path / "kod.pdf").exists()


def test_a_machine_is_let_in_and_shut_out(
    run: Run, typing: Typing, clinic: Path, tmp_path: Path
) -> None:
    here = {"XDG_CONFIG_HOME": str(tmp_path / "settings")}
    typing(WORDS.text)
    assert run("rekey", "--machine").code == 0
    machine = find_machine_key(clinic, here)
    assert machine is not None
    assert open_key_box(clinic, machine) == open_key_box(clinic, WORDS)
    typing(WORDS.text)
    assert run("rekey", "--no-machine").code == 0
    assert slot_kinds(clinic) == (SlotKind.PASSPHRASE, SlotKind.PAPER)
    assert find_machine_key(clinic, here) is None


@pytest.mark.usefixtures("clinic")
def test_a_key_that_was_laid_ready_is_let_in(
    run: Run, typing: Typing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "laid").write_text("5e" * 32, encoding="ascii")
    monkeypatch.setenv("KAST_EVAL_MACHINE_KEY", str(tmp_path / "laid"))
    typing(WORDS.text)
    assert run("rekey", "--machine").code == 0
    assert run("check").code == 0


def test_a_new_key_has_new_secrets_and_everything_is_there(
    run: Run, reading: Callable[..., Reader], clinic: Path, tmp_path: Path
) -> None:
    here = {"XDG_CONFIG_HOME": str(tmp_path / "settings")}
    add_machine_slot(clinic, WORDS, here)
    old, old_file = open_key_box(clinic, WORDS), machine_key_file(clinic, here)
    reader = reading((), (NEW.text, NEW.text))
    ran = run("rekey", "--new-data-key", "--new-paper", "kod.pdf")
    assert ran.code == 0, ran.err
    assert reader.code is not None
    new = open_key_box(clinic, NEW)
    assert new.key_and_salt != old.key_and_salt
    machine = find_machine_key(clinic, here)
    assert machine is not None
    assert open_key_box(clinic, reader.code) == open_key_box(clinic, machine) == new
    assert not old_file.exists()
    assert told(clinic, NEW) == [
        ("opened the database", "machine"),
        ("renewed the key", box_id(clinic)),
    ]
    (copy,) = (clinic / "backups").iterdir()
    assert open_key_box(copy, WORDS) == old
    assert str(copy) in ran.out


def test_a_machine_that_is_elsewhere_does_not_get_the_new_key(
    run: Run, reading: Callable[..., Reader], clinic: Path, tmp_path: Path
) -> None:
    add_machine_slot(clinic, WORDS, {"XDG_CONFIG_HOME": str(tmp_path / "elsewhere")})
    reading((WORDS.text,), (NEW.text, NEW.text))
    ran = run("rekey", "--new-data-key", "--new-paper", "kod.pdf")
    assert "Den dator som öppnade själv gör det inte längre." in ran.out
    assert slot_kinds(clinic) == (SlotKind.PASSPHRASE, SlotKind.PAPER)


def test_a_clinic_without_a_passphrase_gets_a_new_key_without_one(
    run: Run, reading: Callable[..., Reader], tmp_path: Path
) -> None:
    folder, key = tmp_path / "instance", new_database_key()
    folder.mkdir()
    make_key_box(folder, key, [PAPER])
    open_database(folder, training=False, key=key).close()
    add_machine_slot(folder, PAPER, {"XDG_CONFIG_HOME": str(tmp_path / "settings")})
    reader = reading((PAPER.printed,))
    ran = run("rekey", "--new-data-key", "--new-paper", "kod.pdf", "--no-machine")
    assert ran.code == 0, ran.err
    assert slot_kinds(folder) == (SlotKind.PAPER,)
    assert reader.code is not None
    assert open_key_box(folder, reader.code).lasting == key.lasting


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--new-data-key",), "Lägg till --new-paper"),
        (("--new-paper", "kod.txt"), "ska sluta på .pdf"),
        (("--new-paper", "there.pdf"), "finns redan"),
    ],
)
@pytest.mark.usefixtures("clinic")
def test_what_cannot_be_done_is_told_before_anything_is_typed(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "there.pdf").touch()
    ran = run("rekey", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
    assert "lösenfras:" not in ran.err


@pytest.mark.usefixtures("instance")
def test_practice_has_no_secrets_to_change(run: Run) -> None:
    ran = run("rekey")
    assert (ran.code, ran.out) == (1, "")
    assert "ingen lösenfras att byta" in ran.err


def test_a_server_keeps_the_key_of_its_disks(run: Run, clinic: Path) -> None:
    address = "postgresql+psycopg://kast_eval@localhost/kast_eval"
    (clinic / "database.address").write_text(address, encoding="utf-8")
    ran = run("rekey", "--new-data-key", "--new-paper", "kod.pdf")
    assert (ran.code, ran.out) == (1, "")
    assert "Byt nyckel där" in ran.err
