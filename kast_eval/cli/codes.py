"""The command that takes in the codes of a starter kit."""

import os
from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.opened import opened, require_site
from kast_eval.cli.options import language_option, site_option
from kast_eval.cli.speech import SpokenGroup, say
from kast_eval.files import read_file
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked

_EXAMPLE = "kast-eval codes register codes.csv --site 0000"


@click.group(cls=SpokenGroup, help=marked("Klientkoder."), epilog=_EXAMPLE)
@language_option
def codes(language: Language) -> None:
    """Stand above the commands on codes."""


@codes.command(
    help=marked("Registrera startpaketets koder (codes.csv) som utgivna."), epilog=_EXAMPLE
)
@click.argument("file", type=click.Path(path_type=Path))
@site_option
@access_options
@language_option
def register(file: Path, site: str, instance: Path | None, language: Language) -> None:
    """Keep the codes of a kit, so that none of them is ever drawn again."""
    from kast_eval.actions.register_codes import register_codes
    from kast_eval.kit.codes import read_codes_table

    listed = read_codes_table(file.name, read_file(file))
    settings = read_settings(instance, os.environ)
    with opened(settings, language) as work, work.database.begin() as session:
        require_site(session, work.user, site)
        made = register_codes(session, work.user, clock.now(), site, listed)
    say(
        marked("{new} koder är registrerade som utgivna, {known} var det redan."),
        language,
        new=made.new,
        known=made.known,
    )
