"""What a first run asks of a clinic, read from texts that people type."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kast_eval.errors import KastEvalError
from kast_eval.first_run.fields import Fields
from kast_eval.kinds.text import clean_text, plain
from kast_eval.kit.letters import default_letters, read_letters
from kast_eval.kit.order import read_site_name
from kast_eval.store.keys.recovery_code import RecoveryCode, read_recovery_code
from kast_eval.store.keys.secret import Passphrase, new_passphrase
from kast_eval.study.client_code import LETTERS, RELATIVE_LETTER
from kast_eval.study.passphrase import check_new_passphrase
from kast_eval.study.person_name import read_person_name
from kast_eval.wording import Language, marked

FIRST_MUNICIPALITY, LAST_MUNICIPALITY = 114, 2584
"""The codes of municipalities are between these two."""

LONGEST_LINE = 60
YES, NO = "yes", "no"
_YEAR_DIGITS = 4


@dataclass(frozen=True)
class ClinicAnswers:
    """What the clinic is called, and the code of its municipality."""

    name: str
    code: str


@dataclass(frozen=True)
class LettersAnswers:
    """What the codes of clients and of relatives begin with."""

    letters: str
    relative_letters: str


@dataclass(frozen=True)
class StudyAnswers:
    """Whether the clinic is in the study, and if so by which approval and which information."""

    in_study: bool
    approval_number: str | None
    information_version: str | None


@dataclass(frozen=True)
class UserAnswers:
    """Who is the first to sign in."""

    name: str
    password: str = field(repr=False)


def read_start(texts: Mapping[str, str]) -> None:
    """Refuse a language that there is none of, and neither practice nor a clinic."""
    fields = Fields(texts)
    fields.read("language", lambda text: _one_of(text, set(Language)), None)
    fields.read("sort", lambda text: _one_of(text, {"practise", "clinic"}), None)
    fields.end()


def read_clinic(texts: Mapping[str, str]) -> ClinicAnswers:
    """Return the clinic, or raise FieldsError with all that is wrong."""
    fields = Fields(texts)
    answers = ClinicAnswers(
        fields.read("site", read_site_name, ""), fields.read("municipality", read_municipality, "")
    )
    fields.end()
    return answers


def proposed_letters(site_name: str) -> LettersAnswers:
    """Return the letters that the clinic's name suggests."""
    letters = default_letters(site_name)
    return LettersAnswers(letters, RELATIVE_LETTER + letters[1])


def read_letters_of(texts: Mapping[str, str], site_name: str) -> LettersAnswers:
    """Return the letters; those that are left blank are the proposed ones."""
    fields = Fields(texts)
    letters = fields.read("letters", lambda text: read_letters(text, site_name), "")
    usual = RELATIVE_LETTER + letters[1:]
    relatives = fields.read("relative_letters", lambda text: read_relative_letters(text, usual), "")
    fields.end()
    return LettersAnswers(letters, relatives)


def read_study(texts: Mapping[str, str]) -> StudyAnswers:
    """Return whether the clinic is in the study, or raise FieldsError."""
    fields = Fields(texts)
    in_study = fields.read("in_study", _in_study, instead=False)
    if not in_study:
        fields.end()
        return StudyAnswers(in_study=False, approval_number=None, information_version=None)
    approval = fields.read("approval_number", read_approval, "")
    version = fields.read("information_version", _version, "")
    fields.end()
    return StudyAnswers(in_study=True, approval_number=approval, information_version=version)


def read_user(texts: Mapping[str, str]) -> UserAnswers:
    """Return the first user; the passphrase is typed twice alike."""
    fields = Fields(texts)
    name = fields.read("name", read_person_name, "")
    password = fields.read("password", lambda text: _password(text, name), "")
    fields.read("password_again", lambda text: _alike(text, password), None)
    fields.end()
    return UserAnswers(name, password)


def read_opening(texts: Mapping[str, str], site_name: str) -> Passphrase | None:
    """Return the passphrase that each start asks for; None where the machine opens by itself."""
    fields = Fields(texts)
    asks = fields.read("opens", _asks, instead=False)
    if not asks:
        fields.end()
        return None
    passphrase = fields.read(
        "passphrase", lambda text: new_passphrase(text, site_name), Passphrase("")
    )
    fields.read("passphrase_again", lambda text: _alike(text, passphrase.text), None)
    fields.end()
    return passphrase


def read_typed_back(texts: Mapping[str, str], shown: RecoveryCode) -> None:
    """Refuse a recovery code that is not the one that was shown."""
    fields = Fields(texts)
    fields.read("recovery_code", lambda text: _typed_back(text, shown), None)
    fields.end()


def _one_of(text: str, known: Collection[str]) -> None:
    if text not in known:
        raise KastEvalError(marked("Välj ett av alternativen."))


def read_municipality(text: str) -> str:
    """Return the code of a municipality, or say what it is made of."""
    written = plain(text)
    fits = re.fullmatch(r"[0-9]{4}", written)
    if fits is None or not FIRST_MUNICIPALITY <= int(written) <= LAST_MUNICIPALITY:
        raise KastEvalError(marked("Kommunkoden är fyra siffror, till exempel 1480 för Göteborg."))
    return written


def read_relative_letters(text: str, usual: str) -> str:
    """Return the letters that relatives' codes begin with, the usual ones if none were chosen."""
    letters = plain(text).upper()
    if not letters:
        return usual
    if re.fullmatch(f"{RELATIVE_LETTER}[{LETTERS}]", letters) is None:
        raise KastEvalError(
            marked("Anhörigas koder börjar med {first} och en av {letters}."),
            first=RELATIVE_LETTER,
            letters=LETTERS,
        )
    return letters


def _in_study(text: str) -> bool:
    if text not in {YES, NO}:
        raise KastEvalError(marked("Välj om mottagningen är med i studien."))
    return text == YES


def read_approval(text: str) -> str:
    """Return the number of an ethical approval, or say what it looks like."""
    written = _line(text)
    if sum(sign.isdigit() for sign in written) < _YEAR_DIGITS:
        raise KastEvalError(
            marked("Skriv beslutets nummer från Etikprövningsmyndigheten, som 2026-01234-01.")
        )
    return written


def _version(text: str) -> str:
    written = _line(text)
    if not written:
        raise KastEvalError(marked("Skriv vilken version av informationen klienterna får."))
    return written


def _line(text: str) -> str:
    written = " ".join(clean_text(text).split())
    if len(written) > LONGEST_LINE:
        raise KastEvalError(marked("Skriv högst {longest} tecken."), longest=LONGEST_LINE)
    return written


def _password(text: str, name: str) -> str:
    check_new_passphrase(text, name) if name else check_new_passphrase(text)
    return text


def _alike(text: str, first: str) -> None:
    if first and text != first:
        raise KastEvalError(marked("De två skiljer sig åt. Skriv samma lösenfras igen."))


def _asks(text: str) -> bool:
    if text not in {"passphrase", "machine"}:
        raise KastEvalError(marked("Välj hur databasen öppnas när programmet startar."))
    return text == "passphrase"


def _typed_back(text: str, shown: RecoveryCode) -> None:
    if read_recovery_code(text) != shown:
        raise KastEvalError(
            marked("Det är en annan kod än den som skrevs ut här. Ta det senaste papperet.")
        )
