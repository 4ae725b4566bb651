"""Who there is: clinics, clients by their codes, users, labels, sign-ins."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class StoreInfoRow(Base):
    """What the database is; there is one row."""

    __tablename__ = "store_info"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    training: Mapped[bool]
    created: Mapped[datetime]


class SiteRow(Base):
    """A clinic; its clients' codes and its relatives' codes are two series."""

    __tablename__ = "site"
    __table_args__ = (
        # The first letter tells the two series apart, whatever the clinic.
        CheckConstraint("letters NOT LIKE 'R%'", name="letters"),
        CheckConstraint("relative_letters LIKE 'R%'", name="relative_letters"),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    letters: Mapped[str] = mapped_column(unique=True)
    relative_letters: Mapped[str] = mapped_column(unique=True)
    in_study: Mapped[bool]
    training: Mapped[bool]
    approval_number: Mapped[str | None]
    information_version: Mapped[str | None]
    left_study: Mapped[date | None]


class ClientRow(Base):
    """A person at a clinic, known by the code alone."""

    __tablename__ = "client"
    __table_args__ = (
        UniqueConstraint("site_code", "code"),
        UniqueConstraint("id", "site_code"),
        CheckConstraint("person_type >= 1", name="person_type"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    code: Mapped[str]
    person_type: Mapped[int]
    first_seen: Mapped[datetime]


class UserRow(Base):
    """A person who signs in."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    created: Mapped[datetime]


class RoleRow(Base):
    """A role that a user has at a site."""

    __tablename__ = "role_at_site"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class LabelBatchRow(Base):
    """Labels that were printed at one time for one clinic."""

    __tablename__ = "label_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    issued_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime]


class IssuedCodeRow(Base):
    """A client code that stands on a label; it is never issued again."""

    __tablename__ = "issued_code"

    code: Mapped[str] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("label_batch.id"), index=True)


class LinkTokenRow(Base):
    """A link that signs in; only the SHA-256 of its token is kept."""

    __tablename__ = "link_token"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created: Mapped[datetime]
    revoked: Mapped[datetime | None]


class SignInRow(Base):
    """A signed-in browser; only the SHA-256 of its cookie's token is kept."""

    __tablename__ = "sign_in"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    method: Mapped[str]
    browser: Mapped[str]
    created: Mapped[datetime]
    last_seen: Mapped[datetime]
    stepped_up: Mapped[datetime | None]
    locked: Mapped[datetime | None]
    revoked: Mapped[datetime | None]
