"""The tables: what the database holds, and what it refuses whoever asks."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kast_eval.store.name_set import NameSet
from kast_eval.store.utc import UtcDateTime

SCHEMA = "0002"
"""The migration that builds these tables; a test holds it to the newest one."""


class Base(DeclarativeBase):
    """What every table shares: names for constraints, one type for moments and documents."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, str]: JSON,
        frozenset[str]: NameSet,
    }


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
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created: Mapped[datetime]
    last_seen: Mapped[datetime]
    revoked: Mapped[datetime | None]


class SiteItemsRow(Base):
    """Which optional items a clinic asks in one version of a form; the newest choice counts."""

    __tablename__ = "site_items"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    form: Mapped[str]
    version: Mapped[int]
    optional_items: Mapped[frozenset[str]]
    chosen_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime]


class SheetRow(Base):
    """One filled-in paper; what was keyed from it stands in its entries.

    A sheet about the clinic itself has no client.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("client_id", "episode_no", "form", "timepoint"),
        # A sheet cannot stand at another clinic than its client.
        ForeignKeyConstraint(["client_id", "site_code"], ["client.id", "client.site_code"]),
        CheckConstraint("episode_no >= 1", name="episode_no"),
        CheckConstraint("number BETWEEN 1 AND 9999", name="number"),
        Index(
            "uq_sheet_of_clinic",
            "site_code",
            "form",
            "timepoint",
            unique=True,
            sqlite_where=text("client_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    client_id: Mapped[int | None]
    form: Mapped[str]
    version: Mapped[int]
    definition_checksum: Mapped[str]
    optional_items: Mapped[frozenset[str]]
    episode_no: Mapped[int]
    timepoint: Mapped[str]
    number: Mapped[int | None]
    created: Mapped[datetime]


class EntryRow(Base):
    """One keying of a sheet, or one correction of it; never changed, never removed."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("id", "sheet_id", "keying"),
        UniqueConstraint("replaces"),
        UniqueConstraint("entered_by", "submission"),
        # A correction stays with the sheet and the keying that it corrects.
        ForeignKeyConstraint(
            ["replaces", "sheet_id", "keying"], ["entry.id", "entry.sheet_id", "entry.keying"]
        ),
        CheckConstraint("keying IN (1, 2)", name="keying"),
        CheckConstraint("(replaces IS NULL) = (reason IS NULL)", name="correction_has_reason"),
        Index(
            "uq_entry_first",
            "sheet_id",
            "keying",
            unique=True,
            sqlite_where=text("replaces IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    keying: Mapped[int]
    texts: Mapped[dict[str, str]]
    notes: Mapped[dict[str, str]]
    entered_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    entered_at: Mapped[datetime]
    replaces: Mapped[int | None]
    reason: Mapped[str | None]
    submission: Mapped[str]


class EventRow(Base):
    """Something that was done; chained to the event before it, never changed, never removed."""

    __tablename__ = "event"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    user: Mapped[str]
    site_code: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str]
    previous: Mapped[str]
    chained: Mapped[str]
