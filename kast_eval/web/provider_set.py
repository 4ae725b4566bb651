"""The identity provider that a clinic's settings name."""

from kast_eval.identity.provider import Provider
from kast_eval.identity.settings import read_provider_settings
from kast_eval.store.database import Database


def provider_of(database: Database) -> Provider | None:
    """Return the provider that the file beside the database names; a training clinic has none."""
    if database.training:
        return None
    settings = read_provider_settings(database.file.parent)
    return None if settings is None else Provider(settings)
