"""The command that prints how a clinic's forms come in."""

from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.opened import opened, require_site
from kast_eval.cli.own_figures import own_figures_options, settings_and_plan
from kast_eval.cli.speech import Spoken, say_written
from kast_eval.files import write_file
from kast_eval.wording import Language, marked


@click.command(
    cls=Spoken,
    help=marked("Skriv ut svar och kvalitet för en mottagning."),
    epilog="kast-eval response --site 0000 --out svar.pdf",
)
@own_figures_options
def response(
    site: str, out: Path, instance: Path | None, language: Language, *, overwrite: bool
) -> None:
    """Write a clinic's own figures as PDF."""
    from kast_eval.actions.read_response import read_response
    from kast_eval.paper.report.section import Teller
    from kast_eval.paper.response.report import print_response
    from kast_eval.paper.response.sections import response_sections
    from kast_eval.store.events import chain_anchor

    settings, plan = settings_and_plan(out, instance, overwrite=overwrite)
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
