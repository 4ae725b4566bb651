"""Commands that need the form files only."""

import os
from pathlib import Path

import click

from kast_eval.cli.options import language_option, out_option, overwrite_option
from kast_eval.cli.speech import Spoken, SpokenGroup, say, say_written
from kast_eval.definition.derived import FILE as DERIVED_FILE
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.errors import KastEvalError
from kast_eval.files import require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.study.course.read_conversation import FILE as CONVERSATION_FILE
from kast_eval.study.keying import FILE as KEYING_FILE
from kast_eval.study.read_schedule import FILE as SCHEDULE_FILE
from kast_eval.wording import Language, marked


class OutputNameError(KastEvalError):
    """A file name whose ending says no format that the program writes."""


@click.group(cls=SpokenGroup, help=marked("Formulärens filer."), epilog="kast-eval forms check")
@language_option
def forms(language: Language) -> None:
    """Stand above the commands on form files."""


@forms.command(
    help=marked("Läs formulären och det som hör till dem, och berätta om alla fel."),
    epilog="kast-eval forms check",
)
@language_option
def check(language: Language) -> int:
    """Tell every fault of the form files and of what is made of them."""
    from kast_eval.cli.whole_check import every_fault

    settings = read_settings(None, os.environ)
    folder = settings.forms
    faults = every_fault(folder, settings.manual)
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
    say(
        marked("{derived}, {schedule}, {keying}, {conversation} och manualens texter: inga fel."),
        language,
        derived=DERIVED_FILE,
        schedule=SCHEDULE_FILE,
        keying=KEYING_FILE,
        conversation=CONVERSATION_FILE,
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

    if map_file is not None:
        require_new(map_file)
    library = read_library(read_settings(None, os.environ).forms)
    steps = compare_steps(library.forms, library.find(old), library.find(new))
    for step in steps:
        click.echo("\n".join(describe(step, language)))
    if any(step.refusals for step in steps):
        return 1
    if map_file is not None:
        write_file(map_file, map_bytes(whole_map(steps), map_file.suffix))
        say_written(map_file, language)
    return 0


@click.command(
    "print",
    cls=Spoken,
    help=marked("Gör ett tomt formulär att skriva ut (PDF)."),
    epilog="kast-eval print start --language en --out start.pdf",
)
@click.argument("form")
@click.option(
    "--version", type=int, metavar="N", help=marked("Formulärets version, annars den nyaste.")
)
@click.option(
    "--optional",
    metavar="NAMES",
    help=marked("De valbara frågor som ska stå med, med komma emellan, annars de vanliga."),
)
@out_option(marked("Filens namn, annars formulärets."), required=False)
@overwrite_option
@language_option
def print_form(
    *,
    form: str,
    version: int | None,
    optional: str | None,
    out: Path | None,
    overwrite: bool,
    language: Language,
) -> None:
    """Write a blank form."""
    from kast_eval.definition.optional import read_optional
    from kast_eval.paper.blank import print_blank
    from kast_eval.paper.extra import on_paper

    library = read_library(read_settings(None, os.environ).forms)
    definition = library.find(form)
    if version is not None:
        definition = library.get(definition.form, version)
    path = out or Path(f"{definition.form}-{definition.version}-{language}.pdf")
    require_new(path, overwrite=overwrite)
    chosen = None if optional is None else read_optional(definition, optional)
    write_file(path, print_blank(on_paper(definition, chosen), language))
    say_written(path, language)


@click.command(
    cls=Spoken,
    help=marked("Skriv kodboken: varje kolumn, fråga och kod, som tabell eller lista."),
    epilog="kast-eval codebook --out codebook.csv",
)
@out_option(marked("Filens namn: .csv ger en tabell, .txt en lista."))
@overwrite_option
@language_option
def codebook(*, out: Path, overwrite: bool, language: Language) -> None:
    """Write the codebook."""
    from kast_eval.dataset.codebook import codebook_table
    from kast_eval.dataset.codebook_text import codebook_text

    require_new(out, overwrite=overwrite)
    folder = read_settings(None, os.environ).forms
    library = read_library(folder)
    derivations = read_derivations(folder, library)
    match out.suffix.lower():
        case ".csv":
            write_file(out, codebook_table(library.forms, derivations))
        case ".txt":
            write_file(out, codebook_text(library.forms, language, derivations))
        case _:
            raise OutputNameError(
                marked("Kodboken skrivs som tabell (.csv) eller lista (.txt). Ändra filens namn.")
            )
    say_written(out, language)
