"""Empty a training database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, text

from kast_eval.store.postgresql.guards import EMPTYING
from kast_eval.store.session import Session
from kast_eval.store.sites import require_training
from kast_eval.store.tables import Base
from kast_eval.store.triggers import TRIGGERS
from kast_eval.store.visible_sites import see_every_site

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
_SET = text("SELECT set_config(:name, :value, true)")
STAYING = _SIGNED_IN | _COPIES
"""Who is signed in to the training clinic stays so, and copies of it go where they went."""


def empty_training(session: Session) -> None:
    """Remove all clients, labels, sheets, entries and events; refused in a real database."""
    require_training(session)
    see_every_site(session)
    with _rows_removable(session):
        for table in reversed(Base.metadata.sorted_tables):
            if table.name not in STAYING:
                session.connection.execute(delete(table))


@contextmanager
def _rows_removable(session: Session) -> Iterator[None]:
    """Let what is otherwise kept be removed meanwhile, as the two databases each have it."""
    if session.connection.dialect.name == "postgresql":
        # Its triggers let go in a training database alone.
        session.connection.execute(_SET, {"name": EMPTYING, "value": "on"})
        yield
        session.connection.execute(_SET, {"name": EMPTYING, "value": ""})
        return
    for name in TRIGGERS:
        session.connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for statement in TRIGGERS.values():
        session.connection.execute(text(statement))
