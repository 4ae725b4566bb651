"""New secrets for a database, asked for so that a slip shows before it counts."""

from pathlib import Path
from typing import TYPE_CHECKING

from kast_eval import clock
from kast_eval.cli.asking import ask, read_secret_file
from kast_eval.cli.speech import say
from kast_eval.errors import KastEvalError
from kast_eval.files import write_kept
from kast_eval.wording import Language, marked

if TYPE_CHECKING:
    from kast_eval.store.keys.recovery_code import RecoveryCode
    from kast_eval.store.keys.secret import Passphrase


class NotTheSameError(KastEvalError):
    """A passphrase that was typed in two ways."""


def ask_passphrase(file: Path | None, clinic: str, language: Language) -> "Passphrase":
    """Return the new passphrase: out of a file, or typed twice."""
    from kast_eval.store.keys.secret import new_passphrase

    if file is not None:
        return new_passphrase(read_secret_file(file), clinic)
    passphrase = new_passphrase(
        ask(marked("Ny lösenfras för databasen"), language, hidden=True), clinic
    )
    again = ask(marked("Samma lösenfras en gång till"), language, hidden=True)
    if again.strip() != passphrase.text.strip():
        raise NotTheSameError(
            marked("Lösenfraserna är inte lika. Den gamla gäller. Kör kommandot en gång till.")
        )
    return passphrase


def print_paper(path: Path, clinic: str, mark: str, language: Language) -> "RecoveryCode":
    """Return a new recovery code once it has been typed back from its paper.

    The file is gone in the end, whatever happens: the code belongs on paper and nowhere else.
    """
    from kast_eval.paper.recovery_page import print_recovery_page
    from kast_eval.store.keys.recovery_code import new_recovery_code

    code, day = new_recovery_code(), clock.clinic_day(clock.now())
    page = print_recovery_page(code.groups, clinic=clinic, mark=mark, day=day, language=language)
    write_kept(path, page)
    try:
        say(
            marked(
                "Skriv ut {path} nu och skriv sedan av koden från papperet. När den stämmer tas "
                "filen bort."
            ),
            language,
            path=path,
        )
        while not _is_typed_back(code, language):
            pass
    finally:
        path.unlink()
    return code


def _is_typed_back(code: "RecoveryCode", language: Language) -> bool:
    from kast_eval.store.keys.recovery_code import RecoveryCodeError, read_recovery_code

    typed = ask(marked("Koden på papper"), language)
    try:
        if read_recovery_code(typed) == code:
            return True
    except RecoveryCodeError as error:
        say(error.text, language, **error.details)
        return False
    say(marked("Det är en annan kod. Skriv av den nya."), language)
    return False
