"""The command that makes the study manual."""

import os
from pathlib import Path

import click

from kast_eval.cli.options import language_option, out_option
from kast_eval.cli.speech import Spoken, say_written
from kast_eval.files import write_file
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
@language_option
def manual(edition: str, out: Path, language: Language) -> None:
    """Write an edition of the manual."""
    from kast_eval.manual.assemble import assemble, read_manual
    from kast_eval.manual.edition import Edition
    from kast_eval.paper.book.drawing import print_manual

    settings = read_settings(None, os.environ)
    source = read_manual(settings.manual, settings.forms)
    write_file(out, print_manual(assemble(source, Edition(edition)), source.library))
    say_written(out, language)
