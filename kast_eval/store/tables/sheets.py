"""What was keyed: sheets, and their entries."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


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
            postgresql_where=text("client_id IS NULL"),
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
            postgresql_where=text("replaces IS NULL"),
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
