"""Empty a training database."""

from sqlalchemy import delete, text

from kast_eval.store.session import Session
from kast_eval.store.sites import require_training
from kast_eval.store.tables import Base
from kast_eval.store.triggers import TRIGGERS

_SIGNED_IN = frozenset(
    {
        "store_info",
        "site",
        "user",
        "role_at_site",
        "link_token",
        "sign_in",
        "pending_sign_in",
        "sign_in_try",
        "account",
        "totp",
        "recovery_code",
        "invitation",
        "passkey",
        "external_identity",
        "challenge",
    }
)
_COPIES = frozenset({"backup_folder", "backup_run"})
STAYING = _SIGNED_IN | _COPIES
"""Who is signed in to the training clinic stays so, and copies of it go where they went."""


def empty_training(session: Session) -> None:
    """Remove all clients, labels, sheets, entries and events; refused in a real database."""
    require_training(session)
    for name in TRIGGERS:
        session.connection.execute(text(f"DROP TRIGGER {name}"))
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in STAYING:
            session.connection.execute(delete(table))
    for statement in TRIGGERS.values():
        session.connection.execute(text(statement))
