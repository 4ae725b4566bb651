"""The command that changes what opens a clinic's database."""

import os
from contextlib import closing
from pathlib import Path

import click

from kast_eval.cli.access import unlock_options
from kast_eval.cli.changed_secrets import Change, Wish, change_secrets, renew_key
from kast_eval.cli.opened import unlock_clinic
from kast_eval.cli.options import language_option, require_ending
from kast_eval.cli.speech import Spoken
from kast_eval.errors import KastEvalError
from kast_eval.files import require_new
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked


class RekeyError(KastEvalError):
    """Something that cannot be changed so."""


@click.command(
    cls=Spoken,
    help=marked(
        "Byt det som öppnar mottagningens databas: lösenfrasen, papperet, datorns nyckel, eller "
        "databasens egen nyckel."
    ),
    epilog="kast-eval rekey --new-paper kod.pdf",
)
@unlock_options
@click.option(
    "--new-passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Läs den nya lösenfrasen ur en fil, annars frågas efter den."),
)
@click.option(
    "--new-paper",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Gör en ny återställningskod och skriv den som PDF."),
)
@click.option(
    "--machine/--no-machine",
    default=None,
    help=marked("Låt den här datorn öppna själv, eller inte längre."),
)
@click.option(
    "--new-data-key",
    is_flag=True,
    help=marked("Kryptera hela databasen med en ny nyckel; kräver --new-paper."),
)
@language_option
def rekey(
    *,
    instance: Path | None,
    new_passphrase_file: Path | None,
    new_paper: Path | None,
    machine: bool | None,
    new_data_key: bool,
    language: Language,
) -> None:
    """Change the secrets of a database, each of them wholly or not at all."""
    from kast_eval.store.sites import all_sites

    folder = read_settings(instance, os.environ).instance
    wish = Wish(new_passphrase_file, new_paper, machine)
    _require_possible(folder, wish, data_key=new_data_key)
    unlocked = unlock_clinic(folder, language, thorough=new_data_key, typed=machine is False)
    with closing(unlocked.checked.database) as database:
        with database.read() as session:
            clinic = ", ".join(site.name for site in all_sites(session))
        change = Change(folder, wish, clinic, language)
        if new_paper is None or not new_data_key:
            change_secrets(change, database, unlocked.secret)
            return
    renew_key(change, new_paper, unlocked.secret)


def _require_possible(folder: Path, wish: Wish, *, data_key: bool) -> None:
    """Refuse what cannot be done before anybody has typed anything."""
    from kast_eval.store.folder import FolderSort, sort_of
    from kast_eval.store.whereabouts import address_of

    if sort_of(folder) is not FolderSort.CLINIC:
        raise RekeyError(
            marked("I {folder} finns ingen mottagning, så där finns ingen lösenfras att byta."),
            folder=folder,
        )
    if data_key and address_of(folder, None) is not None:
        raise RekeyError(
            marked(
                "Databasen ligger på en server, som krypterar sina diskar själv. Byt nyckel där."
            )
        )
    if wish.paper is not None:
        require_ending(wish.paper, ".pdf")
        require_new(wish.paper)
    elif data_key:
        raise RekeyError(
            marked("Med en ny nyckel gäller det gamla papperet inte. Lägg till --new-paper FILE.")
        )
