"""Note that one of the secrets that open a database was changed."""

from datetime import datetime

from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.keys.secret import SlotKind
from kast_eval.store.session import Session


def note_changed_secret(session: Session, now: datetime, kind: SlotKind) -> None:
    """Note which sort of secret was made, changed or taken away; who has one may do so."""
    note_event(session, now, PROGRAM, "changed a secret", kind.value)
