"""The first tables: clinics, clients, users, sheets, entries, events."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows
from kast_eval.store.utc import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, those that others refer to first."""
    _make_store_info()
    _make_sites_and_clients()
    _make_users()
    _make_labels()
    _make_sign_ins()
    _make_sheets()
    _make_entries()
    _make_events()
    keep_rows("entry", "event")


def _make_store_info() -> None:
    op.create_table(
        "store_info",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_store_info")),
        sa.CheckConstraint("id = 1", name=op.f("ck_store_info_one_row")),
    )


def _make_sites_and_clients() -> None:
    op.create_table(
        "site",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("letters", sa.String(), nullable=False),
        sa.Column("in_study", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_site")),
        sa.UniqueConstraint("letters", name=op.f("uq_site_letters")),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person_type", sa.Integer(), nullable=False),
        sa.Column("first_seen", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_client_site_code")),
        sa.UniqueConstraint("site_code", "code", name=op.f("uq_client_site_code_code")),
        sa.UniqueConstraint("id", "site_code", name=op.f("uq_client_id_site_code")),
        sa.CheckConstraint("person_type >= 1", name=op.f("ck_client_person_type")),
    )


def _make_users() -> None:
    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("name", name=op.f("uq_user_name")),
    )
    op.create_table(
        "role_at_site",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "site_code", "role", name=op.f("pk_role_at_site")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_role_at_site_user_id")),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_role_at_site_site_code")
        ),
    )


def _make_labels() -> None:
    op.create_table(
        "label_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_label_batch")),
        sa.ForeignKeyConstraint(
            ["site_code"], ["site.code"], name=op.f("fk_label_batch_site_code")
        ),
        sa.ForeignKeyConstraint(["issued_by"], ["user.id"], name=op.f("fk_label_batch_issued_by")),
    )
    op.create_table(
        "issued_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_issued_code")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["label_batch.id"], name=op.f("fk_issued_code_batch_id")
        ),
    )
    op.create_index(op.f("ix_issued_code_batch_id"), "issued_code", ["batch_id"])


def _make_sign_ins() -> None:
    op.create_table(
        "link_token",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("revoked", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_link_token")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_link_token_user_id")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.Column("last_seen", UtcDateTime(), nullable=False),
        sa.Column("revoked", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id")),
    )


def _make_sheets() -> None:
    op.create_table(
        "sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition_checksum", sa.String(), nullable=False),
        sa.Column("optional_items", sa.JSON(), nullable=False),
        sa.Column("episode_no", sa.Integer(), nullable=False),
        sa.Column("timepoint", sa.String(), nullable=False),
        sa.Column("session_no", sa.Integer(), nullable=True),
        sa.Column("created", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sheet_public_id")),
        sa.UniqueConstraint(
            "client_id", "episode_no", "form", "timepoint",
            name=op.f("uq_sheet_client_id_episode_no_form_timepoint"),
        ),
        sa.ForeignKeyConstraint(
            ["client_id", "site_code"], ["client.id", "client.site_code"],
            name=op.f("fk_sheet_client_id_site_code"),
        ),
        sa.CheckConstraint("episode_no >= 1", name=op.f("ck_sheet_episode_no")),
        sa.CheckConstraint("session_no BETWEEN 1 AND 99", name=op.f("ck_sheet_session_no")),
    )  # fmt: skip
    op.create_index(op.f("ix_sheet_site_code"), "sheet", ["site_code"])


def _make_entries() -> None:
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("keying", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("submission", sa.String(), nullable=False),
    )
    one_first = sa.text("replaces IS NULL")
    op.create_table("entry", *columns, *_entry_constraints())
    op.create_index(op.f("ix_entry_sheet_id"), "entry", ["sheet_id"])
    op.create_index(
        "uq_entry_first", "entry", ["sheet_id", "keying"],
        unique=True, sqlite_where=one_first, postgresql_where=one_first,
    )  # fmt: skip


def _entry_constraints() -> tuple[sa.Constraint, ...]:
    own = ["id", "sheet_id", "keying"]
    return (
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry")),
        sa.UniqueConstraint(*own, name=op.f("uq_entry_id_sheet_id_keying")),
        sa.UniqueConstraint("replaces", name=op.f("uq_entry_replaces")),
        sa.UniqueConstraint(
            "entered_by", "submission", name=op.f("uq_entry_entered_by_submission")
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_entry_sheet_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["user.id"], name=op.f("fk_entry_entered_by")),
        sa.ForeignKeyConstraint(
            ["replaces", "sheet_id", "keying"],
            [f"entry.{column}" for column in own],
            name=op.f("fk_entry_replaces_sheet_id_keying"),
        ),
        sa.CheckConstraint("keying IN (1, 2)", name=op.f("ck_entry_keying")),
        sa.CheckConstraint(
            "(replaces IS NULL) = (reason IS NULL)", name=op.f("ck_entry_correction_has_reason")
        ),
    )


def _make_events() -> None:
    op.create_table(
        "event",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("chained", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_event")),
    )
