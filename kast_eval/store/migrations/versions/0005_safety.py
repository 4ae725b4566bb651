"""Tables of backups, papers, samples of events and decisions of two."""

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add nothing yet: the tables come with what uses them."""
