"""Where a database on a PostgreSQL server is; never with a secret in it."""

from dataclasses import dataclass
from importlib.util import find_spec

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

DRIVER = "postgresql+psycopg"
_TAKEN = frozenset({"host", "passfile", "sslcert", "sslkey", "sslmode", "sslrootcert"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PROVEN = "verify-full"


class AddressError(KastEvalError):
    """An address of a database that cannot be used, or not safely."""


def require_driver(module: str = "psycopg") -> None:
    """Refuse to go on without the library that speaks to the server; it is an extra of ours."""
    if find_spec(module) is None:
        raise AddressError(
            marked("För PostgreSQL behövs ett tillägg. Installera det: {command}."),
            command="pip install kast-eval[postgresql]",
        )


@dataclass(frozen=True)
class Address:
    """A database on a server: host, database, account, and how the connection is made."""

    url: URL

    @property
    def text(self) -> str:
        """Return the address as it is written in a setting."""
        return self.url.render_as_string(hide_password=False)


def read_address(text: str) -> Address:
    """Return the address; a connection to another machine is encrypted and its host proven."""
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError) as error:
        # What was written may hold a password, so it is not repeated.
        raise _not_understood() from error
    if url.password is not None or "password" in url.query:
        raise AddressError(
            marked(
                "Databasens adress får inte innehålla lösenord. Skriv lösenordet i en fil som "
                "bara tjänstens konto kan läsa, och peka ut den med PGPASSFILE."
            )
        )
    if url.drivername != DRIVER or not url.username or not url.database:
        raise _not_understood()
    unknown = sorted(set(url.query) - _TAKEN)
    if unknown:
        raise AddressError(
            marked("Databasens adress har en inställning som inte tas emot: {name}."),
            name=unknown[0],
        )
    require_driver()
    return Address(_proven(url))


def _proven(url: URL) -> URL:
    if _is_local(url):
        return url
    mode = url.query.get("sslmode", _PROVEN)
    if mode != _PROVEN:
        raise AddressError(
            marked(
                "Databasen ligger på en annan maskin. Förbindelsen dit måste vara krypterad och "
                "servern styrkt: skriv sslmode={proven} eller utelämna sslmode."
            ),
            proven=_PROVEN,
        )
    return url.update_query_dict({"sslmode": _PROVEN})


def _is_local(url: URL) -> bool:
    host = url.host or url.query.get("host", "/")
    return isinstance(host, str) and (host.startswith("/") or host in _LOOPBACK)


def _not_understood() -> AddressError:
    return AddressError(
        marked("Databasens adress ska ha formen {example}."),
        example=f"{DRIVER}://kast_eval@db.example.se/kast_eval",
    )
