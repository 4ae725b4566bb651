"""Accept an invitation: choose a passphrase, and go on to the second factor."""

from datetime import datetime

from kast_eval.actions.sign_in_by_password import SecondFactorNeeded, await_second_factor
from kast_eval.actions.steps.hashing import hash_passphrase
from kast_eval.actions.steps.proofs import forget_every_proof
from kast_eval.actions.steps.tries import Guesser, begin_try, take_back_try
from kast_eval.actions.steps.typed_code import read_code
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import keep_password_hash
from kast_eval.store.database import Database
from kast_eval.store.events import note_event
from kast_eval.store.invitations import find_invited
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site
from kast_eval.study.passphrase import check_new_passphrase
from kast_eval.study.roles import User


class InvitationError(KastEvalError):
    """A code that invites nobody: mistyped, used, or too old."""

    def __init__(self) -> None:
        super().__init__(
            "Koden stämmer inte, eller så är den använd eller äldre än sju dagar. Jämför tecken "
            "för tecken, eller be om en ny."
        )


def accept_invitation(
    database: Database, now: datetime, *, code: str, password: str, client: str
) -> SecondFactorNeeded:
    """Keep the passphrase that the invited person has chosen, and wait for the second factor.

    Raises InvitationError, PassphraseError or WaitError. An invitation is accepted once.
    """
    guesser = Guesser(None, client)
    with database.begin() as session:
        begin_try(session, now, guesser)
    with database.begin() as session:
        user = find_invited(session, read_code(code), now)
        if user is None:
            raise InvitationError
        take_back_try(session, guesser)
    with database.begin() as session:
        check_new_passphrase(password, user.name, *_sites(session, user))
    made = hash_passphrase(password)
    with database.begin() as session:
        # Of two who send the same code at once, the second finds it used.
        if find_invited(session, read_code(code), now) is None:
            raise InvitationError
        forget_every_proof(session, user.name, now)
        keep_password_hash(session, user.name, made, at=now)
        note_event(session, now, user.name, "accepted an invitation", "passphrase")
        return await_second_factor(session, user, now)


def _sites(session: Session, user: User) -> list[str]:
    sites = (find_site(session, code) for code in user.sites)
    return [site.name for site in sites if site is not None]
