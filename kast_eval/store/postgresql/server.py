"""What a server must be set to before clients' answers are kept on it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, TextClause, text

from kast_eval.errors import KastEvalError
from kast_eval.store.postgresql.guards import WORKING_ROLE
from kast_eval.wording import marked

SET_UP = Path(__file__).with_name("set_up.sql")
"""What whoever runs the server runs once."""

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
# Texts are sorted as in SQLite, and no update of the system's languages disturbs an index.
_COLLATION = text("SELECT datcollate FROM pg_database WHERE datname = current_database()")
_RIGHT: Mapping[str, TextClause] = {
    "PostgreSQL < 15": text("SELECT current_setting('server_version_num')::integer >= 150000"),
    f"ROLE {WORKING_ROLE}": text(
        "SELECT NOT (rolsuper OR rolbypassrls) AND pg_has_role(session_user, oid, 'MEMBER') "
        "FROM pg_roles WHERE rolname = :role"
    ).bindparams(role=WORKING_ROLE),
    "SUPERUSER / BYPASSRLS": text(
        "SELECT NOT (rolsuper OR rolbypassrls) FROM pg_roles WHERE rolname = session_user"
    ),
}
"""What must be true, by what is told where it is not."""


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
    for name, value in REQUIRED.items():
        held = connection.execute(_SETTING, {"name": name}).scalar()
        if held != value:
            yield f"{name} = {held} ({value})"
    collation = connection.execute(_COLLATION).scalar()
    if collation != "C":
        yield f"LOCALE {collation} (C)"
    for told, statement in _RIGHT.items():
        if connection.execute(statement).scalar() is not True:
            yield told
