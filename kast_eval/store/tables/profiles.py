"""What releases without rows of persons told, for later ones to be held against."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class ReleaseProfileRow(Base):
    """The columns of a release with their levels, and its classes, each with its persons.

    Nobody's id is in it, and no class is smaller than the release allowed.
    """

    __tablename__ = "release_profile"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    levels: Mapped[list[list[int | str]]]
    classes: Mapped[list[list[int | str]]]


class PublishedRow(Base):
    """The tables of a release as they were shown: what they crossed, and every count in them."""

    __tablename__ = "published"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    tables: Mapped[list[dict[str, object]]]
