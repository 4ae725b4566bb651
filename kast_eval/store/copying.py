"""All rows of one database, written into an empty one of whichever sort, and compared."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, Table, delete, func, insert, select, text

from kast_eval.store.connection import closed_after, migrating_engine, writing_engine
from kast_eval.store.faults import DamagedDatabaseError
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.migrate import migrate
from kast_eval.store.tables import Base, StoreInfoRow
from kast_eval.wording import marked

_AT_ONCE = 1000


def write_file(
    source: Connection, file: Path, key: DatabaseKey, now: datetime, *, training: bool
) -> None:
    """Write all that the source sees into a new encrypted file, and see that it is the same."""
    # Made here, the file is for the account alone from the first byte.
    file.touch(mode=0o600)
    with closed_after(migrating_engine(file, key)) as migrator:
        migrate(migrator, now, training=training)
    with closed_after(writing_engine(file, key)) as writer, writer.begin() as target:
        copy_rows(source, target)
        require_same_rows(source, target)


def copy_rows(source: Connection, target: Connection) -> None:
    """Write every row of the source into the target, which has its tables and nothing else."""
    # What a new database says of itself gives way to what the old one says.
    target.execute(delete(StoreInfoRow))
    for table in Base.metadata.sorted_tables:
        names = table.columns.keys()
        for rows in _batches(source, table):
            target.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        _count_on(target, table)


def require_same_rows(one: Connection, other: Connection) -> None:
    """Refuse two databases that do not hold the same, row by row."""
    for table in Base.metadata.sorted_tables:
        if any(a != b for a, b in zip_longest(_rows(one, table), _rows(other, table))):
            raise DamagedDatabaseError(
                marked(
                    "Databasen gick inte att kopiera: det som skrevs i {table} är inte detsamma. "
                    "Ingenting har ändrats. Kontrollera disken och försök igen."
                ),
                table=table.name,
            )


def count_rows(connection: Connection) -> int:
    """Return how many rows all tables hold."""
    return sum(_count(connection, table) for table in Base.metadata.sorted_tables)


def is_blank(connection: Connection) -> bool:
    """Tell whether a database has its tables and nothing but what it says of itself."""
    return count_rows(connection) == 1


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _ordered(table: Table) -> Select[Any]:
    # Numbers grow, so that a row comes after the one of the same table that it refers to.
    return select(table).order_by(*table.primary_key.columns)


def _batches(connection: Connection, table: Table) -> Iterator[Sequence[Sequence[object]]]:
    options = {"yield_per": _AT_ONCE}
    yield from connection.execute(_ordered(table), execution_options=options).partitions()


def _rows(connection: Connection, table: Table) -> Iterator[Sequence[object]]:
    for rows in _batches(connection, table):
        yield from rows


def _count_on(target: Connection, table: Table) -> None:
    """Let the next row that a server numbers itself come after the largest number."""
    column = table.autoincrement_column
    if target.dialect.name != "postgresql" or column is None:
        return
    largest = target.execute(select(func.max(column))).scalar()
    if largest is not None:
        target.execute(
            text("SELECT setval(pg_get_serial_sequence(:of, :column), :largest)"),
            {"of": f'"{table.name}"', "column": column.name, "largest": largest},
        )
