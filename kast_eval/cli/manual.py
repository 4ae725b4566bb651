"""Commands that make the study manual, its cards and its practice sheets."""

import os
from pathlib import Path

import click

from kast_eval.cli.options import (
    language_option,
    out_option,
    overwrite_option,
    require_ending,
    require_folder_name,
)
from kast_eval.cli.speech import Spoken, say_written
from kast_eval.files import require_free, require_new, write_file, write_folder
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked


@click.command(
    cls=Spoken,
    help=marked("Gör studiemanualen (PDF), för mottagningar i studien eller för nya."),
    epilog="kast-eval manual --edition new --out manual.pdf",
)
@click.option(
    "--edition",
    type=click.Choice(["study", "new"]),
    required=True,
    metavar="study|new",
    help=marked("Utgåva: study för mottagningar i studien, new för nystartade."),
)
@out_option(marked("Filens namn."))
@overwrite_option
@language_option
def manual(*, edition: str, out: Path, overwrite: bool, language: Language) -> None:
    """Write an edition of the manual."""
    from kast_eval.manual.assemble import assemble, read_manual
    from kast_eval.manual.edition import Edition
    from kast_eval.paper.book.drawing import print_manual

    require_new(out, overwrite=overwrite)
    require_ending(out, ".pdf")
    settings = read_settings(None, os.environ)
    source = read_manual(settings.manual, settings.forms)
    write_file(out, print_manual(assemble(source, Edition(edition)), source.library))
    say_written(out, language)


@click.command(
    cls=Spoken,
    help=marked("Gör en lathund på en sida för varje formulär (PDF)."),
    epilog="kast-eval cards --out lathundar",
)
@out_option(marked("En ny mapp."), metavar="FOLDER")
@language_option
def cards(out: Path, language: Language) -> None:
    """Write the card of every form."""
    from kast_eval.manual.assemble import assemble, read_manual
    from kast_eval.manual.card import card
    from kast_eval.manual.edition import Edition
    from kast_eval.paper.book.drawing import print_card

    require_free(out)
    require_folder_name(out)
    settings = read_settings(None, os.environ)
    source = read_manual(settings.manual, settings.forms)
    # What a form is for, and its steps, are the same in both editions.
    tree = assemble(source, Edition.NEW)
    forms = source.library.newest_forms
    write_folder(
        out, {f"{one.letter}-{one.form}.pdf": print_card(card(tree, one)) for one in forms}
    )
    say_written(out, language)


@click.command(
    cls=Spoken,
    help=marked("Gör ifyllda övningsformulär att skriva in (PDF). Facit står i manualen."),
    epilog="kast-eval practice --out övning",
)
@out_option(marked("En ny mapp."), metavar="FOLDER")
@language_option
def practice(out: Path, language: Language) -> None:
    """Write the practice sheets."""
    from kast_eval.manual.assemble import read_manual
    from kast_eval.paper.practice import print_practice

    require_free(out)
    require_folder_name(out)
    settings = read_settings(None, os.environ)
    sheets = read_manual(settings.manual, settings.forms).practice
    write_folder(out, {f"{one.name}.pdf": print_practice(one) for one in sheets})
    say_written(out, language)
