"""The first run of one server: whose browser it belongs to, and what was answered so far.

It is kept in memory alone: who ends the program before the end leaves nothing behind.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock

from kast_eval.errors import KastEvalError
from kast_eval.first_run.answers import (
    ClinicAnswers,
    read_clinic,
    read_letters_of,
    read_opening,
    read_study,
    read_user,
)
from kast_eval.first_run.backup_folder import read_backup_folder
from kast_eval.first_run.make import ClinicMade, ClinicOrder
from kast_eval.store.keys.key_box import new_box_id
from kast_eval.store.keys.recovery_code import RecoveryCode, new_recovery_code
from kast_eval.study.site import Site
from kast_eval.wording import Language, marked

CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
MOST_TRIES = 10
"""So often may the console's code be typed wrong; then only a new start gives another."""


class ConsoleCodeError(KastEvalError):
    """A code that is not the one on the console; never carries what was typed."""


class Step(StrEnum):
    """A page of the first run, in their order."""

    START = "start"
    CLINIC = "clinic"
    CODES = "codes"
    STUDY = "study"
    USER = "user"
    OPENING = "opening"
    RECOVERY = "recovery"
    PAPER = "paper"
    BACKUP = "backup"
    FINISH = "finish"


STEPS = tuple(Step)

SECRETS = frozenset({"password", "password_again", "passphrase", "passphrase_again"})
"""Fields that are never shown again; left blank, they stay what they were."""


def new_console_code() -> str:
    """Return a code that whoever sees the console can type."""
    signs = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


@dataclass
class FirstRun:
    """What one first run knows; `owner` is the browser that it is answered in."""

    console_code: str = field(default_factory=new_console_code, repr=False)
    owner: str = field(default="", repr=False)
    wrong_tries: int = 0
    answers: dict[Step, Mapping[str, str]] = field(default_factory=dict, repr=False)
    recovery_code: RecoveryCode = field(default_factory=new_recovery_code)
    mark: str = field(default_factory=new_box_id)
    made: ClinicMade | None = None
    lock: Lock = field(default_factory=Lock, repr=False)

    def take(self) -> str:
        """Let the browser that asks now own the run; return the token that it keeps."""
        self.owner = secrets.token_urlsafe(32)
        return self.owner

    def owned_by(self, token: str) -> bool:
        """Tell whether the browser with the token owns the run."""
        return bool(self.owner) and hmac.compare_digest(token.encode(), self.owner.encode())

    def take_by_code(self, typed: str) -> str:
        """Let the browser own the run whose reader sees the console; raise ConsoleCodeError."""
        with self.lock:
            if self.wrong_tries >= MOST_TRIES:
                raise ConsoleCodeError(
                    marked("Koden har skrivits fel för många gånger. Starta om programmet.")
                )
            signs = "".join(sign for sign in typed.upper() if sign.isalnum())
            right = self.console_code.replace("-", "")
            if not hmac.compare_digest(signs.encode(), right.encode()):
                self.wrong_tries += 1
                raise ConsoleCodeError(
                    marked("Koden stämmer inte. Läs den där programmet startades.")
                )
            return self.take()

    def answered(self, step: Step) -> Mapping[str, str]:
        """Return what was typed on a page, if anything."""
        return self.answers.get(step, {})

    def first_open(self) -> Step:
        """Return the first page that is not answered yet."""
        return next((step for step in STEPS if step not in self.answers), Step.FINISH)

    def with_secrets_of(self, step: Step, typed: Mapping[str, str]) -> Mapping[str, str]:
        """Return what was typed; secrets that were all left blank are what they were before."""
        given = [name for name in SECRETS if typed.get(name)]
        before = {} if given else self.answered(step)
        return {**typed, **{name: before[name] for name in SECRETS if name in before}}

    @property
    def clinic(self) -> ClinicAnswers:
        """Return the clinic as it was answered."""
        return read_clinic(self.answered(Step.CLINIC))

    def order(self, instance: Path, language: Language) -> ClinicOrder:
        """Return the clinic that all the answers ask for."""
        clinic, study = self.clinic, read_study(self.answered(Step.STUDY))
        codes = read_letters_of(self.answered(Step.CODES), clinic.name)
        site = Site(
            clinic.code,
            clinic.name,
            codes.letters,
            codes.relative_letters,
            in_study=study.in_study,
            training=False,
            approval_number=study.approval_number,
            information_version=study.information_version,
        )
        return ClinicOrder(
            site,
            read_user(self.answered(Step.USER)),
            read_opening(self.answered(Step.OPENING), clinic.name),
            self.recovery_code,
            self.mark,
            language,
            read_backup_folder(self.answered(Step.BACKUP), instance),
        )
