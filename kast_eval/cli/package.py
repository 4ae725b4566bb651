"""Commands by which coded rows travel from clinics to the study's centre."""

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
from kast_eval.cli.speech import Spoken, SpokenGroup, say, say_written
from kast_eval.files import InputError, read_file, read_or_make_key, require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.study.site import Site
from kast_eval.wording import Language, marked

ENDING = ".kast"
_to_option = click.option(
    "--to",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help=marked("Filen med centralens nycklar, som «package key» skriver där."),
)


_ASKED = marked("Frågan är ställd. Någon annan beslutar på sidan «Beslut av två».")


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
    name="key",
    help=marked("Centralen: skriv nycklarna som mottagningar förseglar paket till."),
    epilog="kast-eval package key --out central.txt",
)
@out_option(marked("Filens namn."))
@overwrite_option
@access_options
@language_option
def key(out: Path, instance: Path | None, language: Language, *, overwrite: bool) -> None:
    """Write what to seal to; make the keys the first time."""
    from kast_eval.actions.make_package_key import make_package_key, package_recipients

    require_ending(out, ".txt")
    require_new(out, overwrite=overwrite)
    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        on_paper = ""
        if not package_recipients(session, user):
            on_paper = make_package_key(session, user, clock.now())
        recipients = package_recipients(session, user)
        write_file(out, "".join(f"{one}\n" for one in recipients).encode())
    say_written(out, language)
    if on_paper:
        say(
            marked("Skriv av den här raden på papper och lås in det. Den öppnar paketen om datorn "
                   "går förlorad, och visas inte igen:\n{secret}"),
            language, secret=on_paper,
        )  # fmt: skip


@package.command(
    cls=Spoken,
    name="sender",
    help=marked("Mottagningen: visa nyckeln som dess paket undertecknas med."),
    epilog="kast-eval package sender",
)
@access_options
@language_option
def sender(instance: Path | None, language: Language) -> None:
    """Tell the key that the centre is to trust; it is compared by telephone."""
    from kast_eval.dataset.release.bundle import public_key

    settings = read_settings(instance, os.environ)
    say(
        marked("Mottagningens nyckel: {key}"),
        language,
        key=public_key(read_or_make_key(settings.signing_key)),
    )


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
    say(_ASKED, language)


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


@package.command(
    cls=Spoken,
    name="trust",
    help=marked("Centralen: godta en mottagnings paket. Jämför nyckeln per telefon först."),
    epilog="kast-eval package trust 0680 Jönköping GB RB --approval 2026-00000-01 --key …",
)
@click.argument("code")
@click.argument("name")
@click.argument("letters")
@click.argument("relative_letters")
@click.option(
    "--approval", required=True, metavar="NUMBER", help=marked("Etikgodkännandets nummer.")
)
@click.option("--key", required=True, metavar="KEY", help=marked("Mottagningens nyckel."))
@click.option(
    "--reason",
    metavar="TEXT",
    help=marked("Be en annan person godkänna en ny nyckel för en känd mottagning: varför."),
)
@access_options
@language_option
def trust(
    code: str, name: str, letters: str, relative_letters: str,
    *, approval: str, key: str, reason: str | None, instance: Path | None, language: Language,
) -> None:  # fmt: skip
    """Keep a clinic that sends packages."""
    from kast_eval.actions.trust_sender import ask_new_key, trust_sender
    from kast_eval.first_run.answers import read_clinic, read_letters_of

    clinic = read_clinic({"site": name, "municipality": code})
    codes = read_letters_of({"letters": letters, "relative_letters": relative_letters}, clinic.name)
    site = Site(
        clinic.code, clinic.name, codes.letters, codes.relative_letters, in_study=True,
        training=False, approval_number=approval,
    )  # fmt: skip
    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        if reason is not None:
            ask_new_key(session, user, clock.now(), site.code, key, reason=reason)
            say(_ASKED, language)
            return
        trust_sender(session, user, clock.now(), site, key)
    say(marked("Paket från {name} tas emot från och med nu."), language, name=name)


@package.command(
    cls=Spoken,
    name="take",
    help=marked("Centralen: ta emot ett paket, helt eller inte alls."),
    epilog="kast-eval package take paket.kast",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--key-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=marked("Öppna med nyckeln från papperet, avskriven i en fil."),
)
@access_options
@language_option
def take(file: Path, key_file: Path | None, instance: Path | None, language: Language) -> None:
    """Keep a package, and tell what its withdrawals mean."""
    from kast_eval.actions.take_package import take_package

    sealed = read_file(file)
    identity = "" if key_file is None else read_file(key_file).decode("ascii", "replace")
    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        taken = take_package(session, user, clock.now(), sealed, identity=identity)
    one = taken.package
    say(
        marked("Paket {sequence} från {site} är taget. {withdrawn} har tagit tillbaka sitt "
               "samtycke."),
        language, sequence=one.sequence, site=one.site_code, withdrawn=len(one.withdrawn),
    )  # fmt: skip
    for release in taken.to_tell:
        say(
            marked("Meddela {recipient}: utlämnandet {name} av {day} har rader om någon av dem."),
            language, recipient=release.recipient, name=release.recipe_name,
            day=clock.clinic_day(release.made_at).isoformat(),
        )  # fmt: skip


@package.command(
    cls=Spoken,
    name="list",
    help=marked("Centralen: visa mottagningarna och deras senaste paket."),
    epilog="kast-eval package list",
)
@access_options
@language_option
def list_senders(instance: Path | None, language: Language) -> None:
    """Tell which clinics send packages."""
    from kast_eval.actions.list_packages import list_packages

    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        clinics = list_packages(session, user, clock.now())
    if not clinics:
        say(marked("Ingen mottagning skickar paket hit."), language)
    for one in clinics:
        say(
            marked("{code} {name}: paket {sequence}. {key}"),
            language, code=one.site.code, name=one.site.name, sequence=one.sequence or "–",
            key=one.public_key,
        )  # fmt: skip


def _recipients(path: Path) -> list[str]:
    """Return the keys in a file, one a line."""
    lines = read_file(path).decode("ascii", "replace").split()
    if not lines:
        raise InputError(marked("{path} har ingen nyckel. Be centralen om filen."), path=path)
    return lines
