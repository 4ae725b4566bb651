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


def let_go(table: str, erased: str) -> None:
    """Let rows of a kept table be removed when a condition over `OLD` says that they are erased."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TRIGGER {table}_stays")
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} WHEN NOT ({erased}) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is never removed'); END"
        )


def refuse_new(table: str, name: str, unless: str, why: str) -> None:
    """Refuse new rows of a table unless a condition over `NEW` holds."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE INSERT ON {table} WHEN NOT ({unless}) "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
