"""Commands about the clinics of a database that several share."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.access import unlock_options
from kast_eval.cli.by_secret import opened_by_secret
from kast_eval.cli.options import language_option
from kast_eval.cli.speech import Spoken, SpokenGroup, say
from kast_eval.cli.users import say_invitation
from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from kast_eval.study.site import Site


class OutsideApprovalError(KastEvalError):
    """An ethical approval for a clinic that is not in the study."""


@click.group(
    cls=SpokenGroup,
    help=marked("Lägg till och visa mottagningarna i en databas som flera delar."),
    epilog="kast-eval clinics list",
)
@language_option
def clinics(language: Language) -> None:
    """Stand above the commands of clinics."""


@clinics.command(
    cls=Spoken,
    name="add",
    help=marked(
        "Lägg till en mottagning och bjud in den som ska ansvara för den. Kräver databasens "
        "lösenfras eller koden på papper."
    ),
    epilog=(
        "kast-eval clinics add 0680 'KAST Jönköping' --lead 'Eva Ek' --in-study yes "
        "--approval 2026-00000-01 --information 1"
    ),
)
@click.argument("code")
@click.argument("name")
@click.option(
    "--lead", required=True, metavar="NAME", help=marked("Den som ska ansvara för mottagningen.")
)
@click.option(
    "--in-study",
    type=click.Choice(["yes", "no"]),
    required=True,
    metavar="yes|no",
    help=marked("Om mottagningen är med i studien eller bara följer upp för egen del."),
)
@click.option("--approval", metavar="NUMBER", default="", help=marked("Etikgodkännandets nummer."))
@click.option(
    "--information",
    metavar="VERSION",
    default="",
    help=marked("Vilken version av informationen klienterna får."),
)
@click.option(
    "--letters",
    metavar="XX",
    default="",
    help=marked("Bokstäver som klienternas koder börjar med, annars ur namnet."),
)
@click.option(
    "--relative-letters",
    metavar="RX",
    default="",
    help=marked("Bokstäver som anhörigas koder börjar med, annars R och den andra."),
)
@unlock_options
@language_option
def add(
    code: str, name: str, *, lead: str, in_study: str, approval: str, information: str,
    letters: str, relative_letters: str, instance: Path | None, language: Language,
) -> None:  # fmt: skip
    """Add the clinic, and show the code of its lead's invitation once."""
    from kast_eval.actions.add_clinic import add_clinic
    from kast_eval.study.person_name import read_person_name

    site = _read_site(
        {
            "municipality": code, "site": name, "letters": letters,
            "relative_letters": relative_letters, "in_study": in_study,
            "approval_number": approval, "information_version": information,
        }
    )  # fmt: skip
    read_person_name(lead)
    with opened_by_secret(instance, language) as database, database.begin() as session:
        invitation = add_clinic(session, clock.now(), site, lead=lead)
    say(
        marked("{name} finns nu. Klienternas koder börjar med {letters}, anhörigas med "
               "{relatives}."),
        language, name=site.name, letters=site.letters, relatives=site.relative_letters,
    )  # fmt: skip
    say_invitation(invitation, language)


@clinics.command(
    cls=Spoken,
    name="list",
    help=marked("Visa mottagningarna, och om de är med i studien. Inget om deras klienter."),
    epilog="kast-eval clinics list",
)
@unlock_options
@language_option
def list_all(*, instance: Path | None, language: Language) -> None:
    """Tell which clinics there are."""
    from kast_eval.store.sites import all_sites

    today = clock.clinic_day(clock.now())
    with opened_by_secret(instance, language) as database, database.read() as session:
        sites = all_sites(session)
    for site in sites:
        line = (
            marked("{code} {name}: med i studien")
            if site.is_in_study(today)
            else marked("{code} {name}: inte med i studien")
        )
        say(line, language, code=site.code, name=site.name)


def _read_site(typed: dict[str, str]) -> "Site":
    """Return the clinic as a first run reads it."""
    from kast_eval.first_run.answers import read_clinic, read_letters_of, read_study
    from kast_eval.study.site import Site

    clinic = read_clinic(typed)
    codes = read_letters_of(typed, clinic.name)
    study = read_study(typed)
    if not study.in_study and (typed["approval_number"] or typed["information_version"]):
        raise OutsideApprovalError(
            marked("--approval och --information hör till en mottagning i studien: --in-study yes.")
        )
    return Site(
        clinic.code, clinic.name, codes.letters, codes.relative_letters,
        in_study=study.in_study, training=False, approval_number=study.approval_number,
        information_version=study.information_version,
    )  # fmt: skip
