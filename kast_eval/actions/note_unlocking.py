"""Note that a database was opened, and with which sort of secret."""

from datetime import datetime

from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.keys.secret import SlotKind
from kast_eval.store.session import Session


def note_unlocking(session: Session, now: datetime, kind: SlotKind) -> None:
    """Note what opened the database; nobody is signed in to it yet."""
    note_event(session, now, PROGRAM, "opened the database", kind.value)
