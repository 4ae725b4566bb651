"""What is left of a client whose answers were erased: that it was done, and by whose decision."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class ErasureRow(Base):
    """A client whose answers were erased: how many rows of which tables, and nothing of them.

    It is made before a row is removed, because the triggers let go of no other client's. `again`
    tells that it was carried out anew in a copy from before; what was decided stands elsewhere.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        ForeignKeyConstraint(["client_id", "site_code"], ["client.id", "client.site_code"]),
        CheckConstraint("sheets >= 0", name="sheets"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    client_id: Mapped[int] = mapped_column(unique=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("approval_decision.id"), unique=True)
    again: Mapped[bool]
    withdrawn_on: Mapped[date | None]
    sheets: Mapped[int]
    removed: Mapped[dict[str, int]]
    erased_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    erased_at: Mapped[datetime]


class ErasedSheetRow(Base):
    """The public id of a sheet that was erased; events name it still, and it leads nowhere."""

    __tablename__ = "erased_sheet"

    public_id: Mapped[str] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = mapped_column(ForeignKey("erasure.id"), index=True)
