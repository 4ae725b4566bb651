"""Figures that were shown once, and are the same from then on."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base

OF_THE_COUNTRY = "site_code IS NULL"


class KeptFiguresRow(Base):
    """What was shown of a quarter, with every small number hidden; none of it is counted anew.

    `site_code` is None for figures of all clinics together. `content` is JSON text as it was
    written, and tells of no person.
    """

    __tablename__ = "kept_figures"
    __table_args__ = (
        Index("uq_kept_figures_of_site", "kind", "quarter", "site_code", unique=True),
        # No clinic is not the same as no clinic, for a database: without this there could be two.
        Index(
            "uq_kept_figures_of_country",
            "kind",
            "quarter",
            unique=True,
            sqlite_where=text(OF_THE_COUNTRY),
            postgresql_where=text(OF_THE_COUNTRY),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str | None] = mapped_column(ForeignKey("site.code"), index=True)
    kind: Mapped[str]
    quarter: Mapped[str]
    content: Mapped[str]
    kept_at: Mapped[datetime]
