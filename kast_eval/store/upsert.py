"""An insert that says what happens when the row is there already, in words of both databases."""

# SQLite took the clause over from PostgreSQL; SQLAlchemy's for SQLite is spoken by SQLite alone.
from sqlalchemy.dialects.postgresql import insert

__all__ = ["insert"]
