"""The command that prints the ready analysis of a clinic's own clients."""

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
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.files import require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language, marked


@click.command(
    cls=Spoken,
    help=marked("Skriv ut analysen av självrapporterad förändring för en mottagning."),
    epilog="kast-eval analysis --site 0000 --out analys.pdf",
)
@site_option
@out_option(marked("Filens namn."))
@overwrite_option
@access_options
@language_option
def analysis(
    site: str, out: Path, instance: Path | None, language: Language, *, overwrite: bool
) -> None:
    """Write a clinic's own analysis as PDF."""
    from kast_eval.actions.read_analysis import note_analysis, read_analysis
    from kast_eval.paper.analysis.report import print_analysis
    from kast_eval.paper.report.section import Teller
    from kast_eval.store.events import chain_anchor

    require_new(out, overwrite=overwrite)
    require_ending(out, ".pdf")
    settings = read_settings(instance, os.environ)
    library = read_library(settings.forms)
    plan = read_plan(settings.forms, library)
    derivations = read_derivations(settings.forms, library)
    with opened(settings, language) as work:
        with work.database.begin() as session:
            require_site(session, work.user, site)
            note_analysis(session, work.user, clock.now(), site, printed=True)
            anchor = chain_anchor(session)
        with work.database.read() as session:
            found = read_analysis(
                session, work.user, clock.now(), plan, derivations=derivations, site_code=site,
            )  # fmt: skip
        training = work.database.training
    teller = Teller(plan.schedule, language)
    day = found.day.isoformat()
    printed = print_analysis(
        found.site, day, found.report, teller, training=training, anchor=anchor
    )  # fmt: skip
    write_file(out, printed)
    say_written(out, language)
