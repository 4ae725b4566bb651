"""A PostgreSQL server of the tests' own: in a temporary folder, reached by a socket alone."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier, Literal

from kast_eval.store.postgresql.server import REQUIRED, SET_UP

ADMIN = "tests"
_CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
max_connections = 100
shared_buffers = 32MB
"""
_ROOT = os.name == "posix" and os.geteuid() == 0


@dataclass(frozen=True)
class Server:
    """A server, the folder that it is in, and where its programs are."""

    folder: Path
    programs: Path

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords"

    def address(self, database: str, account: str = "") -> str:
        """Return what the program is told of a database; its account is called like it."""
        where = f"host={self.folder}&passfile={self.passwords}"
        return f"postgresql+psycopg://{account or database}@/{database}?{where}"

    def admin(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder),
            user=ADMIN,
            dbname=database,
            passfile=str(self.passwords),
            autocommit=True,
        )

    def set_up(self, database: str) -> None:
        """Do what whoever runs a server is told to do."""
        named = {"ON_ERROR_STOP": "1", "database": database, "account": database}
        subprocess.run(
            [
                self.programs / "psql",
                "--quiet",
                "--no-psqlrc",
                f"--host={self.folder}",
                f"--username={ADMIN}",
                "--dbname=postgres",
                f"--file={SET_UP}",
                *(f"--set={name}={value}" for name, value in named.items()),
            ],
            check=True,
            env={**os.environ, "PGPASSFILE": str(self.passwords)},
        )
        password = self.new_password(database)
        with self.admin() as connection:
            connection.execute(f"ALTER ROLE {database} PASSWORD '{password}'".encode())

    def let_account_be_safe(self, account: str) -> None:
        """Let copies, too, have the settings that a database was set up with."""
        with self.admin() as connection:
            for name, value in REQUIRED.items():
                if name.startswith("log_"):
                    setting = SQL("ALTER ROLE {} SET {} = {}")
                    parts = Identifier(account), Identifier(name), Literal(value)
                    connection.execute(setting.format(*parts))

    def copy(self, database: str, name: str) -> None:
        """Copy a database in a fraction of the time that it takes to make one."""
        copied = SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        with self.admin() as connection:
            parts = Identifier(name), Identifier(database), Identifier(database)
            connection.execute(copied.format(*parts))
            connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(parts[0]))

    def drop(self, database: str) -> None:
        with self.admin() as connection:
            connection.execute(SQL("DROP DATABASE {} (FORCE)").format(Identifier(database)))

    def new_password(self, account: str) -> str:
        password = secrets.token_hex(16)
        with self.passwords.open("a", encoding="ascii") as file:
            file.write(f"*:*:*:{account}:{password}\n")
        return password

    def make(self) -> None:
        """Make the server as the manual has it: with checksums and passwords."""
        self.passwords.touch(mode=0o600)
        first = self.folder / "first"
        first.write_text(self.new_password(ADMIN), encoding="ascii")
        if _ROOT:
            shutil.chown(self.folder, "nobody")
        self.run(
            "initdb",
            f"--username={ADMIN}",
            f"--pwfile={first}",
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--wal-segsize=1",
            "--no-sync",
        )
        with (self.folder / "data" / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(_CONFIGURATION.format(folder=self.folder))

    def start(self) -> None:
        self.run("pg_ctl", "--wait", "start", f"--log={self.folder / 'log'}")

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "--wait", "stop", f"--mode={mode}")

    def run(self, program: str, *arguments: str) -> None:
        """Run a program of the server's, which refuse to run as root."""
        subprocess.run(
            [self.programs / program, f"--pgdata={self.folder / 'data'}", *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            user="nobody" if _ROOT else None,
        )


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server, and end it with all that it held."""
    programs = _programs()
    # The path of a socket has room for a hundred letters, which pytest's own folders pass.
    folder = Path(tempfile.mkdtemp(prefix="kast_eval_"))
    server = Server(folder, programs)
    try:
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    # Debian keeps them out of the path, one folder for each version.
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = shutil.which("initdb") or (installed[-1] if installed else None)
    if found is None:
        pytest.fail(
            "These tests need PostgreSQL 15 or newer. On Debian or Ubuntu: "
            "sudo apt-get install postgresql",
            pytrace=False,
        )
    return Path(found).resolve().parent
