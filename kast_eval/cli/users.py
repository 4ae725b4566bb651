"""Commands about people who cannot get in."""

from pathlib import Path

import click

from kast_eval import clock
from kast_eval.cli.access import unlock_options
from kast_eval.cli.by_secret import opened_by_secret
from kast_eval.cli.options import language_option
from kast_eval.cli.speech import Spoken, SpokenGroup, say
from kast_eval.wording import Language, marked


@click.group(
    cls=SpokenGroup,
    help=marked("Hjälp någon som inte kan logga in och som ingen annan kan bjuda in igen."),
    epilog="kast-eval users rescue 'Eva Ek'",
)
@language_option
def users(language: Language) -> None:
    """Stand above the commands of people."""


@users.command(
    cls=Spoken,
    name="rescue",
    help=marked(
        "Ge en ny inbjudan till någon som har tappat telefon och reservkoder. Kräver databasens "
        "lösenfras eller koden på papper."
    ),
    epilog="kast-eval users rescue 'Eva Ek' --paper",
)
@click.argument("name")
@unlock_options
@language_option
def rescue(name: str, *, instance: Path | None, language: Language) -> None:
    """End all that the person signs in with, and show the code of an invitation once."""
    from kast_eval.actions.rescue_user import rescue_user

    with opened_by_secret(instance, language) as database, database.begin() as session:
        code = rescue_user(session, clock.now(), name=name)
    say(
        marked("Det gamla gäller inte längre: lösenfras, app, passnycklar, reservkoder och alla "
               "inloggningar."),
        language,
    )  # fmt: skip
    say_invitation(code, language)


def say_invitation(code: str, language: Language) -> None:
    """Show the code of an invitation, and what to do with it."""
    say(
        marked("Inbjudans kod: {code}\nDen visas inte igen, gäller en gång och i sju dagar. Välj "
               "«Jag har fått en inbjudan» på inloggningssidan."),
        language, code=code,
    )  # fmt: skip
