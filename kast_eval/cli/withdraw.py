"""Commands about consents that are taken back."""

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval import clock
from kast_eval.cli.access import access_options, unlock_options
from kast_eval.cli.opened import opened, unlocked
from kast_eval.cli.options import language_option
from kast_eval.cli.speech import Spoken, SpokenGroup, say, say_written
from kast_eval.definition.library import read_library
from kast_eval.errors import KastEvalError
from kast_eval.files import write_file
from kast_eval.settings import Settings, read_settings
from kast_eval.study.plan import Plan, read_plan
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kast_eval.store.database import Database
    from kast_eval.store.session import Session
    from kast_eval.study.roles import User

_CODE = click.argument("code")


class NotWithdrawnError(KastEvalError):
    """A client whose sheets tell of no withdrawal."""

    def __init__(self) -> None:
        super().__init__(
            marked("Inget ark säger att klienten har tagit tillbaka sitt samtycke. Skriv in det.")
        )


@click.group(
    cls=SpokenGroup,
    help=marked("Följ upp samtycken som har tagits tillbaka, och radera svar."),
    epilog="kast-eval withdraw list",
)
@language_option
def withdraw(language: Language) -> None:
    """Stand above the commands of withdrawals."""


@withdraw.command(
    cls=Spoken,
    name="list",
    help=marked("Visa vilka som har tagit tillbaka sitt samtycke, och vad som återstår."),
    epilog="kast-eval withdraw list",
)
@access_options
@language_option
def list_all(*, instance: Path | None, language: Language) -> None:
    """Tell who has."""
    from kast_eval.actions.list_withdrawals import list_withdrawals
    from kast_eval.study.told import Scope

    said = {
        Scope.FOLLOW_UP: marked("bara uppföljningen"),
        Scope.KEEP: marked("inget mer samlas in, svaren behålls"),
        Scope.ERASE: marked("inget mer samlas in, svaren ska raderas"),
        Scope.UNSAID: marked("arket säger inte hur långt det gäller"),
    }
    with _at_work(read_settings(instance, os.environ), language) as (_, session, user, plan):
        listed = list_withdrawals(session, user, plan)
    if not listed:
        say(marked("Ingen har tagit tillbaka sitt samtycke."), language)
    for one in listed:
        line = f"{one.code} {one.day.isoformat() if one.day else '–'} "
        click.echo(line, nl=False)
        say(marked("raderat") if one.erased else said[one.scope], language)


@withdraw.command(
    cls=Spoken,
    name="ask",
    help=marked("Be en annan person godkänna att en klients svar raderas."),
    epilog="kast-eval withdraw ask GB0427T --reason 'Klienten vill det'",
)
@_CODE
@click.option("--reason", required=True, metavar="TEXT", help=marked("Varför, utan namn."))
@access_options
@language_option
def ask(code: str, *, reason: str, instance: Path | None, language: Language) -> None:
    """Ask for the decision that `erase` needs at a real clinic."""
    from kast_eval.actions.ask_erasure import ask_erasure
    from kast_eval.actions.keep_in_code_key import code_key_in

    with _at_work(read_settings(instance, os.environ), language) as (database, session, user, plan):
        ask_erasure(
            session, user, clock.now(), plan, _sheet_of(session, user, plan, code),
            reason=reason, code_keys=code_key_in(database.file.parent),
        )  # fmt: skip
    say(marked("Frågan är ställd. Någon annan beslutar på sidan «Beslut av två»."), language)


@withdraw.command(
    cls=Spoken,
    name="erase",
    help=marked("Radera för alltid allt som en klient har svarat, när två har beslutat det."),
    epilog="kast-eval withdraw erase GB0427T --confirm GB0427T",
)
@_CODE
@click.option(
    "--confirm", required=True, metavar="CODE", help=marked("Klientens kod en gång till.")
)
@access_options
@language_option
def erase(code: str, *, confirm: str, instance: Path | None, language: Language) -> None:
    """Erase, and finish it outside the database."""
    from kast_eval.actions.erase_answers import erase_answers
    from kast_eval.actions.finish_erasure import finish_erasure
    from kast_eval.actions.keep_in_code_key import code_key_in

    settings = read_settings(instance, os.environ)
    plan = _plan(settings)
    with opened(settings, language) as work:
        with work.database.begin() as session:
            erase_answers(
                session, work.user, clock.now(), plan,
                _sheet_of(session, work.user, plan, code), confirmed=confirm,
                code_keys=code_key_in(work.database.file.parent),
            )  # fmt: skip
        finish_erasure(work.database)
    say(marked("Uppgifterna är raderade."), language)


@withdraw.command(
    cls=Spoken,
    name="letters",
    help=marked("Skriv ett brev till var och en som har fått uppgifter om klienten."),
    epilog="kast-eval withdraw letters GB0427T --out brev",
)
@_CODE
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="FOLDER",
    help=marked("Mappen där breven läggs."),
)  # fmt: skip
@access_options
@language_option
def letters(code: str, *, out: Path, instance: Path | None, language: Language) -> None:
    """Write the letters, each in both languages."""
    from kast_eval.actions.keep_in_code_key import code_key_in
    from kast_eval.actions.print_letter import print_letter
    from kast_eval.actions.read_withdrawal import read_withdrawal
    from kast_eval.actions.steps.materials import person_key

    settings = read_settings(instance, os.environ)
    with _at_work(settings, language) as (database, session, user, plan):
        found = _sheet_of(session, user, plan, code)
        view = read_withdrawal(
            session, user, clock.now(), plan, found, code_keys=code_key_in(database.file.parent)
        )
        key = person_key(settings, database)
        made = {
            f"{one.public_id}-{spoken.value}.pdf": print_letter(
                session, user, clock.now(), plan, found,
                release=one.public_id, person_key=key, language=spoken,
            )
            for one in view.releases
            for spoken in Language
        }  # fmt: skip
    if not made:
        say(marked("Inga. Inget om klienten har lämnats ut."), language)
    for name, pdf in made.items():
        write_file(out / name, pdf)
        say_written(out / name, language)


@withdraw.command(
    cls=Spoken,
    name="again",
    help=marked("Radera på nytt vad en äldre kopia av en databasserver har fått tillbaka."),
    epilog="kast-eval withdraw again",
)
@unlock_options
@language_option
def again(*, instance: Path | None, language: Language) -> None:
    """Erase whom the list beside the database names and the database has answers of."""
    from kast_eval.actions.finish_erasure import finish_erasure
    from kast_eval.store.backups.erased import erase_again, read_erased

    with unlocked(read_settings(instance, os.environ), language) as database:
        lines = read_erased([database.file.parent])
        with database.begin() as session:
            done = erase_again(session, database.key, lines, clock.now())
        finish_erasure(database)
    say(marked("Raderade på nytt: {count}."), language, count=done)


def _plan(settings: Settings) -> Plan:
    return read_plan(settings.forms, read_library(settings.forms))


@contextmanager
def _at_work(
    settings: Settings, language: Language
) -> "Iterator[tuple[Database, Session, User, Plan]]":
    """Give the database, a transaction of it, who acts, and the study's plan."""
    plan = _plan(settings)
    with opened(settings, language) as work, work.database.begin() as session:
        yield work.database, session, work.user, plan


def _sheet_of(session: "Session", user: "User", plan: Plan, code: str) -> str:
    """Return what the client's withdrawal is found by."""
    from kast_eval.actions.list_withdrawals import list_withdrawals
    from kast_eval.study.client_code import read_client_code

    wanted = read_client_code(code)
    for one in list_withdrawals(session, user, plan):
        if one.code == wanted:
            return one.public_id
    raise NotWithdrawnError
