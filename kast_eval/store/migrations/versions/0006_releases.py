"""Tables of releases and of those who withdrew."""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add nothing yet: the tables come with what uses them."""
