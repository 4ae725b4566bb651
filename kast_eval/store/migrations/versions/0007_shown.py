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
    _make_packages()
    _profiles()
    _published()


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


def _make_packages() -> None:
    _make_package_keys()
    for table, key, who, when in (
        ("package_made", "recipients", "made_by", "made_at"),
        ("package_taken", "signed_by", "taken_by", "taken_at"),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("site_code", sa.String(), nullable=False),
            sa.Column("sequence", sa.Integer(), nullable=False),
            sa.Column("checksum", sa.String(), nullable=False),
            sa.Column(key, sa.String(), nullable=False),
            sa.Column(who, sa.Integer(), nullable=False),
            sa.Column(when, UtcDateTime(), nullable=False),
            sa.ForeignKeyConstraint(
                ["site_code"], ["site.code"], name=op.f(f"fk_{table}_site_code")
            ),
            sa.ForeignKeyConstraint([who], ["user.id"], name=op.f(f"fk_{table}_{who}")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint(
                "site_code", "sequence", name=op.f(f"uq_{table}_site_code_sequence")
            ),
        )
    op.create_table(
        "package_contents",
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("contents", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_package_contents_site_code")
        ),
        sa.PrimaryKeyConstraint("site_code", name=op.f("pk_package_contents")),
    )
    op.create_table(
        "released_pooled",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("package_person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_released_pooled_release_id")
        ),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_released_pooled_site_code")
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "site_code", "package_person", name=op.f("pk_released_pooled")
        ),
    )
    op.create_index(
        op.f("ix_released_pooled_package_person"), "released_pooled", ["package_person"]
    )
    keep_rows(
        "package_identity", "package_sender", "package_made", "package_taken", "released_pooled"
    )


def _make_package_keys() -> None:
    op.create_table(
        "package_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("recovery", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["user.id"], name=op.f("fk_package_identity_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_identity")),
    )
    op.create_table(
        "package_sender",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("trusted_by", sa.Integer(), nullable=False),
        sa.Column("trusted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_package_sender_site_code")
        ),
        sa.ForeignKeyConstraint(
            ["trusted_by"], ["user.id"], name=op.f("fk_package_sender_trusted_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_sender")),
    )
    op.create_index(op.f("ix_package_sender_site_code"), "package_sender", ["site_code"])


def _profiles() -> None:
    op.create_table(
        "release_profile",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("classes", sa.JSON(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_profile_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release_profile")),
    )
    keep_rows("release_profile")


def _published() -> None:
    op.create_table(
        "published",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("tables", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_published_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_published")),
    )
    keep_rows("published")
