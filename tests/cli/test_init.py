import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kast_eval.store.filling import DRAFT
from kast_eval.store.folder import FolderSort, sort_of
from kast_eval.store.folder_lock import held_alone
from kast_eval.store.keys.key_box import box_id, open_key_box
from kast_eval.store.keys.machine_key import find_machine_key
from kast_eval.store.keys.secret import Passphrase
from kast_eval.store.sites import all_sites
from kast_eval.store.start_checks import open_checked
from kast_eval.study.site import Site
from tests.cli.conftest import Run
from tests.paper.pictures import page_texts

Typing = Callable[..., None]
OWN_WORDS = "fyra gröna elefanter sjunger"
WORDS = "blå tårta vid sjön i maj"
SITE = ("KAST Småstad", "1480", "", "")
OUTSIDE = ("n",)
IN_STUDY = ("j", "2026-01234-01", "2026-03")
USER = ("Karin Test", OWN_WORDS, OWN_WORDS)
OPENS = ("l", WORDS, WORDS)


class Person:
    """Types answers line by line, and the code where it is asked for, from the paper."""

    def __init__(self, page: Path, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        self.page = page
        self.mark = ""
        self.lines = self.typed(before, after)

    def typed(self, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
        yield from before
        yield str(self.page)
        (text,) = page_texts(self.page.read_bytes())
        (self.mark,) = re.findall(r"märke: (\w+)", text)
        yield "0000"
        yield " ".join(re.findall(r"\b[1-6] ([0-9A-Z]{7})\b", text))
        yield from after

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        return f"{next(self.lines)}\n"


@pytest.fixture
def copies(tmp_path: Path) -> str:
    folder = tmp_path / "copies"
    folder.mkdir()
    return str(folder)


def test_the_questions_of_the_first_run_open_a_clinic(
    run: Run, tmp_path: Path, copies: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = ("", "9999")
    person = Person(
        tmp_path / "kod.pdf",
        (*wrong, *SITE, *OUTSIDE, *USER, *OPENS),
        ("copies", copies, "n", copies, "j"),
    )
    monkeypatch.setattr("sys.stdin", person)
    ran = run("init")
    assert ran.code == 0, ran.err
    assert "KAST Småstad är öppnad." in ran.out
    for fault in ("Skriv mottagningens namn.", "Kommunkoden är", "Grupp 1 av 6", "hela sökvägen"):
        assert fault in ran.err
    assert "samma disk" in ran.out
    assert WORDS not in ran.out + ran.err
    assert OWN_WORDS not in ran.out + ran.err
    assert not (tmp_path / "kod.pdf").exists()
    folder = tmp_path / "instance"
    assert box_id(folder) == person.mark
    key = open_key_box(folder, Passphrase(WORDS))
    opened = open_checked(folder, training=False, key=key)
    with closing(opened.database) as database, database.read() as session:
        site = Site("1480", "KAST Småstad", "SM", "RM", in_study=False, training=False)
        assert all_sites(session) == (site,)


class Copyist(Person):
    """Copies the code by hand, from where it is shown."""

    def __init__(
        self,
        shown: pytest.CaptureFixture[str],
        before: tuple[str, ...],
        after: tuple[str, ...],
    ) -> None:
        self.shown = shown
        super().__init__(Path(), before, after)

    def typed(self, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
        yield from before
        shown = self.shown.readouterr().out
        yield ""
        (code,) = re.findall(r"borta: ([0-9A-Z ]+)", shown)
        yield code
        yield from after


def test_a_passphrase_may_come_from_a_file_and_the_code_be_copied_by_hand(
    run: Run,
    tmp_path: Path,
    copies: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "words.txt").write_text(f"{WORDS}\n", "utf-8")
    person = Copyist(capsys, (*SITE, *IN_STUDY, *USER), (copies, "j"))
    monkeypatch.setattr("sys.stdin", person)
    ran = run("init", "--passphrase-file", "words.txt")
    assert ran.code == 0, ran.err
    key = open_key_box(tmp_path / "instance", Passphrase(WORDS))
    opened = open_checked(tmp_path / "instance", training=False, key=key)
    with closing(opened.database) as database, database.read() as session:
        (site,) = all_sites(session)
    assert (site.in_study, site.approval_number) == (True, "2026-01234-01")


def test_a_machine_may_open_by_itself(
    run: Run, tmp_path: Path, copies: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = Person(tmp_path / "kod.pdf", (*SITE, *OUTSIDE, *USER, "d"), (copies, "j"))
    monkeypatch.setattr("sys.stdin", person)
    assert run("init").code == 0
    environment = {"XDG_CONFIG_HOME": str(tmp_path / "settings")}
    key = find_machine_key(tmp_path / "instance", environment)
    assert key is not None
    open_key_box(tmp_path / "instance", key)


def test_answers_that_end_too_early_leave_nothing(run: Run, typing: Typing, tmp_path: Path) -> None:
    typing(*SITE, *OUTSIDE)
    ran = run("init")
    assert ran.code == 1
    assert "Kör kommandot i en terminal" in ran.err
    assert sort_of(tmp_path / "instance") is FolderSort.EMPTY
    assert not (tmp_path / "instance" / DRAFT).exists()


@pytest.mark.usefixtures("clinic")
def test_a_folder_that_holds_a_clinic_is_left_alone(run: Run) -> None:
    ran = run("init")
    assert ran.code == 1
    assert "finns redan" in ran.err


@pytest.mark.parametrize("command", ["init", "serve"])
def test_a_folder_that_is_served_is_told_so(run: Run, tmp_path: Path, command: str) -> None:
    arguments = () if command == "init" else ("--port", "0")
    with held_alone(tmp_path / "instance"):
        ran = run(command, *arguments)
    assert ran.code == 1
    assert "använder redan mappen" in ran.err
