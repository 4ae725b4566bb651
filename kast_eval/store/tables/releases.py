"""What has left: each release, and whose rows were in it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class ReleaseRow(Base):
    """A release that was made: by which recipe, for whom, and the checksum of its file."""

    __tablename__ = "release"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    level: Mapped[str]
    recipe_name: Mapped[str]
    recipe_checksum: Mapped[str]
    columns_checksum: Mapped[str]
    bundle_checksum: Mapped[str]
    recipient: Mapped[str]
    purpose: Mapped[str]
    approval: Mapped[str]
    expires: Mapped[date | None]
    approved_by: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


class ReleasedClientRow(Base):
    """A client whose rows were in a release, so that a withdrawal can say where they are."""

    __tablename__ = "released_client"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), primary_key=True, index=True)
