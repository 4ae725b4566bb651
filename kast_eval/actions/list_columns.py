"""Tell which columns of which tables a recipe may let leave."""

from datetime import datetime

from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.release_tables import tables_without_rows
from kast_eval.dataset.release.chosen import LEAVING, with_columns
from kast_eval.dataset.table import DatasetTable
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require_somewhere


def list_columns(
    session: Session, user: User, now: datetime, materials: Materials
) -> tuple[DatasetTable, ...]:
    """Return the tables without rows, and without the columns that never leave."""
    require_somewhere(user, Permission.EXPORT_STUDY)
    return tuple(
        with_columns(table, (at for at, one in enumerate(table.columns) if one.role in LEAVING))
        for table in tables_without_rows(session, now, materials)
    )
