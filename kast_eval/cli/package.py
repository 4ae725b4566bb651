"""Commands by which a clinic sends coded rows to the study's centre."""

import os
from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.desk import at_work
from kast_eval.cli.options import (
    language_option,
    out_option,
    overwrite_option,
    require_ending,
    site_option,
)
from kast_eval.cli.package_centre import distrust, key, list_senders, take, trust
from kast_eval.cli.speech import ASKED, Spoken, SpokenGroup, say, say_written
from kast_eval.files import read_file, read_or_make_key, require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked

ENDING = ".kast"
_to_option = click.option(
    "--to",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help=marked("Filen med centralens nycklar, som «package key» skriver där."),
)


@click.group(
    cls=SpokenGroup,
    help=marked("Skicka kodade rader från mottagningar till studiens central."),
    epilog="kast-eval package make --site 0680 --to central.txt --out paket.kast",
)
@language_option
def package(language: Language) -> None:
    """Stand above the commands of packages."""


@package.command(
    cls=Spoken,
    name="sender",
    help=marked("Mottagningen: visa nyckeln som dess paket undertecknas med."),
    epilog="kast-eval package sender",
)
@access_options
@language_option
def sender(instance: Path | None, language: Language) -> None:
    """Tell the key that the centre is to trust; its fingerprint is compared by telephone."""
    from kast_eval.dataset.package.fingerprint import fingerprint
    from kast_eval.dataset.release.bundle import public_key

    settings = read_settings(instance, os.environ)
    own = public_key(read_or_make_key(settings.signing_key))
    say(marked("Mottagningens nyckel: {key}"), language, key=own)
    say(marked("Avtryck att läsa upp i telefon: {print}"), language, print=fingerprint([own]))


@package.command(
    cls=Spoken,
    name="ask",
    help=marked("Mottagningen: be en annan person godkänna nästa paket."),
    epilog="kast-eval package ask --site 0680 --to central.txt --reason 'Kvartal 3'",
)
@site_option
@_to_option
@click.option("--reason", required=True, metavar="TEXT", help=marked("Varför, utan namn."))
@access_options
@language_option
def ask(site: str, to: Path, reason: str, instance: Path | None, language: Language) -> None:
    """Ask for the decision that `make` needs."""
    from kast_eval.actions.ask_package import ask_package

    recipients = _recipients(to)
    with at_work(read_settings(instance, os.environ), language) as (session, user, materials):
        ask_package(
            session, user, clock.now(), materials,
            site_code=site, recipients=recipients, reason=reason,
        )  # fmt: skip
    say(ASKED, language)


@package.command(
    cls=Spoken,
    name="make",
    help=marked("Mottagningen: gör nästa paket, undertecknat och förseglat till centralen."),
    epilog="kast-eval package make --site 0680 --to central.txt --out paket.kast",
)
@site_option
@_to_option
@out_option(marked("Filens namn."))
@overwrite_option
@access_options
@language_option
def make(
    site: str, to: Path, out: Path, instance: Path | None, language: Language, *, overwrite: bool
) -> None:
    """Write the package, or refuse."""
    from kast_eval.actions.make_package import make_package

    require_ending(out, ENDING)
    require_new(out, overwrite=overwrite)
    recipients = _recipients(to)
    settings = read_settings(instance, os.environ)
    with at_work(settings, language) as (session, user, materials):
        made = make_package(
            session, user, clock.now(), materials, site_code=site,
            signing_key=read_or_make_key(settings.signing_key), recipients=recipients,
        )  # fmt: skip
        # Where the file cannot be written, the package is forgotten with the transaction.
        write_file(out, made.sealed)
    say_written(out, language)
    say(marked("Paket {sequence}: {rows} rader."), language, sequence=made.sequence, rows=made.rows)


for _command in (key, trust, distrust, take, list_senders):
    package.add_command(_command)


def _recipients(path: Path) -> tuple[str, ...]:
    """Return the keys in a file, one a line."""
    from kast_eval.dataset.package.asked import read_recipients

    return read_recipients(read_file(path).decode("ascii", "replace").split())
