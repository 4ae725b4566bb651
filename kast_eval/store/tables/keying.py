"""What double entry stands on: which sheets are keyed twice, what came of it, who may key alone."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class DraftRow(Base):
    """What a person has keyed of a sheet and not yet saved; it is that person's alone.

    A draft of a correction says which entry it is to replace.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint(
            "user_id",
            "site_code",
            "code",
            "episode_no",
            "form",
            "version",
            "timepoint",
            "keying",
            "correcting",
            name="uq_draft_place",
        ),
        CheckConstraint("keying IN (1, 2)", name="keying"),
        CheckConstraint("correcting = (replaces IS NOT NULL)", name="correcting"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    code: Mapped[str]
    episode_no: Mapped[int]
    form: Mapped[str]
    version: Mapped[int]
    timepoint: Mapped[str]
    keying: Mapped[int]
    correcting: Mapped[bool]
    replaces: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    texts: Mapped[dict[str, str]]
    notes: Mapped[dict[str, str]]
    reason: Mapped[str]
    saved_at: Mapped[datetime]


class SecondKeyingRow(Base):
    """Whether a sheet was drawn for a second keying, at which share, and why.

    A sheet has one row from its first save; a batch that is put back adds one more.
    """

    __tablename__ = "second_keying"
    __table_args__ = (CheckConstraint("share BETWEEN 0 AND 1", name="share"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    wanted: Mapped[bool]
    why: Mapped[str]
    share: Mapped[float]
    drawn_at: Mapped[datetime]


class ComparisonRow(Base):
    """Two keyings of a sheet, compared by meaning: how many fields, and which differ."""

    __tablename__ = "comparison"
    __table_args__ = (
        UniqueConstraint("first_entry", "second_entry"),
        CheckConstraint("fields >= 0", name="fields"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    first_entry: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    second_entry: Mapped[int] = mapped_column(ForeignKey("entry.id"))
    fields: Mapped[int]
    differing: Mapped[frozenset[str]]
    compared_at: Mapped[datetime]


class ResolutionRow(Base):
    """What was decided where two keyings differ: whose text was wrong, item by item, and why."""

    __tablename__ = "resolution"
    __table_args__ = (UniqueConstraint("comparison_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    comparison_id: Mapped[int] = mapped_column(ForeignKey("comparison.id"))
    first_wrong: Mapped[frozenset[str]]
    second_wrong: Mapped[frozenset[str]]
    reasons: Mapped[dict[str, str]]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id"))
    decided_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]


class PracticeResultRow(Base):
    """How a person keyed a practice sheet: right fields of all fields."""

    __tablename__ = "practice_result"
    __table_args__ = (CheckConstraint("correct BETWEEN 0 AND fields", name="correct"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    sheet: Mapped[str]
    fields: Mapped[int]
    correct: Mapped[int]
    keyed_at: Mapped[datetime]


class CertificateRow(Base):
    """A lead's decision that a person keys alone at a clinic, or no longer; the newest counts."""

    __tablename__ = "certificate"
    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        ForeignKeyConstraint(["decided_by"], ["user.id"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    alone: Mapped[bool]
    reason: Mapped[str]
    decided_by: Mapped[int]
    decided_at: Mapped[datetime]
