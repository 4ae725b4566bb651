"""What a database file says of itself: the version of its tables, and its sort."""

from sqlalchemy import Connection, inspect, select, text

from kast_eval.store.faults import WrongDatabaseError
from kast_eval.store.tables import StoreInfoRow


class RealDatabaseError(WrongDatabaseError):
    """A real database where practice is wanted."""

    def __init__(self) -> None:
        super().__init__(
            "Mappen innehåller riktiga uppgifter och öppnas inte som övning. Välj en annan mapp."
        )


def schema_version(connection: Connection) -> str | None:
    """Return the newest migration that the file has been through; None for a new file."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def require_sort(connection: Connection, *, training: bool) -> None:
    """Refuse a training database where a real one is wanted, and the other way round."""
    if connection.execute(select(StoreInfoRow.training)).scalar_one() is training:
        return
    if training:
        raise RealDatabaseError
    raise WrongDatabaseError(
        "Mappen innehåller övningsuppgifter och öppnas inte på riktigt. Välj en annan mapp."
    )
