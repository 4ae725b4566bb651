"""What can go wrong with the database, each with a name and a text that says what to do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.errors import KastEvalError
from kast_eval.wording import marked


class StorageError(KastEvalError):
    """The database could not read or write; nothing was saved, the next try may work."""


class StorageFullError(StorageError):
    """The disk is full; nothing was saved."""


class StorageBusyError(StorageError):
    """Another program held the database for too long; nothing was saved."""


class DamagedDatabaseError(StorageError):
    """The file is damaged, or the key is not the one that it was written with."""


class BrokenChainError(DamagedDatabaseError):
    """An event was altered, taken away or added by another than this program."""


class NewerDatabaseError(KastEvalError):
    """The database was written by a newer program than this one."""


class WrongDatabaseError(KastEvalError):
    """A training database was asked for and a real one found, or the other way round."""


class KeyFileError(KastEvalError):
    """The key file is missing or cannot be used."""


class DamagedKeysError(KeyFileError):
    """The key box is not as it was written: damaged, or altered by somebody."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            marked(
                "Nyckelfilen {file} är skadad eller ändrad. Ingenting har öppnats och ingenting "
                "har ändrats. Lägg tillbaka nyckelfilen från den senaste säkerhetskopian."
            ),
            file=file,
        )


class WrongSecretError(KastEvalError):
    """A secret that does not open the key box; never carries it."""


class FolderError(KastEvalError):
    """The instance folder cannot be written."""


_UNSAVED = marked(
    "Databasen kunde inte läsas eller skrivas. Ingenting sparades. Försök igen; "
    "händer det flera gånger, kontrollera disken."
)
_FULL = marked("Disken är full. Ingenting sparades. Frigör utrymme och spara igen.")
_BUSY = marked("Databasen var upptagen för länge. Ingenting sparades. Försök igen.")
_DAMAGED = marked(
    "Databasen går inte att läsa: filen är skadad eller hör till en annan nyckelfil. "
    "Rör inga filer; återställ från den senaste säkerhetskopian."
)
_DAMAGED_ON_SERVER = marked(
    "Databasen på servern är skadad. Stäng av tjänsten, ändra ingenting, och återställ från den "
    "senaste säkerhetskopian."
)

_FAULTS: Mapping[int, tuple[type[StorageError], str]] = {
    sqlcipher.SQLITE_FULL: (StorageFullError, _FULL),
    sqlcipher.SQLITE_BUSY: (StorageBusyError, _BUSY),
    sqlcipher.SQLITE_CORRUPT: (DamagedDatabaseError, _DAMAGED),
    sqlcipher.SQLITE_NOTADB: (DamagedDatabaseError, _DAMAGED),
    sqlcipher.SQLITE_IOERR: (StorageError, _UNSAVED),
    sqlcipher.SQLITE_CANTOPEN: (StorageError, _UNSAVED),
    sqlcipher.SQLITE_READONLY: (StorageError, _UNSAVED),
}

_UNREACHED = marked(
    "Databasservern svarar inte. Försök igen om en stund; det som redan är sparat sparas inte "
    "två gånger."
)
_STATES: Mapping[str, tuple[type[StorageError], str]] = {
    "08": (StorageError, _UNREACHED),
    "25006": (StorageError, _UNSAVED),
    "28": (StorageError, _UNREACHED),
    "40": (StorageBusyError, _BUSY),
    "53100": (StorageFullError, _FULL),
    "53": (StorageError, _UNSAVED),
    "55P03": (StorageBusyError, _BUSY),
    "57014": (StorageBusyError, _BUSY),
    "57P": (StorageError, _UNREACHED),
    "58": (StorageError, _UNSAVED),
    "XX001": (DamagedDatabaseError, _DAMAGED_ON_SERVER),
    "XX002": (DamagedDatabaseError, _DAMAGED_ON_SERVER),
}
"""What a server tells, by how its five characters begin."""


@contextmanager
def named_faults() -> Iterator[None]:
    """Turn what the machine did into a StorageError; a broken rule of ours rises as it is."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        found = _on_server(error) if hasattr(original, "sqlstate") else _in_file(original)
        if found is None:
            raise
        fault, text = found
        raise fault(text) from error


def _in_file(error: BaseException | None) -> tuple[type[StorageError], str] | None:
    # The low byte is the kind of fault, the rest its circumstances.
    return _FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _on_server(error: Exception) -> tuple[type[StorageError], str] | None:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state is None:
        # Without a state the server did not answer, unless the statement never left the program.
        return _STATES["08"] if isinstance(error, OperationalError) else None
    return next((fault for start, fault in _STATES.items() if state.startswith(start)), None)
