"""What releases showed, who took their consent back, and what was erased."""

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows, let_go, refuse_new
from kast_eval.store.utc import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _withdrawals()


_ERASED_CLIENT = "EXISTS (SELECT 1 FROM erasure WHERE erasure.client_id = OLD.client_id)"
_ERASED_SHEET = (
    "EXISTS (SELECT 1 FROM sheet JOIN erased_sheet ON erased_sheet.public_id = sheet.public_id "
    "WHERE sheet.id = OLD.sheet_id)"
)
_ABOUT_ERASED_SHEET = (
    "EXISTS (SELECT 1 FROM erased_sheet "
    "WHERE CAST(OLD.details AS TEXT) LIKE '%' || erased_sheet.public_id || '%')"
)
_LET_GO = {
    **dict.fromkeys(("absence", "reminder"), _ERASED_CLIENT),
    **dict.fromkeys(
        ("comparison", "entry", "finding_answer", "second_keying", "sheet_move"), _ERASED_SHEET
    ),
    "query": f"{_ERASED_CLIENT} OR {_ERASED_SHEET} OR {_ABOUT_ERASED_SHEET}",
    "query_answer": (
        "EXISTS (SELECT 1 FROM query LEFT JOIN sheet ON sheet.id = query.sheet_id "
        "WHERE query.id = OLD.query_id AND ("
        "EXISTS (SELECT 1 FROM erasure WHERE erasure.client_id = query.client_id) OR "
        "EXISTS (SELECT 1 FROM erased_sheet WHERE erased_sheet.public_id = sheet.public_id) OR "
        "EXISTS (SELECT 1 FROM erased_sheet "
        "WHERE CAST(query.details AS TEXT) LIKE '%' || erased_sheet.public_id || '%')))"
    ),
    "resolution": (
        "EXISTS (SELECT 1 FROM comparison JOIN sheet ON sheet.id = comparison.sheet_id "
        "JOIN erased_sheet ON erased_sheet.public_id = sheet.public_id "
        "WHERE comparison.id = OLD.comparison_id)"
    ),
}
_AGREED = (
    "NEW.again OR (SELECT training FROM store_info) OR EXISTS (SELECT 1 FROM approval_decision "
    "JOIN approval ON approval.id = approval_decision.approval_id "
    "JOIN client ON client.id = NEW.client_id "
    "WHERE approval_decision.id = NEW.decision_id AND approval_decision.approved "
    "AND approval_decision.decided_by <> approval.asked_by AND approval.subject = 'erasure' "
    "AND approval.target = client.code)"
)


def _withdrawals() -> None:
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("erased_by", sa.Integer(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("sheets >= 0", name=op.f("ck_erasure_sheets")),
        sa.ForeignKeyConstraint(
            ["client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_erasure_client_id_site_code"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["approval_decision.id"], name=op.f("fk_erasure_decision_id")
        ),
        sa.ForeignKeyConstraint(["erased_by"], ["user.id"], name=op.f("fk_erasure_erased_by")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_erasure_site_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("client_id", name=op.f("uq_erasure_client_id")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_erasure_decision_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_erasure_public_id")),
    )
    op.create_index(op.f("ix_erasure_site_code"), "erasure", ["site_code"], unique=False)
    op.create_table(
        "erased_sheet",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("erasure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["erasure_id"], ["erasure.id"], name=op.f("fk_erased_sheet_erasure_id")
        ),
        sa.PrimaryKeyConstraint("public_id", name=op.f("pk_erased_sheet")),
    )
    op.create_index(
        op.f("ix_erased_sheet_erasure_id"), "erased_sheet", ["erasure_id"], unique=False
    )
    keep_rows("erasure", "erased_sheet")
    refuse_new("erasure", "agreed", _AGREED, "erasure needs two people")
    for table, erased in _LET_GO.items():
        let_go(table, erased)
