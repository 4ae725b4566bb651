"""Set up a passkey as the first second factor, in place of an app."""

from datetime import datetime

from kast_eval.actions.add_passkey import AskedPasskey, add_passkey, ask_for_passkey_of
from kast_eval.actions.set_up_totp import without_factor
from kast_eval.actions.sign_in import SignIn, begin_sign_in
from kast_eval.actions.sign_in_by_password import PASSWORD
from kast_eval.actions.steps.paper_codes import make_paper_codes
from kast_eval.identity.place import Place
from kast_eval.store.session import Session


def ask_for_first_passkey(
    session: Session, pending_token: str, now: datetime, place: Place
) -> AskedPasskey:
    """Ask the browser of one who has just chosen a passphrase, or raise PendingError."""
    return ask_for_passkey_of(session, without_factor(session, pending_token, now), now, place)


def set_up_first_passkey(
    session: Session,
    now: datetime,
    place: Place,
    *,
    pending_token: str,
    token: str,
    answer: str,
    name: str,
    browser: str = "",
) -> tuple[SignIn, tuple[str, ...]]:
    """Sign in with the first passkey made; return the codes for the paper too.

    Raises PasskeyNotAddedError, PasskeyNameError or PendingError.
    """
    user = without_factor(session, pending_token, now)
    add_passkey(session, user, now, place, token=token, answer=answer, name=name)
    codes = make_paper_codes(session, user.name, now)
    return begin_sign_in(session, user, now, method=PASSWORD, browser=browser), codes
