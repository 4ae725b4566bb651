"""What was done, in a chain."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class EventRow(Base):
    """Something that was done; chained to the event before it, never changed, never removed."""

    __tablename__ = "event"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    user: Mapped[str]
    site_code: Mapped[str | None]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    previous: Mapped[str]
    chained: Mapped[str]
