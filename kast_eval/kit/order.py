"""What a starter kit is asked for, read from texts that people type."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import plain
from kast_eval.kit.letters import read_letters
from kast_eval.manual.edition import Edition
from kast_eval.paper.following import SESSIONS
from kast_eval.paper.type import printable
from kast_eval.study.client_code import RELATIVE_LETTER
from kast_eval.wording import Language, Wording, marked

Value = TypeVar("Value")

MOST_CLIENTS = 200
MOST_SESSIONS = 30
USUAL_SESSIONS = SESSIONS
"""As many as one following-sheet holds."""
LONGEST_NAME = 60
CLIENTS_TO_A_RELATIVE = 4
_PATH_SIGNS = "/\\"


class KitOrderError(KastEvalError):
    """An order that cannot be made; `faults` tells what is wrong in each field."""

    def __init__(self, faults: Mapping[str, KastEvalError]) -> None:
        """Keep the faults by field, in the order of the page."""
        super().__init__(marked("Startpaketet kan inte göras."))
        self.faults = faults

    def in_language(self, language: Language) -> str:
        """Return what is wrong in all fields."""
        return " ".join(fault.in_language(language) for fault in self.faults.values())


@dataclass(frozen=True)
class KitOrder:
    """A starter kit as it is asked for; `letters` begin the codes of its clients."""

    site: str
    edition: Edition
    clients: int
    sessions: int
    letters: str
    language: Language

    @property
    def relatives(self) -> int:
        """Return for how many relatives there is paper: one to four clients."""
        return -(-self.clients // CLIENTS_TO_A_RELATIVE)

    @property
    def relative_letters(self) -> str:
        """Return what the codes of the relatives begin with."""
        return RELATIVE_LETTER + self.letters[1]


def read_order(texts: Mapping[str, str]) -> KitOrder:
    """Return the order that the fields ask for, or raise KitOrderError with all faults.

    `letters` may be empty, and are then taken from the clinic's name.
    """
    faults: dict[str, KastEvalError] = {}
    site = _field(texts, "site", read_site_name, faults)
    edition = _field(texts, "edition", _edition, faults)
    clients = _field(texts, "clients", _clients, faults)
    sessions = _field(texts, "sessions", _sessions, faults)
    letters = _field(texts, "letters", lambda text: read_letters(text, site or ""), faults)
    language = _field(texts, "language", _language, faults)
    if site and edition and clients and sessions and letters and language:
        return KitOrder(site, edition, clients, sessions, letters, language)
    raise KitOrderError(faults)


def _field(
    texts: Mapping[str, str],
    name: str,
    read: Callable[[str], Value],
    faults: dict[str, KastEvalError],
) -> Value | None:
    """Return what a field says, or None and note its fault."""
    try:
        return read(texts.get(name, ""))
    except KastEvalError as fault:
        faults[name] = fault
        return None


def read_site_name(text: str) -> str:
    """Return the name of a clinic as it stands on its papers, or say what is wrong with it."""
    name = unicodedata.normalize("NFC", " ".join(text.split(" "))).strip()
    if not name:
        raise KastEvalError(marked("Skriv mottagningens namn."))
    if len(name) > LONGEST_NAME:
        raise KastEvalError(
            marked("Mottagningens namn får ha högst {longest} tecken. Korta det."),
            longest=LONGEST_NAME,
        )
    if any(sign in _PATH_SIGNS for sign in name) or printable(name) != name:
        raise KastEvalError(
            marked(
                "Mottagningens namn skrivs på papperen. Skriv det med bokstäver, siffror och "
                "vanliga skiljetecken, utan / och radbrytning."
            )
        )
    if not any(sign.isalpha() for sign in name):
        raise KastEvalError(marked("Mottagningens namn behöver minst en bokstav."))
    return name


def _edition(text: str) -> Edition:
    try:
        return Edition(text)
    except ValueError as error:
        raise KastEvalError(
            marked("Välj om mottagningen är nystartad eller med i studien.")
        ) from error


def _clients(text: str) -> int:
    return _number(
        text, MOST_CLIENTS, marked("Skriv antalet klienter med siffror, från 1 till {most}.")
    )


def _sessions(text: str) -> int:
    fault = marked("Skriv antalet samtal för en klient med siffror, från 1 till {most}.")
    return _number(text, MOST_SESSIONS, fault)


def _number(text: str, most: int, fault: str) -> int:
    written = plain(text)
    if re.fullmatch(r"0*[1-9][0-9]{0,3}", written) is None or int(written) > most:
        raise KastEvalError(fault, most=most)
    return int(written)


def _language(text: str) -> Language:
    try:
        return Language(text)
    except ValueError as error:
        raise KastEvalError(
            marked("Formulären finns på {languages}. Välj ett av språken."),
            languages=Wording("svenska (sv) och engelska (en)", "Swedish (sv) and English (en)"),
        ) from error
