"""How a command gets into a database: what opens it, and who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kast_eval.cli.asking import ask, read_secret_file
from kast_eval.cli.options import Command, instance_option
from kast_eval.errors import KastEvalError
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kast_eval.store.keys.secret import Secret

_USER, _FILE, _PAPER = "kast_eval.user", "kast_eval.passphrase_file", "kast_eval.paper"


@dataclass(frozen=True)
class Access:
    """How this command was told to get in; what it was not told is asked for."""

    user: str | None
    passphrase_file: Path | None
    paper: bool


def asked_access() -> Access:
    """Return what the options of the running command say."""
    meta = click.get_current_context().meta
    return Access(meta.get(_USER), meta.get(_FILE), bool(meta.get(_PAPER)))


def unlock_options(command: Command) -> Command:
    """Let it be chosen what opens the database, for a command that nobody signs in to.

    The choices are kept beside the command, which hands them on to nobody.
    """
    with_file = click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=marked("Läs databasens lösenfras ur en fil, annars frågas efter den."),
        expose_value=False,
        callback=_kept(_FILE),
    )(command)
    with_paper = click.option(
        "--paper",
        is_flag=True,
        help=marked("Öppna med återställningskoden på papper."),
        expose_value=False,
        callback=_kept(_PAPER),
    )(with_file)
    return instance_option(with_paper)


def access_options(command: Command) -> Command:
    """Let it be chosen what opens the database, and who asks, for what people do in it."""
    with_user = click.option(
        "--user",
        metavar="NAME",
        help=marked("Ditt namn, som vid inloggning. Övningen behöver inget."),
        expose_value=False,
        callback=_kept(_USER),
    )(command)
    return unlock_options(with_user)


def _kept(name: str) -> Callable[[click.Context, click.Parameter, object], None]:
    def keep(context: click.Context, _parameter: click.Parameter, value: object) -> None:
        context.meta[name] = value

    return keep


def known_secret(
    folder: Path, access: Access, language: Language, environment: "Mapping[str, str] | None"
) -> "Secret":
    """Return a secret that opens the key box of the folder: this machine's, or one that is typed.

    A machine key that does not open is told; then the passphrase is asked for. Without an
    `environment` no machine is asked.
    """
    from kast_eval.store.keys.key_box import open_key_box
    from kast_eval.store.keys.machine_key import find_machine_key

    if environment is None or access.paper or access.passphrase_file is not None:
        return _typed(folder, access, language)
    try:
        machine = find_machine_key(folder, environment)
        if machine is not None:
            open_key_box(folder, machine)
            return machine
    except KastEvalError as error:
        click.echo(error.in_language(language), err=True)
    return _typed(folder, access, language)


def _typed(folder: Path, access: Access, language: Language) -> "Secret":
    from kast_eval.store.keys.key_box import open_key_box, slot_kinds
    from kast_eval.store.keys.recovery_code import read_recovery_code
    from kast_eval.store.keys.secret import Passphrase, SlotKind

    secret: Secret
    if access.passphrase_file is not None:
        secret = Passphrase(read_secret_file(access.passphrase_file))
    elif access.paper or SlotKind.PASSPHRASE not in slot_kinds(folder):
        secret = read_recovery_code(ask(marked("Koden på papper"), language))
    else:
        secret = Passphrase(ask(marked("Databasens lösenfras"), language, hidden=True))
    open_key_box(folder, secret)
    return secret
