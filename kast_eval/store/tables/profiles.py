"""What releases without rows of persons told, for later ones to be held against."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class ReleaseProfileRow(Base):
    """The columns of a release with their levels, and its classes, each with its persons.

    `contents` is what its file told: the names of all columns, then every row without its id, with
    how many there were. Nobody's id is in it, nor the order of the file's rows.
    """

    __tablename__ = "release_profile"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    levels: Mapped[list[list[int | str]]]
    classes: Mapped[list[list[int | str]]]
    contents: Mapped[list[list[int | str]]]


class PublishedRow(Base):
    """The tables of a release as they were shown: what they crossed, and every count in them."""

    __tablename__ = "published"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    tables: Mapped[list[dict[str, object]]]
