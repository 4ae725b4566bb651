"""Commands by which the study's centre takes the packages of clinics."""

import os
from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import access_options
from kast_eval.cli.desk import at_work
from kast_eval.cli.options import language_option, out_option, overwrite_option, require_ending
from kast_eval.cli.speech import ASKED, Spoken, say, say_written
from kast_eval.files import read_file, require_new, write_file
from kast_eval.settings import read_settings
from kast_eval.wording import Language, marked


@click.command(
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
    from kast_eval.dataset.package.fingerprint import fingerprint

    require_ending(out, ".txt")
    require_new(out, overwrite=overwrite)
    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        on_paper = ""
        if not package_recipients(session, user):
            on_paper = make_package_key(session, user, clock.now())
        recipients = package_recipients(session, user)
        write_file(out, "".join(f"{one}\n" for one in recipients).encode())
    say_written(out, language)
    say(marked("Avtryck att läsa upp i telefon: {print}"), language, print=fingerprint(recipients))
    if on_paper:
        say(
            marked("Skriv av den här raden på papper och lås in det. Den öppnar paketen om datorn "
                   "går förlorad, och visas inte igen:\n{secret}"),
            language, secret=on_paper,
        )  # fmt: skip


@click.command(
    cls=Spoken,
    name="trust",
    help=marked(
        "Centralen: godta en mottagnings paket, som två har beslutat. Jämför nyckelns avtryck per "
        "telefon först."
    ),
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
    help=marked("Be en annan person godkänna mottagningen och nyckeln: varför."),
)
@access_options
@language_option
def trust(
    code: str, name: str, letters: str, relative_letters: str,
    *, approval: str, key: str, reason: str | None, instance: Path | None, language: Language,
) -> None:  # fmt: skip
    """Keep a clinic that sends packages."""
    from kast_eval.actions.trust_sender import as_known_here, ask_sender, trust_sender
    from kast_eval.first_run.sender import read_sender

    typed = read_sender({
        "municipality": code, "site": name, "letters": letters,
        "relative_letters": relative_letters, "approval_number": approval, "key": key,
    })  # fmt: skip
    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        what = as_known_here(session, typed)
        if reason is not None:
            ask_sender(session, user, clock.now(), what, reason=reason)
            say(ASKED, language)
            return
        trust_sender(session, user, clock.now(), what)
    say(marked("Paket från {name} tas emot från och med nu."), language, name=typed.name)


@click.command(
    cls=Spoken,
    name="distrust",
    help=marked(
        "Centralen: sluta godta en mottagnings nyckel. Dess rader är inte med i någon ny fil."
    ),
    epilog="kast-eval package distrust 0680",
)
@click.argument("code")
@access_options
@language_option
def distrust(code: str, instance: Path | None, language: Language) -> None:
    """Take no packages of a clinic any more."""
    from kast_eval.actions.distrust_sender import distrust_sender

    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        distrust_sender(session, user, clock.now(), code)
    say(
        marked("Inga paket från {code} tas emot. Det som har kommit finns kvar, men är inte med i "
               "någon ny fil förrän två har godtagit en nyckel för mottagningen igen. Filer som "
               "redan har lämnats ut ändras inte."),
        language, code=code,
    )  # fmt: skip


@click.command(
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
@click.option(
    "--broken-series",
    "broken",
    is_flag=True,
    help=marked("Ta det fast ett paket före det saknas, som mottagningen säger är borta."),
)
@access_options
@language_option
def take(
    file: Path, key_file: Path | None, instance: Path | None, language: Language, *, broken: bool
) -> None:
    """Keep a package, and tell what its withdrawals mean."""
    from kast_eval.actions.open_package import open_package
    from kast_eval.actions.take_package import take_package

    sealed = read_file(file)
    identity = "" if key_file is None else read_file(key_file).decode("ascii", "replace")
    with at_work(read_settings(instance, os.environ), language) as (session, user, _):
        opened = open_package(session, user, sealed, identity=identity)
        taken = take_package(session, user, clock.now(), opened, broken=broken)
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


@click.command(
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
        clinics = list_packages(session, user, clock.now()).clinics
    if not clinics:
        say(marked("Ingen mottagning skickar paket hit."), language)
    for one in clinics:
        told = (
            marked("{code} {name}: paket {sequence}. {key}")
            if one.public_key
            else marked("{code} {name}: paket {sequence}. Nyckeln är inte godtagen längre.")
        )
        say(
            told, language, code=one.site.code, name=one.site.name, sequence=one.sequence or "–",
            key=one.public_key,
        )  # fmt: skip
