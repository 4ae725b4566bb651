"""The column type for a set of item names: a list in the database, a frozen set outside."""

from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator


class NameSet(TypeDecorator[frozenset[str]]):
    """Names without an order, stored sorted, so that equal sets are stored alike."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> object:
        """Return the names as JSON takes them."""
        del dialect
        return sorted(value or ())

    def process_result_value(self, value: object, dialect: Dialect) -> frozenset[str]:
        """Return the stored names as a set."""
        del dialect
        return frozenset(map(str, value)) if isinstance(value, list) else frozenset()
