"""How people prove who they are: passphrases, second factors, invitations, tries, held pages."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class AccountRow(Base):
    """A user's passphrase, as Argon2id made it; one who was only invited has none."""

    __tablename__ = "account"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    password_hash: Mapped[str]
    password_set: Mapped[datetime]


class TotpRow(Base):
    """A user's app that shows codes; `last_step` is the time step of the last code taken.

    A secret is proposed until a code shows that the app has taken it; an earlier one counts
    till then.
    """

    __tablename__ = "totp"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    secret: Mapped[str | None]
    last_step: Mapped[int]
    confirmed: Mapped[datetime | None]
    proposed: Mapped[str | None]
    proposed_at: Mapped[datetime | None]


class RecoveryCodeRow(Base):
    """A code on paper that signs in once in place of the app's; those of one paper share a salt."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    salt: Mapped[str]
    code_hash: Mapped[str]
    made: Mapped[datetime]
    used: Mapped[datetime | None]


class InvitationRow(Base):
    """A code that lets one person choose a passphrase, once; only its SHA-256 is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created: Mapped[datetime]
    expires: Mapped[datetime]
    closed: Mapped[datetime | None]


class PendingSignInRow(Base):
    """Somebody who has given the right passphrase and has a second factor left to give."""

    __tablename__ = "pending_sign_in"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created: Mapped[datetime]


class TryRow(Base):
    """How often in a row a name, or an address, has failed to prove something; kept hashed."""

    __tablename__ = "sign_in_try"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures"),)

    sort: Mapped[str] = mapped_column(primary_key=True)
    hashed: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime]


class HeldPageRow(Base):
    """What was sent while the screen was locked, until the one who sent it comes back."""

    __tablename__ = "held_page"

    public_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    path: Mapped[str]
    fields: Mapped[list[list[str]]]
    held_at: Mapped[datetime]


class EndedRoleRow(Base):
    """A role that somebody had at a clinic; rows are only added."""

    __tablename__ = "ended_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    role: Mapped[str]
    ended_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime]
