"""What one person watches over another in: samples of reads, and decisions of two."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class SignedSampleRow(Base):
    """A lead's signature under a month's sample of reads; `link` is what it was drawn by."""

    __tablename__ = "signed_sample"
    __table_args__ = (UniqueConstraint("site_code", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    month: Mapped[str]
    link: Mapped[str]
    remark: Mapped[str]
    signed_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    signed_at: Mapped[datetime]


class ApprovalRow(Base):
    """Something that one person has asked another to approve.

    `target` says exactly what: another thing of the same sort needs another approval.
    """

    __tablename__ = "approval"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str]
    target: Mapped[str]
    site_codes: Mapped[frozenset[str]]
    reason: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime]


class ApprovalDecisionRow(Base):
    """What the other person said."""

    __tablename__ = "approval_decision"
    __table_args__ = (UniqueConstraint("approval_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approval.id"))
    approved: Mapped[bool]
    reason: Mapped[str]
    decided_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]


class ApprovalUseRow(Base):
    """That what was approved has been done; it is done once."""

    __tablename__ = "approval_use"
    __table_args__ = (UniqueConstraint("approval_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(ForeignKey("approval.id"))
    used_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    used_at: Mapped[datetime]
