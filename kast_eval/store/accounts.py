"""Queries about what users prove themselves with: passphrases, apps, codes on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from kast_eval.store.session import Session
from kast_eval.store.tables import (
    AccountRow,
    ExternalIdentityRow,
    PasskeyRow,
    RecoveryCodeRow,
    TotpRow,
    UserRow,
)
from kast_eval.store.users import user_id


@dataclass(frozen=True)
class TotpRecord:
    """A user's app: the secret that counts, and one that no code has confirmed yet."""

    secret: str | None = field(repr=False)
    proposed: str | None = field(repr=False)
    proposed_at: datetime | None


@dataclass(frozen=True)
class PaperCodesRecord:
    """The codes of a user's newest paper: their salt, and the hashes of those not used yet."""

    salt: str = field(repr=False)
    made: datetime
    unused: tuple[str, ...] = field(repr=False)


_HASH = (
    select(AccountRow.password_hash)
    .join(UserRow, UserRow.id == AccountRow.user_id)
    .where(UserRow.name == bindparam("name"))
)
_SET = (
    select(AccountRow.password_set)
    .join(UserRow, UserRow.id == AccountRow.user_id)
    .where(UserRow.name == bindparam("name"))
)
_ADD_ACCOUNT = insert(AccountRow)
_END_ACCOUNT = delete(AccountRow).where(AccountRow.user_id == bindparam("of_user"))
_REHASH = (
    update(AccountRow)
    .where(AccountRow.user_id == bindparam("of_user"))
    .values(password_hash=bindparam("made"))
)
_TOTP = (
    select(TotpRow.secret, TotpRow.proposed, TotpRow.proposed_at)
    .join(UserRow, UserRow.id == TotpRow.user_id)
    .where(UserRow.name == bindparam("name"))
)
_ADD_TOTP = insert(TotpRow)
_END_TOTP = delete(TotpRow).where(TotpRow.user_id == bindparam("of_user"))
_THIS_TOTP = update(TotpRow).where(TotpRow.user_id == bindparam("of_user"))
_PROPOSE = _THIS_TOTP.values(proposed=bindparam("new"), proposed_at=bindparam("at"))
_CONFIRM = _THIS_TOTP.values(
    secret=TotpRow.proposed,
    last_step=bindparam("step"),
    confirmed=bindparam("at"),
    proposed=None,
    proposed_at=None,
)
# Of two requests with one code, the step of the second is not later any more.
_TAKE_STEP = _THIS_TOTP.where(TotpRow.last_step < bindparam("step")).values(
    last_step=bindparam("step")
)
_CODES = (
    select(
        RecoveryCodeRow.salt, RecoveryCodeRow.made, RecoveryCodeRow.code_hash, RecoveryCodeRow.used
    )
    .join(UserRow, UserRow.id == RecoveryCodeRow.user_id)
    .where(UserRow.name == bindparam("name"))
    .order_by(RecoveryCodeRow.id)
)
_ADD_CODES = insert(RecoveryCodeRow)
_END_CODES = delete(RecoveryCodeRow).where(RecoveryCodeRow.user_id == bindparam("of_user"))
_END_PASSKEYS = delete(PasskeyRow).where(PasskeyRow.user_id == bindparam("of_user"))
_END_IDENTITY = delete(ExternalIdentityRow).where(
    ExternalIdentityRow.user_id == bindparam("of_user")
)
_USE_CODE = (
    update(RecoveryCodeRow)
    .where(
        RecoveryCodeRow.user_id == bindparam("of_user"),
        RecoveryCodeRow.code_hash == bindparam("hashed"),
        RecoveryCodeRow.used.is_(None),
    )
    .values(used=bindparam("at"))
)


def password_hash(session: Session, user_name: str) -> str | None:
    """Return the hash of the user's passphrase; None for an unknown name, or one without."""
    return session.connection.execute(_HASH, {"name": user_name}).scalar_one_or_none()


def password_set(session: Session, user_name: str) -> datetime | None:
    """Return when the user last chose a passphrase."""
    return session.connection.execute(_SET, {"name": user_name}).scalar_one_or_none()


def keep_password_hash(session: Session, user_name: str, made: str, *, at: datetime) -> None:
    """Keep the hash of the passphrase that the user has chosen, in place of an earlier one."""
    user = user_id(session, user_name)
    session.connection.execute(_END_ACCOUNT, {"of_user": user})
    values = {"user_id": user, "password_hash": made, "password_set": at}
    session.connection.execute(_ADD_ACCOUNT, values)


def renew_password_hash(session: Session, user_name: str, made: str) -> None:
    """Keep a costlier hash of the same passphrase."""
    wanted = {"of_user": user_id(session, user_name), "made": made}
    session.connection.execute(_REHASH, wanted)


def find_totp(session: Session, user_name: str) -> TotpRecord | None:
    """Return the user's app, confirmed or not."""
    row = session.connection.execute(_TOTP, {"name": user_name}).one_or_none()
    return None if row is None else TotpRecord(*row)


def propose_totp(session: Session, user_name: str, secret: str, *, at: datetime) -> None:
    """Keep the secret of a new app; an earlier app counts until a code confirms the new one."""
    wanted = {"of_user": user_id(session, user_name), "new": secret, "at": at}
    if not session.connection.execute(_PROPOSE, wanted).rowcount:
        values = {"user_id": wanted["of_user"], "last_step": 0}
        session.connection.execute(_ADD_TOTP, {**values, "proposed": secret, "proposed_at": at})


def confirm_totp(session: Session, user_name: str, step: int, *, at: datetime) -> None:
    """Keep the proposed secret as the one that counts: a code of it was right."""
    wanted = {"of_user": user_id(session, user_name), "step": step, "at": at}
    session.connection.execute(_CONFIRM, wanted)


def take_step(session: Session, user_name: str, step: int) -> bool:
    """Keep the time step of a code that was taken; tell whether it is later than the last."""
    wanted = {"of_user": user_id(session, user_name), "step": step}
    return bool(session.connection.execute(_TAKE_STEP, wanted).rowcount)


def paper_codes(session: Session, user_name: str) -> PaperCodesRecord | None:
    """Return the codes of the user's paper."""
    rows = session.connection.execute(_CODES, {"name": user_name}).all()
    if not rows:
        return None
    unused = tuple(row.code_hash for row in rows if row.used is None)
    return PaperCodesRecord(rows[0].salt, rows[0].made, unused)


def keep_paper_codes(
    session: Session, user_name: str, salt: str, hashes: Sequence[str], *, made: datetime
) -> None:
    """Keep the codes of a new paper; those of an earlier one are dead."""
    user = user_id(session, user_name)
    session.connection.execute(_END_CODES, {"of_user": user})
    shared = {"user_id": user, "salt": salt, "made": made}
    session.connection.execute(_ADD_CODES, [{**shared, "code_hash": one} for one in hashes])


def use_paper_code(session: Session, user_name: str, code_hash: str, *, at: datetime) -> bool:
    """Keep that a code was used; tell whether it is one of the user's and was unused."""
    wanted = {"of_user": user_id(session, user_name), "hashed": code_hash, "at": at}
    return bool(session.connection.execute(_USE_CODE, wanted).rowcount)


def forget_proofs(session: Session, user_name: str) -> None:
    """Remove all that the user proves itself with: nothing signs in until a new invitation.

    The record that they were removed is the event of who did it.
    """
    for statement in (_END_ACCOUNT, _END_TOTP, _END_CODES, _END_PASSKEYS, _END_IDENTITY):
        session.connection.execute(statement, {"of_user": user_id(session, user_name)})
