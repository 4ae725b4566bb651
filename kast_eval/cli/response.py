"""The command that prints how a clinic's forms come in."""

import os
from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.opened import opened, require_site
from kast_eval.cli.options import (
    language_option,
    out_option,
    overwrite_option,
    require_ending,
    site_option,
)
from kast_eval.cli.speech import Spoken, say_written
from kast_eval.definition.library import read_library
from kast_eval.files import require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language, marked


@click.command(
    cls=Spoken,
    help=marked("Skriv ut svar och kvalitet för en mottagning."),
    epilog="kast-eval response --site 0000 --out svar.pdf",
)
@site_option
@out_option(marked("Filens namn."))
@overwrite_option
@access_options
@language_option
def response(
    site: str, out: Path, instance: Path | None, language: Language, *, overwrite: bool
) -> None:
    """Write a clinic's own figures as PDF."""
    from kast_eval.actions.read_response import read_response
    from kast_eval.paper.report.section import Teller
    from kast_eval.paper.response.report import print_response
    from kast_eval.paper.response.sections import response_sections
    from kast_eval.store.events import chain_anchor

    require_new(out, overwrite=overwrite)
    require_ending(out, ".pdf")
    settings = read_settings(instance, os.environ)
    library = read_library(settings.forms)
    plan = read_plan(settings.forms, library)
    with opened(settings, language) as work, work.database.begin() as session:
        require_site(session, work.user, site)
        found = read_response(session, work.user, clock.now(), plan, site_code=site, printed=True)
        anchor = chain_anchor(session)
        training = work.database.training
    teller = Teller(plan.schedule, language)
    sections = response_sections(found.response, teller)
    day = found.response.today.isoformat()
    printed = print_response(found.site, day, sections, teller, training=training, anchor=anchor)
    write_file(out, printed)
    say_written(out, language)
