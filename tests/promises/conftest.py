"""The fixtures of the pages, for promises that are kept in front of the database."""

from tests.web.conftest import anna, app, database, made_folder, stranger

__all__ = ["anna", "app", "database", "made_folder", "stranger"]
