"""How a command asks for what must stand in no command line: in the terminal, or line by line."""

import sys
from pathlib import Path

import click

from kast_eval.errors import KastEvalError
from kast_eval.files import InputError, read_file
from kast_eval.wording import Language, marked, program_text


class NothingTypedError(KastEvalError):
    """A question that nobody has answered."""


def ask(question: str, language: Language, *, hidden: bool = False) -> str:
    """Return what is typed; a program that starts the command gives it as a line of its input.

    `hidden` is for what nobody behind the back may see.
    """
    text = program_text(question, language)
    if sys.stdin.isatty():
        typed: str = click.prompt(text, hide_input=hidden, default="", show_default=False, err=True)
        return typed
    click.echo(f"{text}:", err=True)
    line = sys.stdin.readline()
    if not line:
        raise NothingTypedError(
            marked("{question} saknas. Kör kommandot i en terminal, eller ge svaret på en rad."),
            question=text,
        )
    return line.rstrip("\r\n")


def read_secret_file(path: Path) -> str:
    """Return the first line of a file that somebody keeps a secret in."""
    try:
        lines = read_file(path).decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(marked("{path} är ingen text."), path=path) from error
    return lines[0] if lines else ""
