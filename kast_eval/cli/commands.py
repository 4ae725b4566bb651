"""All commands under one name."""

import sys
from collections.abc import Sequence

import click

from kast_eval.cli.agreement import agreement
from kast_eval.cli.analysis import analysis
from kast_eval.cli.backups import backup, restore
from kast_eval.cli.check import check
from kast_eval.cli.clinic import due_list, export, labels, training
from kast_eval.cli.clinics import clinics
from kast_eval.cli.codes import codes
from kast_eval.cli.forms import codebook, forms, print_form
from kast_eval.cli.init import init
from kast_eval.cli.manual import cards, manual, practice
from kast_eval.cli.move_database import move_database
from kast_eval.cli.options import language_option
from kast_eval.cli.package import package
from kast_eval.cli.rekey import rekey
from kast_eval.cli.release import release
from kast_eval.cli.response import response
from kast_eval.cli.serve import serve
from kast_eval.cli.speech import SpokenGroup, ended, language_in
from kast_eval.cli.starter_kit import starter_kit
from kast_eval.cli.users import users
from kast_eval.cli.withdraw import withdraw
from kast_eval.wording import Language, marked


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end with 0, with 1 for an error, with 2 if it is not understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    sys.exit(
        ended(
            lambda: commands.main(given, prog_name="kast-eval", standalone_mode=False),
            language_in(given),
        )
    )


@click.group(
    cls=SpokenGroup,
    help=marked("Insamling för utvärderingen av KAST-mottagningarna."),
    epilog="kast-eval serve",
)
@language_option
def commands(language: Language) -> None:
    """Stand above all commands."""


for command in (
    serve,
    init,
    training,
    forms,
    print_form,
    labels,
    due_list,
    codes,
    export,
    release,
    withdraw,
    package,
    response,
    analysis,
    agreement,
    codebook,
    manual,
    cards,
    practice,
    starter_kit,
    backup,
    restore,
    check,
    rekey,
    users,
    clinics,
    move_database,
):
    commands.add_command(command)
