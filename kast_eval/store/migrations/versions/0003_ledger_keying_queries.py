"""Tables of the ledger, of double entry and of queries."""

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows
from kast_eval.store.name_set import NameSet
from kast_eval.store.utc import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KEPT = (
    "absence", "certificate", "comparison", "finding_answer", "practice_result", "query",
    "query_answer", "reminder", "resolution", "second_keying", "sheet_move", "site_points",
)  # fmt: skip


def upgrade() -> None:
    """Add the tables, and the triggers of those that rows are only added to."""
    _make_ledger()
    _make_keying()
    _make_queries()
    keep_rows(*_KEPT)


def _make_ledger() -> None:
    op.create_table(
        "sheet_facts",
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("episode_no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("timepoint", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("read_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_sheet_facts_client_id_site_code"),
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_facts_sheet_id")),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_sheet_facts_site_code")
        ),
        sa.PrimaryKeyConstraint("site_code", "sheet_id", name=op.f("pk_sheet_facts")),
        sa.UniqueConstraint("sheet_id", name=op.f("uq_sheet_facts_sheet_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("episode_no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("timepoint", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Integer(), nullable=True),
        sa.Column("said_by", sa.Integer(), nullable=False),
        sa.Column("said_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("episode_no >= 1", name=op.f("ck_absence_episode_no")),
        sa.ForeignKeyConstraint(
            ["client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_absence_client_id_site_code"),
        ),
        sa.ForeignKeyConstraint(["said_by"], ["user.id"], name=op.f("fk_absence_said_by")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_absence_site_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(
        "ix_absence_expected",
        "absence",
        ["site_code", "client_id", "episode_no", "form", "timepoint"],
        unique=False,
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("episode_no", sa.Integer(), nullable=False),
        sa.Column("timepoint", sa.String(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("nth >= 1", name=op.f("ck_reminder_nth")),
        sa.ForeignKeyConstraint(
            ["client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_reminder_client_id_site_code"),
        ),
        sa.ForeignKeyConstraint(["noted_by"], ["user.id"], name=op.f("fk_reminder_noted_by")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_reminder_site_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "client_id",
            "episode_no",
            "timepoint",
            "nth",
            name=op.f("uq_reminder_client_id_episode_no_timepoint_nth"),
        ),
    )
    op.create_index(op.f("ix_reminder_site_code"), "reminder", ["site_code"], unique=False)
    op.create_table(
        "site_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("points", NameSet(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["chosen_by"], ["user.id"], name=op.f("fk_site_points_chosen_by")),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_site_points_site_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_points")),
    )
    op.create_index(op.f("ix_site_points_site_code"), "site_points", ["site_code"], unique=False)
    op.create_table(
        "sheet_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("from_client_id", sa.Integer(), nullable=True),
        sa.Column("from_episode_no", sa.Integer(), nullable=False),
        sa.Column("from_timepoint", sa.String(), nullable=False),
        sa.Column("from_number", sa.Integer(), nullable=True),
        sa.Column("to_client_id", sa.Integer(), nullable=True),
        sa.Column("to_episode_no", sa.Integer(), nullable=False),
        sa.Column("to_timepoint", sa.String(), nullable=False),
        sa.Column("to_number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("moved_by", sa.Integer(), nullable=False),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_sheet_move_from_client_id_site_code"),
        ),
        sa.ForeignKeyConstraint(["moved_by"], ["user.id"], name=op.f("fk_sheet_move_moved_by")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_move_sheet_id")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_sheet_move_site_code")),
        sa.ForeignKeyConstraint(
            ["to_client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_sheet_move_to_client_id_site_code"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_move")),
    )
    op.create_index(op.f("ix_sheet_move_sheet_id"), "sheet_move", ["sheet_id"], unique=False)


def _make_keying() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("episode_no", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("timepoint", sa.String(), nullable=False),
        sa.Column("keying", sa.Integer(), nullable=False),
        sa.Column("correcting", sa.Boolean(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("correcting = (replaces IS NOT NULL)", name=op.f("ck_draft_correcting")),
        sa.CheckConstraint("keying IN (1, 2)", name=op.f("ck_draft_keying")),
        sa.ForeignKeyConstraint(["replaces"], ["entry.id"], name=op.f("fk_draft_replaces")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_draft_site_code")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("public_id", name=op.f("uq_draft_public_id")),
        sa.UniqueConstraint(
            "user_id",
            "site_code",
            "code",
            "episode_no",
            "form",
            "version",
            "timepoint",
            "keying",
            "correcting",
            name=op.f("uq_draft_place"),
        ),
    )
    op.create_table(
        "second_keying",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("drawn_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_second_keying_share")),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_second_keying_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_keying")),
    )
    op.create_index(op.f("ix_second_keying_sheet_id"), "second_keying", ["sheet_id"], unique=False)
    op.create_table(
        "comparison",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("first_entry", sa.Integer(), nullable=False),
        sa.Column("second_entry", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("differing", NameSet(), nullable=False),
        sa.Column("compared_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("fields >= 0", name=op.f("ck_comparison_fields")),
        sa.ForeignKeyConstraint(
            ["first_entry"], ["entry.id"], name=op.f("fk_comparison_first_entry")
        ),
        sa.ForeignKeyConstraint(
            ["second_entry"], ["entry.id"], name=op.f("fk_comparison_second_entry")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_comparison_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison")),
        sa.UniqueConstraint(
            "first_entry", "second_entry", name=op.f("uq_comparison_first_entry_second_entry")
        ),
    )
    op.create_index(op.f("ix_comparison_sheet_id"), "comparison", ["sheet_id"], unique=False)
    op.create_table(
        "resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comparison_id", sa.Integer(), nullable=False),
        sa.Column("first_wrong", NameSet(), nullable=False),
        sa.Column("second_wrong", NameSet(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comparison_id"], ["comparison.id"], name=op.f("fk_resolution_comparison_id")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_resolution_decided_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_resolution_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint("comparison_id", name=op.f("uq_resolution_comparison_id")),
    )
    op.create_table(
        "practice_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("correct", sa.Integer(), nullable=False),
        sa.Column("keyed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("correct BETWEEN 0 AND fields", name=op.f("ck_practice_result_correct")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_practice_result_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_result")),
    )
    op.create_index(
        op.f("ix_practice_result_user_id"), "practice_result", ["user_id"], unique=False
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user.id"], name=op.f("fk_certificate_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_certificate_site_code")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_certificate_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_site_code"), "certificate", ["site_code"], unique=False)


def _make_queries() -> None:
    op.create_table(
        "finding_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user.id"], name=op.f("fk_finding_answer_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["sheet.id"], name=op.f("fk_finding_answer_sheet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_answer")),
        sa.UniqueConstraint("sheet_id", "finding", name=op.f("uq_finding_answer_sheet_id_finding")),
    )
    op.create_table(
        "query",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("sheet_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("items", NameSet(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id", "site_code"],
            ["client.id", "client.site_code"],
            name=op.f("fk_query_client_id_site_code"),
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_query_sheet_id")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_query_site_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query")),
        sa.UniqueConstraint("public_id", name=op.f("uq_query_public_id")),
        sa.UniqueConstraint("site_code", "finding", name=op.f("uq_query_site_code_finding")),
    )
    op.create_index("ix_query_client_id", "query", ["client_id"], unique=False)
    op.create_table(
        "query_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("query_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user.id"], name=op.f("fk_query_answer_answered_by")
        ),
        sa.ForeignKeyConstraint(["query_id"], ["query.id"], name=op.f("fk_query_answer_query_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_query_answer")),
        sa.UniqueConstraint("query_id", name=op.f("uq_query_answer_query_id")),
    )
    # The story of a sheet finds what was done to it.
    op.create_index(op.f("ix_event_subject"), "event", ["subject"], unique=False)
