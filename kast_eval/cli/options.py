"""The options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click
from click.core import ParameterSource

from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked

Command = TypeVar("Command", bound=Callable[..., object])

_PATH = click.Path(path_type=Path)
_FILES = {".pdf", ".zip", ".csv", ".txt"}


class EndingError(KastEvalError):
    """A name that does not go with what is written."""


def _spoken(context: click.Context, parameter: click.Parameter, value: str) -> Language:
    """Return the language of the command, or the one that was asked for before its name."""
    asked = context.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT
    return Language(value) if asked else Language(context.meta.get("language", value))


def language_option(command: Command) -> Command:
    """Let the language be chosen."""
    return click.option(
        "--language",
        type=click.Choice([language.value for language in Language]),
        default=Language.SV.value,
        metavar="sv|en",
        callback=_spoken,
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


def require_ending(path: Path, ending: str) -> None:
    """Refuse a name that promises another kind of file than is written."""
    if path.suffix.lower() != ending:
        raise EndingError(
            marked("Filens namn ska sluta på {ending}: {path}."),
            ending=ending,
            path=path.with_suffix(ending),
        )


def require_folder_name(path: Path) -> None:
    """Refuse the name of a file where a folder of files is written."""
    if path.suffix.lower() in _FILES:
        raise EndingError(
            marked("Här skrivs en mapp med flera filer. Skriv mappens namn: {path}."),
            path=path.with_suffix(""),
        )


def overwrite_option(command: Command) -> Command:
    """Let a file be written over."""
    return click.option(
        "--overwrite", is_flag=True, help=marked("Skriv över filen om den redan finns.")
    )(command)
