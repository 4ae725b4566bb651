"""Tables of backups, papers, samples of events and decisions of two."""

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows
from kast_eval.store.name_set import NameSet
from kast_eval.store.utc import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    _make_backups()
    _make_papers()
    _make_samples()
    _make_approvals()


def _make_backups() -> None:
    op.create_table(
        "backup_folder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chosen_by"], ["user.id"], name=op.f("fk_backup_folder_chosen_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_folder")),
    )
    op.create_table(
        "backup_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("same_disk", sa.Boolean(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("head", sa.String(), nullable=True),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_backup_run_noted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_run")),
    )
    op.create_index(op.f("ix_backup_run_sort"), "backup_run", ["sort"], unique=False)
    keep_rows("backup_folder", "backup_run")


def _make_papers() -> None:
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("amount >= 1", name=op.f("ck_paper_amount")),
        sa.CheckConstraint("period_from <= period_to", name=op.f("ck_paper_period")),
        sa.ForeignKeyConstraint(["added_by"], ["user.id"], name=op.f("fk_paper_added_by")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_paper_site_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("public_id", name=op.f("uq_paper_public_id")),
    )
    op.create_index(op.f("ix_paper_site_code"), "paper", ["site_code"], unique=False)
    op.create_table(
        "paper_location",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("moved_by", sa.Integer(), nullable=False),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["moved_by"], ["user.id"], name=op.f("fk_paper_location_moved_by")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["paper.id"], name=op.f("fk_paper_location_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_location")),
    )
    op.create_index(
        op.f("ix_paper_location_paper_id"), "paper_location", ["paper_id"], unique=False
    )
    _make_disposal()
    keep_rows("paper", "paper_location", "disposal_decision", "paper_end")


def _make_disposal() -> None:
    op.create_table(
        "disposal_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["noted_by"], ["user.id"], name=op.f("fk_disposal_decision_noted_by")
        ),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_disposal_decision_site_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_decision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_disposal_decision_public_id")),
    )
    op.create_index(
        op.f("ix_disposal_decision_site_code"), "disposal_decision", ["site_code"], unique=False
    )
    op.create_table(
        "paper_end",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'disposed' OR decision_id IS NOT NULL", name=op.f("ck_paper_end_decision")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["disposal_decision.id"], name=op.f("fk_paper_end_decision_id")
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_paper_end_noted_by")),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_paper_end_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_end")),
        sa.UniqueConstraint("paper_id", name=op.f("uq_paper_end_paper_id")),
    )


def _make_samples() -> None:
    op.create_table(
        "signed_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("signed_by", sa.Integer(), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["user.id"], name=op.f("fk_signed_sample_signed_by")
        ),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_signed_sample_site_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signed_sample")),
        sa.UniqueConstraint("site_code", "month", name=op.f("uq_signed_sample_site_code_month")),
    )
    keep_rows("signed_sample")


def _make_approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("site_codes", NameSet(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_approval_asked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("public_id", name=op.f("uq_approval_public_id")),
    )
    for name, by, at, more in (
        (
            "approval_decision",
            "decided_by",
            "decided_at",
            (
                sa.Column("approved", sa.Boolean(), nullable=False),
                sa.Column("reason", sa.String(), nullable=False),
            ),
        ),
        ("approval_use", "used_by", "used_at", ()),
    ):
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("approval_id", sa.Integer(), nullable=False),
            *more,
            sa.Column(by, sa.Integer(), nullable=False),
            sa.Column(at, UtcDateTime(), nullable=False),
            sa.ForeignKeyConstraint(
                ["approval_id"], ["approval.id"], name=op.f(f"fk_{name}_approval_id")
            ),
            sa.ForeignKeyConstraint([by], ["user.id"], name=op.f(f"fk_{name}_{by}")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("approval_id", name=op.f(f"uq_{name}_approval_id")),
        )
    keep_rows("approval", "approval_decision", "approval_use")
