"""What the commands share that print a clinic's own figures."""

import os
from pathlib import Path

from kast_eval.cli.access import access_options
from kast_eval.cli.options import (
    Command,
    language_option,
    out_option,
    overwrite_option,
    require_ending,
    site_option,
)
from kast_eval.definition.library import read_library
from kast_eval.files import require_new
from kast_eval.settings import Settings, read_settings
from kast_eval.study.plan import Plan, read_plan
from kast_eval.wording import marked


def own_figures_options(command: Command) -> Command:
    """Ask for the clinic and the file, and how the command gets into the database."""
    command = access_options(language_option(command))
    return site_option(out_option(marked("Filens namn."))(overwrite_option(command)))


def settings_and_plan(
    out: Path, instance: Path | None, *, overwrite: bool
) -> tuple[Settings, Plan]:
    """Return what the figures are made with, once it is sure that the PDF can be written."""
    require_new(out, overwrite=overwrite)
    require_ending(out, ".pdf")
    settings = read_settings(instance, os.environ)
    return settings, read_plan(settings.forms, read_library(settings.forms))
