"""The command that shows the pages: of the training clinic or of a real one."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import click

from kast_eval.cli.asking import read_secret_file
from kast_eval.cli.options import instance_option, language_option
from kast_eval.cli.speech import Spoken
from kast_eval.cli.training_clinic import make_training
from kast_eval.definition.library import read_library
from kast_eval.errors import KastEvalError
from kast_eval.identity.settings import read_provider_settings
from kast_eval.instance_settings import (
    HIGHEST_PORT,
    OWN_ADDRESS,
    Hosting,
    is_address,
    is_name,
    read_instance_settings,
)
from kast_eval.settings import read_settings
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language, marked


class HostingError(KastEvalError):
    """A way of being reached that cannot be, or must not be."""


@dataclass(frozen=True)
class Asked:
    """How the command asks for the pages to be reached; what it does not say is None."""

    host: str | None
    port: int | None
    names: tuple[str, ...]
    behind_proxy: bool

    def over(self, kept: Hosting) -> Hosting:
        """Return what the settings file says with what is asked for put over it."""
        return Hosting(
            self.host or kept.host,
            kept.port if self.port is None else self.port,
            (*kept.names, *self.names),
            OWN_ADDRESS if self.behind_proxy else kept.proxy,
        )


@click.command(
    cls=Spoken,
    help=marked("Starta programmet och visa adressen till det."),
    epilog="kast-eval serve --port 8080",
)
@instance_option
@click.option(
    "--training",
    is_flag=True,
    help=marked("Öva: övningsmottagningen görs om den inte finns."),
)
@click.option(
    "--host",
    metavar="ADDRESS",
    help=marked("Adress att lyssna på, annars 127.0.0.1: bara datorn själv."),
)
@click.option(
    "--port",
    type=click.IntRange(0, HIGHEST_PORT),
    metavar="N",
    help=marked("Port, annars 8000."),
)
@click.option(
    "--trusted-host",
    "names",
    multiple=True,
    metavar="NAME",
    help=marked("Serverns namn i webbläsaren, utöver localhost. Kan upprepas."),
)
@click.option(
    "--behind-proxy",
    is_flag=True,
    help=marked("Ett program framför, på samma dator, har certifikatet (TLS)."),
)
@click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Fil med lösenfrasen för databasen på första raden."),
)
@language_option
def serve(
    *,
    training: bool,
    instance: Path | None,
    host: str | None,
    port: int | None,
    names: tuple[str, ...],
    behind_proxy: bool,
    passphrase_file: Path | None,
    language: Language,
) -> None:
    """Serve the pages until the program is stopped."""
    from kast_eval.store.filling import finish_filling
    from kast_eval.store.folder_lock import held_alone
    from kast_eval.store.whereabouts import address_of
    from kast_eval.web import server
    from kast_eval.web.front import Front

    folders = read_settings(instance, os.environ)
    settings = read_instance_settings(folders.instance)
    # What is wrong with this file is told at the start, and not when somebody unlocks.
    read_provider_settings(folders.instance)
    asked = _readable(Asked(host, port, names, behind_proxy))
    settings = replace(settings, hosting=asked.over(settings.hosting))
    passphrase = None if passphrase_file is None else read_secret_file(passphrase_file)
    # A port that is taken is told before the training clinics are made, which takes a while.
    with server.listen(settings.hosting) as listener, held_alone(folders.instance):
        finish_filling(folders.instance)
        # A server that was asked for and is not used would be a second database.
        address_of(folders.instance, folders.database)
        if _is_training(folders.instance, asked=training):
            make_training(folders, language, if_empty=True)
        elif not settings.hosting.is_private:
            raise HostingError(
                marked(
                    "Utan TLS går svaren läsbara över nätet. Lyssna på 127.0.0.1, eller ställ ett "
                    "program med certifikat framför och lägg till --behind-proxy."
                )
            )
        plan = read_plan(folders.forms, read_library(folders.forms))
        front = Front(folders.instance, plan, settings)
        server.serve(front, listener, language=language, passphrase=passphrase)


def _is_training(folder: Path, *, asked: bool) -> bool:
    """Tell whether the folder is for practice; refuse to practise in a clinic's."""
    from kast_eval.store.folder import FolderSort, sort_of

    sort = sort_of(folder)
    if asked and sort is FolderSort.CLINIC:
        raise HostingError(
            marked("I {folder} finns en riktig mottagning. Öva i en annan mapp med --instance."),
            folder=folder,
        )
    return asked or sort is FolderSort.TRAINING


def _readable(asked: Asked) -> Asked:
    """Refuse an address or a name that is none."""
    if asked.host is not None and not is_address(asked.host):
        raise HostingError(
            marked("Adressen för --host skrivs med siffror, till exempel 127.0.0.1.")
        )
    if not all(map(is_name, asked.names)):
        raise HostingError(
            marked("Namnet för --trusted-host skrivs utan https:// och port: kast.kommun.se.")
        )
    return asked
