import re

import click
import pytest

from kast_eval.cli.commands import commands
from kast_eval.cli.speech import ended, language_in, progress
from kast_eval.wording import Language
from tests.cli.conftest import Run

NAMES = [
    ("serve",), ("init",), ("training",), ("forms",), ("forms", "check"), ("print",), ("labels",),
    ("due-list",), ("codes",), ("codes", "register"), ("export",), ("release",),
    ("release", "new"), ("release", "plan"), ("release", "ask"), ("release", "make"),
    ("release", "list"), ("withdraw",), ("package",), ("package", "key"), ("package", "sender"),
    ("package", "ask"), ("package", "make"), ("package", "trust"), ("package", "distrust"),
    ("package", "take"), ("package", "list"), ("response",), ("analysis",), ("agreement",),
    ("codebook",), ("manual",), ("cards",), ("practice",), ("starter-kit",), ("backup",),
    ("restore",), ("check",), ("rekey",), ("users",), ("users", "rescue"), ("clinics",),
    ("clinics", "add"), ("clinics", "list"), ("move-database",),
]  # fmt: skip


def test_these_are_all_the_commands() -> None:
    assert list(commands.commands) == [name for name, *more in NAMES if not more]


@pytest.mark.parametrize("name", [(), *NAMES], ids=" ".join)
def test_every_command_has_help_with_an_example_in_both_languages(
    run: Run, name: tuple[str, ...]
) -> None:
    told = {}
    for language, example in (("sv", "Exempel:"), ("en", "Example:")):
        ran = run(*name, "--help", "--language", language)
        assert (ran.code, ran.err) == (0, "")
        assert f"{example}\n  kast-eval {' '.join(name)}" in ran.out
        assert re.search(r"--language sv\|en +\S", ran.out)
        assert re.search(r"--help +\S", ran.out)
        told[language] = ran.out
    assert told["sv"] != told["en"]
    assert "Användning: kast-eval" in told["sv"]
    assert "Usage: kast-eval" in told["en"]


def test_a_language_before_the_name_of_a_command_is_that_of_the_command(run: Run) -> None:
    after = run("forms", "check", "--language", "en")
    assert run("--language", "en", "forms", "check") == after
    assert run("--language", "en", "forms", "check", "--language", "sv").out != after.out


def test_the_program_alone_shows_its_help(run: Run) -> None:
    assert run() == run("--help")
    assert run("forms").out == run("forms", "--help").out


def test_the_help_shows_what_a_command_takes(run: Run) -> None:
    assert "Användning: kast-eval print FORM [ALTERNATIV]" in run("print", "--help").out
    assert re.search(r"--site CODE +Mottagningens kod", run("export", "--help").out)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nope",), "Kommandot går inte att förstå. Hjälp: kast-eval --help"),
        (("forms", "nope"), "Kommandot går inte att förstå. Hjälp: kast-eval forms --help"),
        (("print",), "FORM saknas. Hjälp: kast-eval print --help"),
        (("export", "--site", "0000"), "--out saknas. Hjälp: kast-eval export --help"),
        (("export", "--sit", "1"), "Alternativet --sit finns inte. Hjälp: kast-eval export --help"),
        (("serve", "--port", "x"),
         "Värdet för --port (0 till 65535) duger inte. Hjälp: kast-eval serve --help"),
        (("labels", "--site", "0000", "--count", "0", "--out", "a"),
         "Värdet för --count (1 eller mer) duger inte. Hjälp: kast-eval labels --help"),
        (("print", "A", "--language", "fr"),
         "Värdet för --language (sv, en) duger inte. Hjälp: kast-eval print --help"),
        (("print", "--language=en"), "FORM is missing. Help: kast-eval print --help"),
        (("--language", "en", "nope"), "The command cannot be understood. Help: kast-eval --help"),
    ],
)  # fmt: skip
def test_a_command_that_is_not_understood_is_told_in_one_line(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{told}\n")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ([], "sv"),
        (["--language", "en"], "en"),
        (["print", "--language=en", "A"], "en"),
        (["--language", "fr"], "sv"),
        (["--language"], "sv"),
        (["--out", "en"], "sv"),
    ],
)
def test_the_language_is_found_wherever_it_stands(arguments: list[str], language: str) -> None:
    assert language_in(arguments) == language


def raises(error: Exception) -> int:
    def run() -> None:
        raise error

    return ended(run, Language.EN)


def test_a_stopped_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert raises(click.Abort()) == 1
    assert capsys.readouterr().err == "Stopped.\n"


def test_a_fault_without_a_command_names_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert raises(click.UsageError("")) == 2
    assert capsys.readouterr().err.endswith("kast-eval --help\n")


def test_what_is_no_mistake_of_the_user_s_rises() -> None:
    with pytest.raises(ZeroDivisionError):
        raises(ZeroDivisionError())


def test_progress_goes_to_the_error_stream(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Kodar", Language.EN) as tell:
        tell(1, 2)
        tell(2, 2)
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "Coding\n")
