"""What a server must be set to before clients' answers are kept on it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, text

from kast_eval.errors import KastEvalError
from kast_eval.store.postgresql.guards import WORKING_ROLE
from kast_eval.wording import marked

SET_UP = Path(__file__).with_name("set_up.sql")
"""What whoever runs the server runs once."""

_OLDEST = 150_000

REQUIRED: Mapping[str, str] = {
    "server_encoding": "UTF8",
    # Without these an answered save is not on the disk, or is half there after a power cut.
    "fsync": "on",
    "full_page_writes": "on",
    # Damage is found and not served as answers.
    "data_checksums": "on",
    # Otherwise the log of the server tells what was keyed in a row that was refused.
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}

_SETTING = text("SELECT current_setting(:name, true)")
_VERSION = text("SELECT current_setting('server_version_num')::integer")
# Texts are sorted as in SQLite, and no update of the system's languages disturbs an index.
_COLLATION = text("SELECT datcollate FROM pg_database WHERE datname = current_database()")
_ROLE = text(
    "SELECT rolsuper OR rolbypassrls OR NOT pg_has_role(session_user, oid, 'MEMBER') "
    "FROM pg_roles WHERE rolname = :name"
)
_ACCOUNT = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = session_user")


class ServerSettingsError(KastEvalError):
    """A server that does not keep what the program promises."""


def require_server(connection: Connection) -> None:
    """Refuse a server with any setting that breaks a promise; all of them are told at once."""
    wrong = ", ".join(_wrong(connection))
    if wrong:
        raise ServerSettingsError(
            marked(
                "Databasservern är inte inställd så att uppgifterna är säkra: {wrong}. Låt den "
                "som sköter servern följa {file}."
            ),
            wrong=wrong,
            file=SET_UP,
        )


def _wrong(connection: Connection) -> Iterator[str]:
    if connection.execute(_VERSION).scalar_one() < _OLDEST:
        yield "PostgreSQL < 15"
    for name, value in REQUIRED.items():
        held = connection.execute(_SETTING, {"name": name}).scalar()
        if held != value:
            yield f"{name} = {held} ({value})"
    collation = connection.execute(_COLLATION).scalar()
    if collation != "C":
        yield f"LOCALE {collation} (C)"
    if connection.execute(_ROLE, {"name": WORKING_ROLE}).scalar() is not False:
        yield f"ROLE {WORKING_ROLE}"
    if connection.execute(_ACCOUNT).scalar() is not False:
        yield "SUPERUSER / BYPASSRLS"
