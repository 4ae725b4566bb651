"""Questions about what was keyed, and their answers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class FindingAnswerRow(Base):
    """A doubt about one sheet that was answered, so that it is not asked again."""

    __tablename__ = "finding_answer"
    __table_args__ = (UniqueConstraint("sheet_id", "finding"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"))
    finding: Mapped[str]
    reason: Mapped[str]
    answered_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime]


class QueryRow(Base):
    """A question about a client's sheets together, or about one sheet, to be answered by a day.

    `finding` tells its kind and the keyed texts that it was found in, so that the same finding
    is asked once. One about a client's sheets has the client; one that a person raised about a
    sheet has the sheet and follows it; one about the clinic itself has neither.
    """

    __tablename__ = "query"
    __table_args__ = (
        UniqueConstraint("site_code", "finding"),
        ForeignKeyConstraint(["client_id", "site_code"], ["client.id", "client.site_code"]),
        Index("ix_query_client_id", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    client_id: Mapped[int | None]
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sheet.id"))
    kind: Mapped[str]
    finding: Mapped[str]
    items: Mapped[frozenset[str]]
    details: Mapped[dict[str, str]]
    raised_at: Mapped[datetime]
    due: Mapped[date]


class QueryAnswerRow(Base):
    """How a question ended; without a user it ended because what it was about was corrected."""

    __tablename__ = "query_answer"
    __table_args__ = (UniqueConstraint("query_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    query_id: Mapped[int] = mapped_column(ForeignKey("query.id"))
    outcome: Mapped[str]
    reason: Mapped[str]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    answered_at: Mapped[datetime]
