"""What is typed into the register of papers, read and cleaned."""

import re
from datetime import date

from kast_eval.errors import KastEvalError
from kast_eval.kinds.answer import AnswerError, Ruling
from kast_eval.kinds.day import Day
from kast_eval.kinds.text import LONGEST_TEXT, clean_text, plain
from kast_eval.store.papers import find_paper
from kast_eval.store.session import Session
from kast_eval.study.papers import Paper
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.wording import marked

_CODE = re.compile(r"\b[A-Z]{2}\s?[0-9]{4}\s?[A-Z]\b")
LARGEST_AMOUNT = 1_000_000


class RegisterError(KastEvalError):
    """Something in the register that cannot be kept; `field` is the field that it is about."""

    def __init__(self, field: str, text: str, /, **details: object) -> None:
        """Keep the field beside the text."""
        super().__init__(text, **details)
        self.field = field


def typed_words(field: str, typed: str, empty: str) -> str:
    """Return a text without client codes; `empty` is what to say where there is none."""
    written = optional_words(field, typed)
    if not written:
        raise RegisterError(field, empty)
    return written


def optional_words(field: str, typed: str) -> str:
    """Return a text without client codes, or nothing."""
    written = clean_text(typed)
    if len(written) > LONGEST_TEXT:
        raise RegisterError(
            field, marked("Texten är längre än {largest} tecken. Korta den."), largest=LONGEST_TEXT
        )
    if _CODE.search(written.upper()):
        raise RegisterError(
            field, marked("Skriv ingen klientkod här. Registret handlar om pärmar, inte klienter.")
        )
    return written


def typed_day(field: str, typed: str) -> date:
    """Return a whole day, written year, month, day."""
    fault = RegisterError(field, marked("Skriv dagen som år, månad, dag: 2026-03-09."))
    try:
        read = Day().read(clean_text(typed))
    except AnswerError as error:
        raise fault from error
    (day,) = read.values
    if not isinstance(day, date) or Ruling.DAY_IMPUTED in read.rulings or day.year > _LAST_YEAR:
        raise fault
    return day


_LAST_YEAR = 2200


def typed_amount(field: str, typed: str) -> int | None:
    """Return a number of sheets; None where nobody has counted."""
    written = plain(clean_text(typed)).replace(" ", "")
    if not written:
        return None
    if not re.fullmatch("[0-9]{1,7}", written) or not 1 <= int(written) <= LARGEST_AMOUNT:
        raise RegisterError(field, marked("Skriv antalet ark med siffror, eller lämna tomt."))
    return int(written)


def paper_for(session: Session, user: User, permission: Permission, public_id: str) -> Paper:
    """Return papers that the user may do this with; those of other clinics do not exist."""
    paper = find_paper(session, user.sites, public_id)
    if paper is None:
        raise NotFoundError
    require(user, permission, paper.site_code)
    return paper
