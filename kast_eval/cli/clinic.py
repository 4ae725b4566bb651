"""Commands that need an instance: its database and its keys."""

import os
import random
from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.opened import opened, require_site
from kast_eval.cli.options import (
    instance_option,
    language_option,
    out_option,
    overwrite_option,
    site_option,
)
from kast_eval.cli.speech import Spoken, progress, say, say_written
from kast_eval.cli.training_clinic import make_training
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.library import read_library
from kast_eval.files import require_free, require_new, write_file, write_folder
from kast_eval.settings import read_settings
from kast_eval.study.plan import read_plan
from kast_eval.wording import Language, marked

# A command imports the tools that it needs when it runs, so that each of them starts at once.


@click.command(
    cls=Spoken,
    help=marked("Gör övningsmottagningen på nytt. Allt som har övats försvinner."),
    epilog="kast-eval training",
)
@instance_option
@language_option
def training(instance: Path | None, language: Language) -> None:
    """Make the training clinic anew."""
    made = make_training(read_settings(instance, os.environ), language)
    say(marked("Övningsmottagningarna har {sheets} ifyllda ark."), language, sheets=made)


@click.command(
    cls=Spoken,
    help=marked("Ge ut nya klientkoder och gör etiketter med dem (PDF)."),
    epilog="kast-eval labels --site 0000 --count 24 --out labels.pdf",
)
@site_option
@click.option(
    "--count", required=True, type=click.IntRange(1), metavar="N", help=marked("Antal koder.")
)
@click.option(
    "--relatives", is_flag=True, help=marked("Koder för anhöriga, som har en egen serie.")
)
@out_option(marked("Filens namn."))
@access_options
@language_option
def labels(
    site: str, count: int, *, relatives: bool, out: Path, instance: Path | None, language: Language
) -> None:
    """Write labels with codes that were never issued before."""
    from kast_eval.actions.issue_codes import issue_codes
    from kast_eval.paper.labels import print_labels
    from kast_eval.store.sites import all_sites

    # A file that is in the way is told before any code is drawn, and never written over: the
    # labels in it may be the only ones with their codes.
    require_new(out)
    with opened(read_settings(instance, os.environ), language) as work:
        with work.database.begin() as session:
            require_site(session, work.user, site)
            codes = issue_codes(
                session,
                work.user,
                clock.now(),
                site,
                count,
                chooser=random.SystemRandom(),
                relatives=relatives,
            )
            names = {one.code: one.name for one in all_sites(session)}
        # The codes are kept before they are written down, so that none is ever issued twice.
        training = work.database.training
        sheet = print_labels(codes, names[site], relatives=relatives, training=training)
        write_file(out, sheet)
    say_written(out, language)


@click.command(
    cls=Spoken,
    help=marked("Exportera en mottagnings kodade rader, en fil för varje formulär."),
    epilog="kast-eval export --site 0000 --out export",
)
@site_option
@out_option(marked("En ny mapp."), metavar="FOLDER")
@access_options
@language_option
def export(site: str, out: Path, instance: Path | None, language: Language) -> None:
    """Write the coded working file of a clinic."""
    from kast_eval.actions.export_site import export_site
    from kast_eval.actions.steps.materials import person_key

    require_free(out)
    settings = read_settings(instance, os.environ)
    library = read_library(settings.forms)
    with (
        opened(settings, language) as work,
        progress(marked("Kodar"), language) as tell,
        work.database.begin() as session,
    ):
        require_site(session, work.user, site)
        made = export_site(
            session,
            work.user,
            clock.now(),
            library,
            site_code=site,
            derivations=read_derivations(settings.forms, library),
            person_key=person_key(settings, work.database),
            schedule=read_plan(settings.forms, library).schedule,
            tell=tell,
        )
    write_folder(out, made.files)
    say(
        marked("{sheets} ark är exporterade till {folder}."),
        language,
        sheets=made.sheets,
        folder=out,
    )


@click.command(
    cls=Spoken,
    name="due-list",
    help=marked("Gör veckans lista över ark som väntas, en sida med bara koder (PDF)."),
    epilog="kast-eval due-list --site 0000 --out list.pdf",
)
@site_option
@out_option(marked("Filens namn."))
@overwrite_option
@access_options
@language_option
def due_list(
    site: str, *, out: Path, overwrite: bool, instance: Path | None, language: Language
) -> None:
    """Write the list for the wall."""
    from kast_eval.actions.print_due_list import print_due_list

    if not overwrite:
        require_new(out)
    settings = read_settings(instance, os.environ)
    plan = read_plan(settings.forms, read_library(settings.forms))
    with opened(settings, language) as work, work.database.begin() as session:
        require_site(session, work.user, site)
        pdf = print_due_list(
            session, work.user, clock.now(), plan, site_code=site, language=language
        )
    write_file(out, pdf)
    say_written(out, language)
