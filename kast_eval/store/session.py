"""The session that every query and every action takes."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session as SqlSession


class Session(SqlSession):
    """One transaction of the database, with the key that its events are chained with."""

    def __init__(self, engine: Engine, event_key: bytes) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.event_key = event_key
