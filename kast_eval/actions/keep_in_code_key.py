"""Keep how a client wants to be reached."""

from datetime import datetime
from pathlib import Path

from kast_eval.actions.steps.client_sheet import first_sheet_of
from kast_eval.actions.steps.withdrawal import CodeKeys, KeyInComputer
from kast_eval.code_key.code_key import CodeKey, Contact, code_key_of, keep_contact
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.events import note_event
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.session import Session
from kast_eval.study.client_code import read_client_code
from kast_eval.study.roles import Permission, User, require


class ContactError(KastEvalError):
    """A way of contact that is too long."""


def keep_in_code_key(
    session: Session,
    user: User,
    now: datetime,
    place: CodeKey,
    key: DatabaseKey,
    *,
    site_code: str,
    code: str,
    way: str,
) -> None:
    """Keep the way of contact instead of what stood there; without one the client is removed."""
    require(user, Permission.OPEN_CODE_KEY, site_code)
    sheet = first_sheet_of(session, site_code, code)
    words = clean_text(way)
    if len(words) > LONGEST_TEXT:
        raise ContactError("Texten är längre än {largest} tecken. Korta den.", largest=LONGEST_TEXT)
    note_event(session, now, user.name, "kept in code key", sheet, site_code=site_code)
    keep_contact(place, key, Contact(read_client_code(code), words, user.name, now))


def code_key_in(instance: Path) -> CodeKeys:
    """Return what tells whether a clinic has its code key in the computer, without opening it."""
    return lambda site_code: KeyInComputer(code_key_of(instance, site_code).exists)


def opened_code_key(place: CodeKey, key: DatabaseKey, user: User, now: datetime) -> KeyInComputer:
    """Return the same of one that is open, and how a client is removed from it."""

    def forget(code: str) -> None:
        keep_contact(place, key, Contact(code, "", user.name, now))

    return KeyInComputer(place.exists, forget)
