"""What a user sees of the own account: where one is signed in, what one signs in with."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.sign_in import LONGEST_SIGN_IN
from kast_eval.store.accounts import find_totp, paper_codes, password_set
from kast_eval.store.session import Session
from kast_eval.store.sign_ins import BrowserRecord, browsers_of
from kast_eval.study.roles import User


@dataclass(frozen=True)
class Account:
    """A user's own account; `codes_left` is how many codes of the paper are unused."""

    user: User
    password_set: datetime | None
    has_app: bool
    codes_made: datetime | None
    codes_left: int
    browsers: tuple[BrowserRecord, ...]


def read_account(session: Session, user: User, now: datetime) -> Account:
    """Return the user's own account."""
    totp, paper = find_totp(session, user.name), paper_codes(session, user.name)
    return Account(
        user,
        password_set(session, user.name),
        totp is not None and totp.secret is not None,
        None if paper is None else paper.made,
        0 if paper is None else len(paper.unused),
        browsers_of(session, user, created_after=now - LONGEST_SIGN_IN),
    )
