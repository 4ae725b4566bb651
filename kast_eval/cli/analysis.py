"""The command that prints the ready analysis of a clinic's own clients."""

from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.opened import opened, require_site
from kast_eval.cli.own_figures import own_figures_options, settings_and_plan
from kast_eval.cli.speech import Spoken, say_written
from kast_eval.definition.derived import read_derivations
from kast_eval.files import write_file
from kast_eval.wording import Language, marked


@click.command(
    cls=Spoken,
    help=marked("Skriv ut analysen av självrapporterad förändring för en mottagning."),
    epilog="kast-eval analysis --site 0000 --out analys.pdf",
)
@own_figures_options
def analysis(
    site: str, out: Path, instance: Path | None, language: Language, *, overwrite: bool
) -> None:
    """Write a clinic's own analysis as PDF."""
    from kast_eval.actions.read_analysis import note_analysis, read_analysis
    from kast_eval.paper.analysis.report import print_analysis
    from kast_eval.paper.report.section import Teller
    from kast_eval.store.events import chain_anchor

    settings, plan = settings_and_plan(out, instance, overwrite=overwrite)
    derivations = read_derivations(settings.forms, plan.library)
    with opened(settings, language) as work:
        with work.database.begin() as session:
            require_site(session, work.user, site)
            note_analysis(session, work.user, clock.now(), site, printed=True)
            anchor = chain_anchor(session)
        with work.database.read() as session:
            found = read_analysis(
                session, work.user, clock.now(), plan, derivations=derivations, site_code=site
            )
        training = work.database.training
    teller = Teller(plan.schedule, language)
    day = found.day.isoformat()
    printed = print_analysis(
        found.site, day, found.report, teller, training=training, anchor=anchor
    )  # fmt: skip
    write_file(out, printed)
    say_written(out, language)
