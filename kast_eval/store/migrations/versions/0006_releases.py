"""Tables of releases and of whose rows were in them."""

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows
from kast_eval.store.utc import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    texts = (
        "public_id", "level", "recipe_name", "recipe_checksum", "columns_checksum",
        "bundle_checksum", "recipient", "purpose", "approval",
    )  # fmt: skip
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_release_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("public_id", name=op.f("uq_release_public_id")),
    )
    op.create_table(
        "released_client",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_released_client_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_released_client_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "client_id", name=op.f("pk_released_client")),
    )
    op.create_index(
        op.f("ix_released_client_client_id"), "released_client", ["client_id"], unique=False
    )
    keep_rows("release", "released_client")
