"""What the ledger of expected forms stands on, and what people say of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class SheetFactsRow(Base):
    """What the schedule needs to know of a sheet, read from what counts of its entries.

    It is written anew in the transaction of every save and correction, and can be rebuilt from the
    entries at any time. What the sheet says of itself is repeated here, and the rows of a clinic
    lie together in the file, so that its ledger is read at the same speed whatever else the
    database holds. `day` is the day of the paper, `status` how much of it is filled in, `read_by`
    tells which items were read.
    """

    __tablename__ = "sheet_facts"
    __table_args__ = (
        UniqueConstraint("sheet_id"),
        ForeignKeyConstraint(["client_id", "site_code"], ["client.id", "client.site_code"]),
        {"sqlite_with_rowid": False},
    )

    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    public_id: Mapped[str]
    client_id: Mapped[int | None]
    episode_no: Mapped[int]
    form: Mapped[str]
    timepoint: Mapped[str]
    number: Mapped[int | None]
    version: Mapped[int]
    saved_on: Mapped[date]
    day: Mapped[date | None]
    status: Mapped[int]
    codes: Mapped[dict[str, int]]
    days: Mapped[dict[str, str]]
    read_by: Mapped[str]


class AbsenceRow(Base):
    """Why an expected form does not come, as somebody has said; the newest one counts."""

    __tablename__ = "absence"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "site_code"], ["client.id", "client.site_code"]),
        CheckConstraint("episode_no >= 1", name="episode_no"),
        Index("ix_absence_expected", "site_code", "client_id", "episode_no", "form", "timepoint"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    client_id: Mapped[int | None]
    episode_no: Mapped[int]
    form: Mapped[str]
    timepoint: Mapped[str]
    state: Mapped[str]
    reason: Mapped[int | None]
    said_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    said_at: Mapped[datetime]


class ReminderRow(Base):
    """A reminder of a follow-up that was sent on a day."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("client_id", "episode_no", "timepoint", "nth"),
        ForeignKeyConstraint(["client_id", "site_code"], ["client.id", "client.site_code"]),
        CheckConstraint("nth >= 1", name="nth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    client_id: Mapped[int]
    episode_no: Mapped[int]
    timepoint: Mapped[str]
    nth: Mapped[int]
    sent_on: Mapped[date]
    noted_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    noted_at: Mapped[datetime]


class SitePointsRow(Base):
    """Which optional time points a clinic has chosen to follow; the newest choice counts."""

    __tablename__ = "site_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    points: Mapped[frozenset[str]]
    chosen_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    chosen_at: Mapped[datetime]


class SheetMoveRow(Base):
    """A sheet that stood at the wrong client, and where it was moved."""

    __tablename__ = "sheet_move"
    __table_args__ = (
        ForeignKeyConstraint(["from_client_id", "site_code"], ["client.id", "client.site_code"]),
        ForeignKeyConstraint(["to_client_id", "site_code"], ["client.id", "client.site_code"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), index=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    from_client_id: Mapped[int | None]
    from_episode_no: Mapped[int]
    from_timepoint: Mapped[str]
    from_number: Mapped[int | None]
    to_client_id: Mapped[int | None]
    to_episode_no: Mapped[int]
    to_timepoint: Mapped[str]
    to_number: Mapped[int | None]
    reason: Mapped[str]
    moved_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    moved_at: Mapped[datetime]
