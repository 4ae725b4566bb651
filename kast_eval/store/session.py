"""The session that every query and every action takes."""

from dataclasses import dataclass, field

from sqlalchemy import Connection


@dataclass(frozen=True)
class Session:
    """One transaction of the database, with the key that its events are chained with."""

    connection: Connection
    event_key: bytes = field(repr=False)
