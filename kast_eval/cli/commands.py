"""Every command: read what was asked for, do one thing, tell what came of it."""

import os
import random
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.options import instance_option, language_option, out_option, site_option
from kast_eval.cli.speech import SpokenGroup, ended, language_in, progress, say
from kast_eval.definition.library import read_library
from kast_eval.errors import KastEvalError
from kast_eval.files import read_or_make_key, require_free, write_file, write_folder
from kast_eval.settings import Settings, read_settings
from kast_eval.wording import Language, marked

# A command imports the tools that it needs when it runs, so that each of them starts at once.
if TYPE_CHECKING:
    from kast_eval.store.database import Database


class OutputNameError(KastEvalError):
    """A file name whose ending says no format that the program writes."""


class NoDatabaseError(KastEvalError):
    """An instance folder that the program has never been started with."""


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


@commands.command(
    help=marked("Starta programmet med övningsmottagningen och visa en länk dit."),
    epilog="kast-eval serve --port 8080",
)
@instance_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    metavar="N",
    help=marked("Port, annars 8000."),
)
@language_option
def serve(instance: Path | None, port: int, language: Language) -> None:
    """Serve the pages until the program is stopped."""
    from kast_eval.web import server

    settings = read_settings(instance, os.environ)
    _reset_training(settings, language, if_empty=True)
    server.serve(settings.instance, port=port, library=read_library(settings.forms))


@commands.command(
    help=marked("Gör övningsmottagningen på nytt. Allt som har övats försvinner."),
    epilog="kast-eval training",
)
@instance_option
@language_option
def training(instance: Path | None, language: Language) -> None:
    """Make the training clinic anew."""
    made = _reset_training(read_settings(instance, os.environ), language, if_empty=False)
    say(marked("Övningsmottagningarna har {sheets} ifyllda blad."), language, sheets=made)


@commands.group(help=marked("Formulärens filer."), epilog="kast-eval forms check")
@language_option
def forms(language: Language) -> None:
    """Stand above the commands on form files."""


@forms.command(
    help=marked("Läs alla formulär och berätta om alla fel."), epilog="kast-eval forms check"
)
@language_option
def check(language: Language) -> int:
    """Tell every fault of the form files."""
    from kast_eval.definition.check import form_faults

    folder = read_settings(None, os.environ).forms
    faults = form_faults(folder)
    if faults:
        for fault in faults:
            click.echo(fault.in_language(language), err=True)
        return 1
    for form in read_library(folder).forms:
        say(
            marked("{letter} {title}, version {version}: inga fel."),
            language,
            letter=form.letter,
            title=form.title,
            version=form.version,
        )
    return 0


@forms.command(
    "compare",
    help=marked("Berätta vad som ändras från en version av ett formulär till en senare."),
    epilog="kast-eval forms compare start-1 start-2 --map start.csv",
)
@click.argument("old")
@click.argument("new")
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Skriv vart varje gammal kod tar vägen, som tabell (.csv) eller JSON (.json)."),
)
@language_option
def compare_forms(old: str, new: str, map_file: Path | None, language: Language) -> int:
    """Tell what changed, step by step, and write the map if nothing is refused."""
    from kast_eval.dataset.map_file import map_bytes
    from kast_eval.definition.compare import compare_steps, whole_map
    from kast_eval.definition.describe import describe

    library = read_library(read_settings(None, os.environ).forms)
    steps = compare_steps(library.forms, library.find(old), library.find(new))
    for step in steps:
        click.echo("\n".join(describe(step, language)))
    if any(step.refusals for step in steps):
        return 1
    if map_file is not None:
        write_file(map_file, map_bytes(whole_map(steps), map_file.suffix))
        _say_written(map_file, language)
    return 0


@commands.command(
    "print",
    help=marked("Gör ett tomt formulär att skriva ut (PDF)."),
    epilog="kast-eval print start --language en --out start.pdf",
)
@click.argument("form")
@click.option(
    "--version", type=int, metavar="N", help=marked("Formulärets version, annars den nyaste.")
)
@out_option(marked("Filens namn, annars formulärets."), required=False)
@language_option
def print_form(form: str, version: int | None, out: Path | None, language: Language) -> None:
    """Write a blank form."""
    from kast_eval.paper.blank import print_blank

    library = read_library(read_settings(None, os.environ).forms)
    definition = library.find(form)
    if version is not None:
        definition = library.get(definition.form, version)
    path = out or Path(f"{definition.form}-{definition.version}-{language}.pdf")
    write_file(path, print_blank(definition.as_asked(), language))
    _say_written(path, language)


@commands.command(
    help=marked("Ge ut nya klientkoder och gör etiketter med dem (PDF)."),
    epilog="kast-eval labels --site 0000 --count 24 --out labels.pdf",
)
@site_option
@click.option(
    "--count", required=True, type=click.IntRange(1), metavar="N", help=marked("Antal koder.")
)
@out_option(marked("Filens namn."))
@instance_option
@language_option
def labels(site: str, count: int, out: Path, instance: Path | None, language: Language) -> None:
    """Write labels with codes that were never issued before."""
    from kast_eval.actions.issue_codes import issue_codes
    from kast_eval.actions.reset_training import training_user
    from kast_eval.paper.labels import print_labels
    from kast_eval.store.sites import all_sites

    with _opened(read_settings(instance, os.environ)) as database:
        with database.begin() as session:
            user, chooser = training_user(session), random.SystemRandom()
            codes = issue_codes(session, user, clock.now(), site, count, chooser=chooser)
            names = {one.code: one.name for one in all_sites(session)}
        # The codes are kept before they are written down, so that none is ever issued twice.
        write_file(out, print_labels(codes, names[site], training=database.training))
    _say_written(out, language)


@commands.command(
    help=marked("Exportera en mottagnings kodade rader, en fil för varje formulär."),
    epilog="kast-eval export --site 0000 --out export",
)
@site_option
@out_option(marked("En ny mapp."), metavar="FOLDER")
@instance_option
@language_option
def export(site: str, out: Path, instance: Path | None, language: Language) -> None:
    """Write the coded working file of a clinic."""
    from kast_eval.actions.export_site import export_site
    from kast_eval.actions.reset_training import training_user

    require_free(out)
    settings = read_settings(instance, os.environ)
    library = read_library(settings.forms)
    with (
        _opened(settings) as database,
        progress(marked("Kodar"), language) as tell,
        database.begin() as session,
    ):
        made = export_site(
            session,
            training_user(session),
            clock.now(),
            library,
            site_code=site,
            person_key=read_or_make_key(settings.person_key),
            tell=tell,
        )
    write_folder(out, made.files)
    say(
        marked("{sheets} blad är exporterade till {folder}."),
        language,
        sheets=made.sheets,
        folder=out,
    )


@commands.command(
    help=marked("Skriv kodboken: varje kolumn, fråga och kod, som tabell eller lista."),
    epilog="kast-eval codebook --out codebook.csv",
)
@out_option(marked("Filens namn: .csv ger en tabell, .txt en lista."))
@language_option
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


@contextmanager
def _opened(settings: Settings) -> Iterator["Database"]:
    """Give the database of the folder; before the first start there is none."""
    from kast_eval.store.database import DATABASE_FILE, open_database

    if not (settings.instance / DATABASE_FILE).exists():
        raise NoDatabaseError(
            marked("I {folder} finns ingen databas. Kör «kast-eval training» först."),
            folder=settings.instance,
        )
    with closing(open_database(settings.instance, training=True)) as database:
        yield database


def _reset_training(settings: Settings, language: Language, *, if_empty: bool) -> int:
    """Make the training clinics anew, or only if they are empty; return how many sheets."""
    from kast_eval.actions.reset_training import is_filled, reset_training
    from kast_eval.store.database import open_database

    with closing(open_database(settings.instance, training=True)) as database:
        with database.read() as session:
            if if_empty and is_filled(session):
                return 0
        library = read_library(settings.forms)
        label = marked("Gör övningsmottagningen")
        with progress(label, language) as tell, database.begin() as session:
            return reset_training(session, clock.now(), library, tell=tell)


def _say_written(path: Path, language: Language) -> None:
    say(marked("{path} är skriven."), language, path=path)
