"""Sheets of relatives and of clinics, numbers of every sort, the optional items of a clinic."""

import sqlalchemy as sa
from alembic import op

from kast_eval.store.utc import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def upgrade() -> None:
    """Build the two changed tables anew, and add one."""
    _give_relatives_letters()
    _free_sheets_of_clients()
    _make_site_items()


def _give_relatives_letters() -> None:
    op.create_table(
        "site_new",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("letters", sa.String(), nullable=False),
        sa.Column("relative_letters", sa.String(), nullable=False),
        sa.Column("in_study", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_site")),
        sa.UniqueConstraint("letters", name=op.f("uq_site_letters")),
        sa.UniqueConstraint("relative_letters", name=op.f("uq_site_relative_letters")),
        sa.CheckConstraint("letters NOT LIKE 'R%'", name=op.f("ck_site_letters")),
        sa.CheckConstraint("relative_letters LIKE 'R%'", name=op.f("ck_site_relative_letters")),
    )
    add = sa.text(
        "INSERT INTO site_new (code, name, letters, relative_letters, in_study, training) "
        "SELECT code, name, letters, :relative, in_study, training FROM site WHERE code = :code"
    )
    taken: set[str] = set()
    connection = op.get_bind()
    for code, letters in connection.execute(
        sa.text("SELECT code, letters FROM site ORDER BY code")
    ).all():
        # The clinic's own second letter, as in XX and RX, or the first that is free.
        wanted = [f"R{second}" for second in (letters[1], *_LETTERS)]
        relative = next(one for one in wanted if one not in taken)
        taken.add(relative)
        connection.execute(add, {"code": code, "relative": relative})
    op.drop_table("site")
    op.rename_table("site_new", "site")


def _free_sheets_of_clients() -> None:
    op.create_table(
        "sheet_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition_checksum", sa.String(), nullable=False),
        sa.Column("optional_items", sa.JSON(), nullable=False),
        sa.Column("episode_no", sa.Integer(), nullable=False),
        sa.Column("timepoint", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
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
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_sheet_site_code")),
        sa.CheckConstraint("episode_no >= 1", name=op.f("ck_sheet_episode_no")),
        sa.CheckConstraint("number BETWEEN 1 AND 9999", name=op.f("ck_sheet_number")),
    )  # fmt: skip
    op.execute(
        "INSERT INTO sheet_new SELECT id, public_id, site_code, client_id, form, version, "
        "definition_checksum, optional_items, episode_no, timepoint, session_no, created FROM sheet"
    )
    op.drop_table("sheet")
    op.rename_table("sheet_new", "sheet")
    op.create_index(op.f("ix_sheet_site_code"), "sheet", ["site_code"])
    op.create_index(
        "uq_sheet_of_clinic", "sheet", ["site_code", "form", "timepoint"],
        unique=True, sqlite_where=sa.text("client_id IS NULL"),
    )  # fmt: skip


def _make_site_items() -> None:
    op.create_table(
        "site_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_code", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("optional_items", sa.JSON(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), nullable=False),
        sa.Column("chosen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_items")),
        sa.ForeignKeyConstraint(["site_code"], ["site.code"], name=op.f("fk_site_items_site_code")),
        sa.ForeignKeyConstraint(["chosen_by"], ["user.id"], name=op.f("fk_site_items_chosen_by")),
    )
    op.create_index(op.f("ix_site_items_site_code"), "site_items", ["site_code"])
    for name, verb, done in (("kept", "UPDATE", "changed"), ("stays", "DELETE", "removed")):
        op.execute(
            f"CREATE TRIGGER site_items_{name} BEFORE {verb} ON site_items "
            f"BEGIN SELECT RAISE(ABORT, 'site_items is never {done}'); END"
        )
