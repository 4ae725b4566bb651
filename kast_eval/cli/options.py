"""The options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from kast_eval.wording import Language, marked

Command = TypeVar("Command", bound=Callable[..., object])

_PATH = click.Path(path_type=Path)


def language_option(command: Command) -> Command:
    """Let the language be chosen."""
    return click.option(
        "--language",
        type=click.Choice([language.value for language in Language]),
        default=Language.SV.value,
        metavar="sv|en",
        callback=lambda _context, _parameter, value: Language(value),
        help=marked("Språk: sv eller en."),
    )(command)


def instance_option(command: Command) -> Command:
    """Let the instance folder be chosen."""
    return click.option(
        "--instance",
        type=_PATH,
        metavar="DIR",
        help=marked("Mapp med databas och nyckel, annars ./instance."),
    )(command)


def site_option(command: Command) -> Command:
    """Ask for the clinic."""
    return click.option(
        "--site",
        required=True,
        metavar="CODE",
        help=marked("Mottagningens kod, fyra siffror: 0000 är övning."),
    )(command)


def out_option(
    text: str, *, metavar: str = "FILE", required: bool = True
) -> Callable[[Command], Command]:
    """Ask where to write; `text` is a marked text."""
    return click.option("--out", type=_PATH, required=required, metavar=metavar, help=text)


def overwrite_option(command: Command) -> Command:
    """Let a file be written over."""
    return click.option(
        "--overwrite", is_flag=True, help=marked("Skriv över filen om den redan finns.")
    )(command)
