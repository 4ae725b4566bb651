"""Packages of coded tables: what opens them, who sends them, which were made and taken."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kast_eval.store.tables.base import Base


class PackageIdentityRow(Base):
    """The secret that packages to this database are opened with; the newest one counts."""

    __tablename__ = "package_identity"

    id: Mapped[int] = mapped_column(primary_key=True)
    identity: Mapped[str]
    recovery: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


class PackageSenderRow(Base):
    """A clinic whose packages are taken: the key that it signs with; the newest one counts.

    An empty key says that none is trusted any more.
    """

    __tablename__ = "package_sender"

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), index=True)
    public_key: Mapped[str]
    trusted_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    trusted_at: Mapped[datetime]


class PackageMadeRow(Base):
    """A package that this clinic has made; nothing of what it holds."""

    __tablename__ = "package_made"
    __table_args__ = (UniqueConstraint("site_code", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    sequence: Mapped[int]
    checksum: Mapped[str]
    recipients: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    made_at: Mapped[datetime]


class PackageTakenRow(Base):
    """A package that was taken from a clinic; nothing of what it holds."""

    __tablename__ = "package_taken"
    __table_args__ = (UniqueConstraint("site_code", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"))
    sequence: Mapped[int]
    checksum: Mapped[str]
    signed_by: Mapped[str]
    taken_by: Mapped[int] = mapped_column(ForeignKey("user.id"))
    taken_at: Mapped[datetime]


class PackageContentsRow(Base):
    """What the newest package of a clinic holds; an older one is gone, and whoever left with it."""

    __tablename__ = "package_contents"

    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), primary_key=True)
    contents: Mapped[bytes] = mapped_column(LargeBinary)


class ReleasedPooledRow(Base):
    """A person of a package whose rows were in a release, by the id in the clinic's packages."""

    __tablename__ = "released_pooled"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    site_code: Mapped[str] = mapped_column(ForeignKey("site.code"), primary_key=True)
    package_person: Mapped[str] = mapped_column(primary_key=True, index=True)
