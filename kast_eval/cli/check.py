"""The command that looks whether a database is whole, and whether a secret opens it."""

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval.cli.access import unlock_options
from kast_eval.cli.opened import open_folder
from kast_eval.cli.options import language_option
from kast_eval.cli.speech import Spoken, say
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked, program_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kast_eval.store.keys.secret import SlotKind
    from kast_eval.store.start_checks import StartReport

_MEGABYTE = 1024 * 1024


@click.command(
    cls=Spoken,
    help=marked(
        "Pröva att databasen är hel, och att lösenfrasen, datorn eller papperet öppnar den."
    ),
    epilog="kast-eval check --paper",
)
@unlock_options
@language_option
def check(instance: Path | None, language: Language) -> None:
    """Open the database, read all of it, and tell what was found."""
    from kast_eval.store.keys.key_box import slot_kinds
    from kast_eval.study.anchor import short_anchor

    folder = read_settings(instance, os.environ).instance
    checked = open_folder(folder, language, thorough=True)
    with closing(checked.database) as database:
        training = database.training
    say(marked("Databasen är hel: varje sida, varje hänvisning och händelsernas kedja."), language)
    say(
        marked("Kedjans märke nu: {anchor}. Jämför med utskrifter och kopior."),
        language,
        anchor=short_anchor(checked.report.chain_head),
    )
    if not training:
        kinds = ", ".join(_called(kind, language) for kind in slot_kinds(folder))
        say(marked("Den öppnas med: {kinds}."), language, kinds=kinds)
    say_room(checked.report, language)


def say_room(report: "StartReport", language: Language) -> None:
    """Tell that the disk is nearly full, if it is."""
    if report.is_cramped:
        free = report.free_bytes // _MEGABYTE
        say(marked("Disken har bara {free} MB kvar. Frigör utrymme."), language, free=free)


def _called(kind: "SlotKind", language: Language) -> str:
    """Return what a sort of secret is called."""
    names: Mapping[str, str] = {
        "passphrase": marked("lösenfras"),
        "machine": marked("den här datorn eller servern"),
        "paper": marked("återställningskod på papper"),
    }
    return program_text(names[kind.value], language)
