"""Every command: read what was asked for, do one thing, tell what came of it."""

import os
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.speech import SpokenGroup, ended, language_in, progress
from kast_eval.definition.library import read_library
from kast_eval.errors import KastEvalError
from kast_eval.files import read_or_make_key, require_free, write_file, write_folder
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked, program_text

if TYPE_CHECKING:
    from kast_eval.store.database import Database

Decorator = Callable[[Callable[..., object]], Callable[..., object]]

_PATH = click.Path(path_type=Path)


class OutputNameError(KastEvalError):
    """A file name whose ending says no format that the program writes."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end with 0, 1 for an error, 2 for a command not understood."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    run = lambda: commands.main(given, prog_name="kast-eval", standalone_mode=False)  # noqa: E731
    sys.exit(ended(run, language_in(given)))


def _language_option() -> Decorator:
    return click.option(
        "--language",
        type=click.Choice([language.value for language in Language]),
        default=Language.SV.value,
        callback=lambda _ctx, _param, value: Language(value),
        help=marked("Språk: sv eller en."),
    )


def _instance_option() -> Decorator:
    return click.option(
        "--instance", type=_PATH, help=marked("Mapp med databas och nyckel; annars ./instance.")
    )


def _out_option(text: str, *, required: bool = True) -> Decorator:
    return click.option("--out", type=_PATH, required=required, help=text)


@click.group(
    cls=SpokenGroup,
    help=marked("Insamling för utvärderingen av KAST-mottagningarna."),
    epilog="kast-eval serve",
)
@_language_option()
def commands(language: Language) -> None:
    """Stand above all commands."""


@commands.command(
    help=marked("Starta programmet med övningsmottagningen och visa en länk dit."),
    epilog="kast-eval serve --port 8080",
)
@_instance_option()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help=marked("Port."))
@_language_option()
def serve(instance: Path | None, port: int, language: Language) -> None:
    """Serve the pages until the program is stopped."""
    from kast_eval.web import server

    settings = read_settings(instance, os.environ)
    _fill_training(settings.instance, settings.forms, language)
    server.serve(settings.instance, port=port, library=read_library(settings.forms))


@commands.command(
    help=marked("Gör övningsmottagningen på nytt. Allt som övats försvinner."),
    epilog="kast-eval training",
)
@_instance_option()
@_language_option()
def training(instance: Path | None, language: Language) -> None:
    """Make the training clinic anew."""
    from kast_eval.store.remove import remove_training_database

    settings = read_settings(instance, os.environ)
    remove_training_database(settings.instance)
    made = _fill_training(settings.instance, settings.forms, language)
    _say(marked("Övningsmottagningen har {sheets} ifyllda blad."), language, sheets=made)


@commands.group(
    help=marked("Formulärens filer."),
    epilog="kast-eval forms check",
)
@_language_option()
def forms(language: Language) -> None:
    """Stand above the commands on form files."""


@forms.command(
    help=marked("Läs alla formulär och berätta om alla fel."),
    epilog="kast-eval forms check",
)
@_language_option()
def check(language: Language) -> int:
    """Tell every fault of the form files."""
    from kast_eval.definition.check import form_faults

    folder = read_settings(None, os.environ).forms
    faults = form_faults(folder)
    for fault in faults:
        click.echo(fault.in_language(language), err=True)
    if faults:
        return 1
    for form in read_library(folder).forms:
        _say(
            marked("{letter} {title}, version {version}: inga fel."), language,
            letter=form.letter, title=form.title, version=form.version,
        )  # fmt: skip
    return 0


@commands.command(
    "print",
    help=marked("Gör ett tomt formulär att skriva ut (PDF)."),
    epilog="kast-eval print start --language en --out start.pdf",
)
@click.argument("form")
@click.option("--version", type=int, help=marked("Formulärets version; annars den nyaste."))
@_out_option(marked("Filens namn; annars formulärets namn."), required=False)
@_language_option()
def print_form(form: str, version: int | None, out: Path | None, language: Language) -> None:
    """Write a blank form."""
    from kast_eval.paper.draw import print_blank

    library = read_library(read_settings(None, os.environ).forms)
    definition = library.find(form)
    if version is not None:
        definition = library.get(definition.form, version)
    path = out or Path(f"{definition.form}-{definition.version}-{language}.pdf")
    write_file(path, print_blank(definition.as_asked(), language))
    _say_written(path, language)


@commands.command(
    help=marked("Ge ut nya klientkoder och gör ett ark med etiketter (PDF)."),
    epilog="kast-eval labels --site 0000 --count 24 --out labels.pdf",
)
@click.option("--site", required=True, help=marked("Mottagningens kod, fyra siffror."))
@click.option("--count", required=True, type=click.IntRange(1), help=marked("Antal koder."))
@_out_option(marked("Filens namn."))
@_instance_option()
@_language_option()
def labels(site: str, count: int, out: Path, instance: Path | None, language: Language) -> None:
    """Write a page of labels with new codes."""
    from kast_eval.actions.issue_codes import issue_codes
    from kast_eval.actions.training_user import training_user
    from kast_eval.paper.labels import print_labels

    database = _open(read_settings(instance, os.environ).instance)
    with database.begin() as session:
        user = training_user(session)
        chooser = random.SystemRandom()
        codes = issue_codes(session, user, clock.now(), site, count, chooser=chooser)
    # The codes are kept before they are written down, so that none is ever issued twice.
    write_file(out, print_labels(codes, site_name, training=database.training))
    _say_written(out, language)


@commands.command(
    help=marked("Exportera en mottagnings kodade rader, en fil för varje formulär."),
    epilog="kast-eval export --site 0000 --out export",
)
@click.option("--site", required=True, help=marked("Mottagningens kod, fyra siffror."))
@_out_option(marked("En ny mapp."))
@_instance_option()
@_language_option()
def export(site: str, out: Path, instance: Path | None, language: Language) -> None:
    """Write the coded working file of a clinic."""
    from kast_eval.actions.export_site import export_site
    from kast_eval.actions.training_user import training_user

    settings = read_settings(instance, os.environ)
    require_free(out)
    database = _open(settings.instance)
    library, person_key = read_library(settings.forms), read_or_make_key(settings.person_key)
    with progress(marked("Kodar"), language) as tell, database.begin() as session:
        made = export_site(
            session, training_user(session), clock.now(), library,
            site_code=site, person_key=person_key, tell=tell,
        )  # fmt: skip
    write_folder(out, made.files)
    _say(marked("{sheets} blad är exporterade till {folder}."), language,
         sheets=made.sheets, folder=out)  # fmt: skip


@commands.command(
    help=marked("Skriv kodboken: varje kolumn, fråga och kod. Tabell (.csv) eller lista (.txt)."),
    epilog="kast-eval codebook --out codebook.csv",
)
@_out_option(marked("Filens namn, med .csv eller .txt."))
@_language_option()
def codebook(out: Path, language: Language) -> None:
    """Write the codebook."""
    from kast_eval.dataset.codebook import codebook_table
    from kast_eval.dataset.codebook_text import codebook_text

    definitions = read_library(read_settings(None, os.environ).forms).forms
    match out.suffix.lower():
        case ".csv":
            write_file(out, codebook_table(definitions))
        case ".txt":
            write_file(out, codebook_text(definitions, language))
        case _:
            raise OutputNameError(
                marked("Kodboken skrivs som tabell (.csv) eller lista (.txt). Ändra filens namn.")
            )
    _say_written(out, language)


def _open(instance: Path) -> "Database":
    """Return the database of the folder; there is none before the program has been started."""
    from kast_eval.store.database import DATABASE_FILE, open_database

    if not (instance / DATABASE_FILE).exists():
        raise NoDatabaseError(
            marked("I {folder} finns ingen databas. Kör «kast-eval training» först."),
            folder=instance,
        )
    return open_database(instance, training=True)


def _fill_training(instance: Path, forms: Path, language: Language) -> int:
    from kast_eval.actions.fill_training import fill_training
    from kast_eval.store.database import open_database

    database = open_database(instance, training=True)
    with progress(marked("Gör övningsmottagningen"), language) as tell, database.begin() as session:
        made = fill_training(session, clock.now(), read_library(forms), tell=tell)
    database.close()
    return made


def _say(text: str, language: Language, /, **details: object) -> None:
    click.echo(program_text(text, language, **details))


def _say_written(path: Path, language: Language) -> None:
    _say(marked("{path} är skriven."), language, path=path)
