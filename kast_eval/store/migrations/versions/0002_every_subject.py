"""Sheets of relatives and of clinics, numbers of every sort, the optional items of a clinic."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from kast_eval.store.migrations.keeping import keep_rows
from kast_eval.store.utc import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


def upgrade() -> None:
    """Change two tables, which SQLite does by building them anew, and add one."""
    if op.get_bind().dialect.name == "sqlite":
        _build_sites_anew()
        _build_sheets_anew()
    else:
        _change_sites()
        _change_sheets()
    _make_site_items()


def _change_sites() -> None:
    op.add_column("site", sa.Column("relative_letters", sa.String(), nullable=True))
    give = sa.text("UPDATE site SET relative_letters = :relative WHERE code = :code")
    for code, relative in _letters_of_relatives().items():
        op.get_bind().execute(give, {"relative": relative, "code": code})
    op.alter_column("site", "relative_letters", nullable=False)
    op.create_unique_constraint(op.f("uq_site_relative_letters"), "site", ["relative_letters"])
    op.create_check_constraint(op.f("ck_site_letters"), "site", "letters NOT LIKE 'R%'")
    op.create_check_constraint(
        op.f("ck_site_relative_letters"), "site", "relative_letters LIKE 'R%'"
    )


def _change_sheets() -> None:
    op.alter_column("sheet", "client_id", nullable=True)
    op.drop_constraint(op.f("ck_sheet_session_no"), "sheet")
    op.alter_column("sheet", "session_no", new_column_name="number")
    op.create_check_constraint(op.f("ck_sheet_number"), "sheet", "number BETWEEN 1 AND 9999")
    op.create_foreign_key(op.f("fk_sheet_site_code"), "sheet", "site", ["site_code"], ["code"])
    _one_sheet_of_a_clinic()


def _letters_of_relatives() -> Mapping[str, str]:
    """Return the clinics with their second series: their own second letter, or the first free."""
    letters: dict[str, str] = {}
    sites = sa.text("SELECT code, letters FROM site ORDER BY code")
    for code, own in op.get_bind().execute(sites).all():
        # As in XX and RX.
        wanted = [f"R{second}" for second in (own[1], *_LETTERS)]
        letters[code] = next(one for one in wanted if one not in letters.values())
    return letters


def _build_sites_anew() -> None:
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
    for code, relative in _letters_of_relatives().items():
        op.get_bind().execute(add, {"relative": relative, "code": code})
    op.drop_table("site")
    op.rename_table("site_new", "site")


def _build_sheets_anew() -> None:
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
    _one_sheet_of_a_clinic()


def _one_sheet_of_a_clinic() -> None:
    of_clinic = sa.text("client_id IS NULL")
    op.create_index(
        "uq_sheet_of_clinic", "sheet", ["site_code", "form", "timepoint"],
        unique=True, sqlite_where=of_clinic, postgresql_where=of_clinic,
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
    keep_rows("site_items")
