"""Change one's passphrase."""

from datetime import datetime

from kast_eval.actions.step_up import WrongProofError
from kast_eval.actions.steps.hashing import hash_passphrase, is_passphrase
from kast_eval.actions.steps.tries import Guesser, begin_try, take_back_try
from kast_eval.store.accounts import keep_password_hash, password_hash
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.sign_ins import revoke_sign_ins
from kast_eval.study.passphrase import check_new_passphrase
from kast_eval.study.roles import User


def change_password(
    database: Database,
    user: User,
    now: datetime,
    *,
    present: str,
    new: str,
    cookie_token: str,
    client: str,
) -> None:
    """Take the new passphrase in place of the present one, and sign out every other browser.

    Raises WrongProofError, PassphraseError or WaitError.
    """
    check_new_passphrase(new, user.name)
    guesser = Guesser(user.name, client)
    with database.begin() as session:
        begin_try(session, now, guesser)
        kept = password_hash(session, user.name)
    if not is_passphrase(kept, present):
        raise WrongProofError
    made = hash_passphrase(new)
    with database.begin() as session:
        take_back_try(session, guesser)
        keep_password_hash(session, user.name, made, at=now)
        revoke_sign_ins(session, user.name, at=now, but=cookie_token)
        note_event(session, now, user.name, "changed passphrase", "account")
