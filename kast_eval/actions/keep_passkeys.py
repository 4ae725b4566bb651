"""List, rename and remove one's passkeys."""

from datetime import datetime

from kast_eval.actions.steps.passkey_name import read_passkey_name
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import find_totp
from kast_eval.store.events import note_event
from kast_eval.store.external_identities import issuer_of
from kast_eval.store.passkeys import (
    PasskeyRecord,
    passkeys_of,
)
from kast_eval.store.passkeys import remove_passkey as forget_passkey
from kast_eval.store.passkeys import rename_passkey as call_passkey
from kast_eval.store.session import Session
from kast_eval.study.roles import NotFoundError, User


class LastPasskeyError(KastEvalError):
    """The only second factor that somebody has; without it a passphrase alone would be enough."""

    def __init__(self) -> None:
        super().__init__(
            "Det här är din enda passnyckel, och du har ingen app för koder. Lägg till en app "
            "eller en annan passnyckel först."
        )


def list_passkeys(session: Session, user: User) -> tuple[PasskeyRecord, ...]:
    """Return the user's passkeys, the oldest first."""
    return passkeys_of(session, user.name)


def rename_passkey(
    session: Session, user: User, now: datetime, public_id: str, *, name: str
) -> None:
    """Call one of the user's passkeys otherwise."""
    if not call_passkey(session, user.name, public_id, read_passkey_name(name)):
        raise NotFoundError
    note_event(session, now, user.name, "passkey renamed", public_id)


def remove_passkey(session: Session, user: User, now: datetime, public_id: str) -> None:
    """Remove one of the user's passkeys, unless nothing else is left beside the passphrase."""
    known = passkeys_of(session, user.name)
    if public_id not in {one.public_id for one in known}:
        raise NotFoundError
    if len(known) == 1 and not _has_another_proof(session, user):
        raise LastPasskeyError
    forget_passkey(session, user.name, public_id)
    note_event(session, now, user.name, "passkey removed", public_id)


def _has_another_proof(session: Session, user: User) -> bool:
    totp = find_totp(session, user.name)
    by_app = totp is not None and totp.secret is not None
    return by_app or issuer_of(session, user.name) is not None
