"""How a migration has the rows of a table kept."""

from alembic import op


def keep_rows(*tables: str) -> None:
    """Refuse from now on that rows of the tables are changed or removed.

    PostgreSQL's triggers are made after the last migration, with all else that guards rows there.
    """
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in tables:
        for name, verb, done in (("kept", "UPDATE", "changed"), ("stays", "DELETE", "removed")):
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is never {done}'); END"
            )
