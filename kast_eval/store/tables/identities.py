"""Other proofs of who somebody is: passkeys, a provider's word, and what was asked of them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class PasskeyRow(Base):
    """A passkey of a user: its public half, and how often it has been used."""

    __tablename__ = "passkey"
    __table_args__ = (CheckConstraint("sign_count >= 0", name="sign_count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    user_handle: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    # The counter of a passkey has 32 bits without a sign.
    sign_count: Mapped[int] = mapped_column(BigInteger)
    host: Mapped[str]
    name: Mapped[str]
    created: Mapped[datetime]
    last_used: Mapped[datetime | None]


class ExternalIdentityRow(Base):
    """Who a user is to an identity provider: by the provider's own word for the person alone."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    issuer: Mapped[str]
    subject: Mapped[str]
    created: Mapped[datetime]
    last_used: Mapped[datetime | None]


class ChallengeRow(Base):
    """A proof that has been asked for and is awaited; it is taken away by the answer."""

    __tablename__ = "challenge"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    purpose: Mapped[str]
    facts: Mapped[dict[str, str]]
    created: Mapped[datetime]
