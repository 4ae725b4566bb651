import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kast_eval.cli.asking import NothingTypedError, ask, read_secret_file
from kast_eval.files import InputError
from kast_eval.wording import Language

ROOT = Path(__file__).parents[2]
QUESTION = "Databasens lösenfras"
PROGRAM = """
import sys
from kast_eval.cli.asking import ask
from kast_eval.wording import Language
print(ask("Databasens lösenfras", Language.SV, hidden=sys.argv[1] == "hidden"), end="")
"""


def test_a_program_gives_its_answers_line_by_line(
    typing: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    typing("blå tårta", "", "sist")
    assert [ask(QUESTION, Language.SV) for _ in range(3)] == ["blå tårta", "", "sist"]
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{QUESTION}:\n" * 3)
    with pytest.raises(NothingTypedError, match=QUESTION):
        ask(QUESTION, Language.SV)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize(("how", "seen"), [("hidden", 0), ("shown", 1)])
def test_in_a_terminal_a_passphrase_is_not_seen(how: str, seen: int) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, how], cwd=ROOT, stdin=theirs, stdout=subprocess.PIPE,
        stderr=theirs, start_new_session=True, env={**os.environ, "PYTHONUTF8": "1"},
    ) as asking:  # fmt: skip
        terminal = b""
        while b":" not in terminal:
            terminal += os.read(ours, 1000)
        os.write(ours, "blå tårta\n".encode())
        answered, _ = asking.communicate(timeout=30)
    os.close(theirs)
    terminal += os.read(ours, 1000)
    os.close(ours)
    assert answered.decode() == "blå tårta"
    assert terminal.decode().startswith(QUESTION)
    assert terminal.decode().count("blå tårta") == seen


@pytest.mark.parametrize(
    ("contents", "read"), [(b"", ""), ("å ä\n".encode(), "å ä"), (b"one\r\ntwo\r\n", "one")]
)
def test_a_secret_is_the_first_line_of_its_file(tmp_path: Path, contents: bytes, read: str) -> None:
    (tmp_path / "words").write_bytes(contents)
    assert read_secret_file(tmp_path / "words") == read


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / "words").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="ingen text"):
        read_secret_file(tmp_path / "words")
