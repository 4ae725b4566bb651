"""Figures that are the same however often they are shown."""

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows
from kast_eval.store.utc import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_OF_THE_COUNTRY = sa.text("site_code IS NULL")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "kept_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_kept_figures_site_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_figures")),
    )
    op.create_index(op.f("ix_kept_figures_site_code"), "kept_figures", ["site_code"])
    op.create_index(
        "uq_kept_figures_of_site", "kept_figures", ["kind", "quarter", "site_code"], unique=True
    )
    op.create_index(
        "uq_kept_figures_of_country",
        "kept_figures",
        ["kind", "quarter"],
        unique=True,
        sqlite_where=_OF_THE_COUNTRY,
        postgresql_where=_OF_THE_COUNTRY,
    )
    keep_rows("kept_figures")
