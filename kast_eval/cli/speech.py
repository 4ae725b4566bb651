"""How commands speak: help, usage faults and errors in one line, in the language asked for."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked, program_text

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

ASKED = marked("Frågan är ställd. Någon annan beslutar på sidan «Beslut av två».")

USAGE_FAULT = 2
"""The exit code of a command that cannot be understood, as of every Unix program."""


def language_in(arguments: Sequence[str]) -> Language:
    """Return the language that the arguments ask for, wherever it stands; else Swedish."""
    for place, argument in enumerate(arguments):
        option, _, value = argument.partition("=")
        asked = value or " ".join(arguments[place + 1 : place + 2])
        if option == "--language" and asked in set(Language):
            return Language(asked)
    return Language.SV


class Spoken(click.Command):
    """A command whose `help` is a marked text, and whose `epilog` is an example to copy."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the language first, so that even the help is told in it."""
        ctx.meta.setdefault("language", language_in(args))
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is used, what it does, its options and an example."""
        language: Language = ctx.meta["language"]
        formatter.write_usage(
            ctx.command_path,
            " ".join(_usage_pieces(self, language)),
            prefix=program_text(marked("Användning: "), language),
        )
        formatter.write_paragraph()
        formatter.write_text(program_text(self.help or "", language))
        if isinstance(self, click.Group):
            with formatter.section(program_text(marked("Kommandon"), language)):
                formatter.write_dl(_commands(self, language))
        with formatter.section(program_text(marked("Alternativ"), language)):
            formatter.write_dl(_options(self, ctx, language))
        with formatter.section(program_text(marked("Exempel"), language)):
            formatter.write_text(self.epilog or "")


class SpokenGroup(Spoken, click.Group):
    """Commands under one name."""

    command_class = Spoken


SpokenGroup.group_class = SpokenGroup


def _usage_pieces(command: click.Command, language: Language) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            yield parameter.human_readable_name
    yield program_text(
        marked("KOMMANDO …") if isinstance(command, click.Group) else marked("[ALTERNATIV]"),
        language,
    )


def _commands(group: click.Group, language: Language) -> list[tuple[str, str]]:
    return [
        (name, program_text(command.help or "", language))
        for name, command in group.commands.items()
    ]


def _options(
    command: click.Command, ctx: click.Context, language: Language
) -> list[tuple[str, str]]:
    records = [
        (record[0], program_text(option.help or "", language))
        for option in command.params
        if isinstance(option, click.Option) and (record := option.get_help_record(ctx))
    ]
    return [*records, ("--help", program_text(marked("Visa den här hjälpen."), language))]


def ended(run: Callable[[], object], language: Language) -> int:
    """Run and return the exit code; an error is told in one line on the error stream."""
    try:
        code = run()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        return 0
    except click.UsageError as error:
        return _told(_usage_text(error, language), USAGE_FAULT)
    except KastEvalError as error:
        return _told(error.in_language(language), 1)
    except click.Abort:
        return _told(program_text(marked("Avbrutet."), language), 1)
    return code if isinstance(code, int) else 0


def _told(text: str, code: int) -> int:
    click.echo(" ".join(text.split()), err=True)
    return code


def _usage_text(error: click.UsageError, language: Language) -> str:
    """Return what is wrong with the command, and where there is help."""
    help_text = program_text(
        marked("Hjälp: {command} --help"),
        language,
        command=error.ctx.command_path if error.ctx else "kast-eval",
    )
    return f"{_fault(error, language)} {help_text}"


def _fault(error: click.UsageError, language: Language) -> str:
    match error:
        case click.NoSuchOption(option_name=name):
            return program_text(marked("Alternativet {name} finns inte."), language, name=name)
        case click.MissingParameter(param=parameter) if parameter is not None:
            return program_text(marked("{name} saknas."), language, name=_shown(parameter))
        case click.BadParameter(param=parameter) if parameter is not None:
            return program_text(
                marked("Värdet för {name} duger inte."),
                language,
                name=f"{_shown(parameter)}{_range(parameter, language)}",
            )
        case _:
            return program_text(marked("Kommandot går inte att förstå."), language)


def _shown(parameter: click.Parameter) -> str:
    """Return the name of a parameter as it is typed, with what can be chosen."""
    name = parameter.human_readable_name
    if isinstance(parameter, click.Option):
        name = "/".join(parameter.opts)
    if isinstance(parameter.type, click.Choice):
        return f"{name} ({', '.join(str(one) for one in parameter.type.choices)})"
    return name


def _range(parameter: click.Parameter, language: Language) -> str:
    """Return the numbers that can be chosen, in brackets, where there are such limits."""
    match parameter.type:
        case click.IntRange(min=least, max=None):
            return program_text(marked(" ({least} eller mer)"), language, least=least)
        case click.IntRange(min=least, max=most):
            return program_text(marked(" ({least} till {most})"), language, least=least, most=most)
        case _:
            return ""


def say(text: str, language: Language, /, **details: object) -> None:
    """Write a marked text of the program on a line of its own."""
    click.echo(program_text(text, language, **details))


def say_written(path: Path, language: Language) -> None:
    """Tell that a file is there."""
    say(marked("{path} är skriven."), language, path=path)


@contextmanager
def progress(text: str, language: Language) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on the error stream, and give what moves it to so many of so many.

    It is shown when there is something to tell: an error before that stands alone.
    """
    label = program_text(text, language)
    with ExitStack() as shown:

        @cache
        def bar(total: int) -> "ProgressBar[int]":
            return shown.enter_context(
                click.progressbar(length=total, label=label, file=sys.stderr)
            )

        def tell(done: int, total: int) -> None:
            bar(total).update(done - bar(total).pos)

        yield tell
