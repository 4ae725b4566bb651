"""What signing in for real needs, and what a clinic says of its study."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns of a clinic."""
    for column in (
        sa.Column("approval_number", sa.String(), nullable=True),
        sa.Column("information_version", sa.String(), nullable=True),
        sa.Column("left_study", sa.Date(), nullable=True),
    ):
        op.add_column("site", column)
