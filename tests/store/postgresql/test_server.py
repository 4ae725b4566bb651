"""What a server must be set to, tried on a real one."""

from pathlib import Path

import pytest
from psycopg.errors import Error

from kast_eval.store.database import open_database
from kast_eval.store.postgresql.server import ServerSettingsError
from tests.postgresql import Server

BROKEN = {
    "ALTER DATABASE {name} RESET log_error_verbosity": "log_error_verbosity = default (terse)",
    "ALTER DATABASE {name} SET log_parameter_max_length = -1": "log_parameter_max_length = -1 (0)",
    "ALTER ROLE {name} BYPASSRLS": "BYPASSRLS",
    "REVOKE kast_eval_work FROM {name}": "ROLE kast_eval_work",
}


def test_all_that_breaks_a_promise_is_told_by_name(
    server: Server, blank: str, folder: Path
) -> None:
    with server.admin() as connection:
        for statement in BROKEN:
            connection.execute(statement.format(name=blank).encode())
    with pytest.raises(ServerSettingsError, match=r"set_up\.sql") as refused:
        open_database(folder, training=True, address=server.address(blank))
    assert all(told in str(refused.value) for told in BROKEN.values())


def test_texts_in_another_order_are_refused(server: Server, folder: Path) -> None:
    server.set_up("swedish")
    with server.admin() as connection:
        connection.execute("DROP DATABASE swedish")
        connection.execute(
            "CREATE DATABASE swedish OWNER swedish TEMPLATE template0 LOCALE 'C.UTF-8'"
        )
    with pytest.raises(ServerSettingsError, match=r"LOCALE C\.UTF-8"):
        open_database(folder, training=True, address=server.address("swedish"))


def test_an_account_without_more_rights_than_it_needs(server: Server, blank: str) -> None:
    with server.admin(blank) as connection:
        connection.execute(f"SET ROLE {blank}".encode())
        for statement in (
            "CREATE ROLE another",
            "CREATE DATABASE another",
            "COPY pg_class TO PROGRAM 'true'",
            "SET log_error_verbosity = 'default'",
        ):
            with pytest.raises(Error, match=r"permission denied|must be"):
                connection.execute(statement.encode())
