"""Everything that a user signs in with, taken away at once."""

from datetime import datetime

from kast_eval.store.accounts import forget_proofs
from kast_eval.store.invitations import close_invitations
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import revoke_sign_ins


def forget_every_proof(session: Session, user_name: str, now: datetime) -> None:
    """Sign the user out everywhere, and let nothing sign in until a new invitation."""
    forget_proofs(session, user_name)
    close_invitations(session, user_name, at=now)
    revoke_sign_ins(session, user_name, at=now)
