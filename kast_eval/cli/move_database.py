"""The command that moves a database to a server, and back into a file."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.access import asked_access, known_secret, unlock_options
from kast_eval.cli.options import language_option
from kast_eval.cli.speech import Spoken, say
from kast_eval.errors import KastEvalError
from kast_eval.settings import DATABASE_VARIABLE, read_settings
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from kast_eval.store.keys.database_key import DatabaseKey


@click.command(
    cls=Spoken,
    name="move-database",
    help=marked("Flytta databasen till en PostgreSQL-server, eller tillbaka till en fil."),
    epilog="kast-eval move-database postgresql+psycopg://kast_eval@db.example.se/kast_eval",
)
@click.argument("address", required=False)
@click.option("--back", is_flag=True, help=marked("Flytta från servern till en fil i mappen."))
@unlock_options
@language_option
def move_database(
    *,
    address: str | None,
    back: bool,
    instance: Path | None,
    language: Language,
) -> None:
    """Move all rows, and tell how many and how the chain of events ends."""
    from kast_eval.store.folder import FolderSort, sort_of
    from kast_eval.store.postgresql.address import read_address
    from kast_eval.store.postgresql.moving import move_to_file, move_to_server

    settings = read_settings(instance, os.environ)
    folder = settings.instance
    asked = address if back else address or settings.database
    # One of the two is said: where to, or that it goes back.
    if back == (asked is not None):
        raise KastEvalError(
            marked("Ange serverns adress, här eller i {variable}, eller --back, inte båda."),
            variable=DATABASE_VARIABLE,
        )
    training = sort_of(folder) is not FolderSort.CLINIC
    key = None if training else _key(folder, language)
    now = clock.now()
    if asked is None:
        moved = move_to_file(folder, now, training=training, key=key)
    else:
        moved = move_to_server(folder, read_address(asked), now, training=training, key=key)
    say(
        marked("{rows} rader är flyttade och jämförda. Händelsekedjans märke: {head}."),
        language,
        rows=moved.rows,
        head=moved.head,
    )
    say(marked("Starta tjänsten igen. Den använder databasen där den nu ligger."), language)


def _key(folder: Path, language: Language) -> "DatabaseKey":
    from kast_eval.store.keys.key_box import open_key_box

    return open_key_box(folder, known_secret(folder, asked_access(), language, os.environ))
