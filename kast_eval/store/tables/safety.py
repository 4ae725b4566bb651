"""Copies of the database that were taken and tried, and the register of papers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class BackupFolderRow(Base):
    """Where copies of the database go, as somebody has chosen; the newest choice counts."""

    __tablename__ = "backup_folder"

    id: Mapped[int] = mapped_column(primary_key=True)
    folder: Mapped[str]
    chosen_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime]


class BackupRunRow(Base):
    """A copy that was taken, or one that was tried, and how it went.

    A run that failed has its `trouble`, and nothing of what a copy holds. `noted_by` is None where
    the program did it by itself.
    """

    __tablename__ = "backup_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    sort: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    ended_at: Mapped[datetime]
    name: Mapped[str | None]
    trouble: Mapped[str | None]
    same_disk: Mapped[bool]
    size: Mapped[int | None]
    row_count: Mapped[int | None]
    head: Mapped[str | None]
    noted_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class PaperRow(Base):
    """Papers that are kept together: what they are, whose, from which time.

    `keep_until` is the day that was set for papers whose day does not follow from what is keyed:
    the one on which the code key is to be destroyed, or until which a research file is kept.
    """

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint("period_from <= period_to", name="period"),
        CheckConstraint("amount >= 1", name="amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    kind: Mapped[str]
    what: Mapped[str]
    period_from: Mapped[date]
    period_to: Mapped[date]
    amount: Mapped[int | None]
    keep_until: Mapped[date | None]
    added_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime]


class PaperLocationRow(Base):
    """Where papers stand; the newest place counts."""

    __tablename__ = "paper_location"

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    location: Mapped[str]
    moved_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    moved_at: Mapped[datetime]


class DisposalDecisionRow(Base):
    """An authority's decision that a kind of papers may be disposed of."""

    __tablename__ = "disposal_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    kind: Mapped[str]
    reference: Mapped[str]
    decided_on: Mapped[date]
    noted_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]


class PaperEndRow(Base):
    """How papers left the shelf: disposed of, handed to an archive, or never there at all."""

    __tablename__ = "paper_end"
    __table_args__ = (
        CheckConstraint("outcome <> 'disposed' OR decision_id IS NOT NULL", name="decision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), unique=True)
    outcome: Mapped[str]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("disposal_decision.id"))
    ended_on: Mapped[date]
    amount: Mapped[int | None]
    note: Mapped[str]
    witness: Mapped[str]
    noted_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]
