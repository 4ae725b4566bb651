"""What a database says of its tables, in a form to compare."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, inspect

Column = tuple[str, str, bool, object]


def described(engine: Engine) -> dict[str, object]:
    """Return everything that SQLAlchemy can tell of the tables, in a form to compare."""
    inspector = inspect(engine)
    return {
        table: {
            "columns": _in_order(
                engine,
                [
                    (one["name"], str(one["type"]), one["nullable"], one["default"])
                    for one in inspector.get_columns(table)
                ],
            ),
            "primary key": inspector.get_pk_constraint(table),
            "references": sorted(map(str, inspector.get_foreign_keys(table))),
            "unique": sorted(map(str, inspector.get_unique_constraints(table))),
            "checks": sorted(map(str, inspector.get_check_constraints(table))),
            "indexes": sorted(
                (
                    str(one["name"]),
                    one["column_names"],
                    one["unique"],
                    # PostgreSQL tells a condition in brackets.
                    str(where(one)).strip("()"),
                )
                for one in inspector.get_indexes(table)
            ),
        }
        for table in sorted(inspector.get_table_names())
        if table != "alembic_version"
    }


def where(index: Mapping[str, Any]) -> object:
    """Return the condition of an index."""
    options = index["dialect_options"]
    return options.get("sqlite_where", options.get("postgresql_where"))


def _in_order(engine: Engine, columns: list[Column]) -> list[Column]:
    # PostgreSQL adds a column at the end, where SQLite's tables are built anew.
    return sorted(columns, key=str) if engine.dialect.name == "postgresql" else columns
