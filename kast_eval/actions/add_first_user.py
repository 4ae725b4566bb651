"""Add the first user of a new clinic; everybody after that is invited."""

from collections.abc import Mapping
from datetime import datetime

from kast_eval.actions.steps.hashing import hash_passphrase
from kast_eval.errors import KastEvalError
from kast_eval.store.accounts import keep_password_hash
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.users import add_user, count_users
from kast_eval.study.passphrase import check_new_passphrase
from kast_eval.study.person_name import read_person_name
from kast_eval.study.roles import Role, User


class NotFirstError(KastEvalError):
    """A first user where there are users already."""

    def __init__(self) -> None:
        super().__init__("Det finns redan användare. Be någon av dem att bjuda in dig.")


def add_first_user(
    session: Session,
    now: datetime,
    *,
    name: str,
    password: str,
    roles: Mapping[str, frozenset[Role]],
) -> User:
    """Add a user with a passphrase; the second factor is set up at the first sign-in.

    Raises PersonNameError, PassphraseError or NotFirstError.
    """
    if count_users(session):
        raise NotFirstError
    spelt = read_person_name(name)
    check_new_passphrase(password, spelt)
    user = add_user(session, spelt, roles, created=now)
    keep_password_hash(session, user.name, hash_passphrase(password), at=now)
    for site_code, held in sorted(roles.items()):
        told = f"{user.name}: {', '.join(sorted(held))}"
        note_event(session, now, user.name, "first user", told, site_code=site_code)
    return user
