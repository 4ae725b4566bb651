"""What can be wrong with a place for copies, or with a copy, and what to do about it."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.errors import KastEvalError
from kast_eval.store.faults import DamagedDatabaseError, StorageError
from kast_eval.wording import marked


class Trouble(StrEnum):
    """Why there is no copy, or none that can be used."""

    GONE = "gone"
    FULL = "full"
    READ_ONLY = "read-only"
    REFUSED = "refused"
    DISK = "disk"
    SOURCE = "source"
    CHAIN = "chain"
    ON_SERVER = "on server"
    DIFFERS = "differs"
    DAMAGED = "damaged"
    NO_COPY = "no copy"
    NONE_YET = "none yet"
    NEWER = "newer"


TROUBLE_TEXTS: Mapping[Trouble, str] = {
    Trouble.GONE: marked(
        "Mappen {folder} finns inte. Sätt i disken eller anslut till den, eller välj en annan "
        "mapp. Ingen kopia är gjord."
    ),
    Trouble.FULL: marked(
        "Disken med {folder} är full. Frigör utrymme eller välj en annan disk. Ingen kopia är "
        "gjord; de gamla finns kvar."
    ),
    Trouble.READ_ONLY: marked(
        "Disken med {folder} går bara att läsa. Ta bort skrivskyddet eller välj en annan disk. "
        "Ingen kopia är gjord."
    ),
    Trouble.REFUSED: marked(
        "Programmets konto får inte skriva i {folder}. Ge kontot rätt till det eller välj en "
        "annan mapp. Ingen kopia är gjord."
    ),
    Trouble.DISK: marked(
        "Disken med {folder} svarar inte som den ska. Kontrollera disken eller välj en annan. "
        "Ingen kopia är gjord."
    ),
    Trouble.SOURCE: marked(
        "Databasen kunde inte läsas, så ingen kopia är gjord. Rör inga filer; kör "
        "«kast-eval check»."
    ),
    Trouble.ON_SERVER: marked(
        "Databasen ligger på en databasserver. Kopior av den tas där, av den som sköter servern."
    ),
    Trouble.CHAIN: marked(
        "Kedjan av händelser är bruten: någon har ändrat i databasen vid sidan av programmet. "
        "Ingen kopia är gjord i {folder}. Rör inga filer; kör «kast-eval check»."
    ),
    Trouble.DIFFERS: marked(
        "Kopian i {folder} stämde inte med databasen och är kastad. De gamla kopiorna finns kvar. "
        "Försök igen; händer det igen, kontrollera disken."
    ),
    Trouble.DAMAGED: marked(
        "Kopian {folder} är skadad eller ändrad och går inte att lita på. Ta en äldre kopia."
    ),
    Trouble.NO_COPY: marked(
        "{folder} är ingen säkerhetskopia. Välj mappen med en kopia; den har filen label.txt."
    ),
    Trouble.NONE_YET: marked(
        "I {folder} finns ingen kopia av den här databasen än. Säkerhetskopiera först."
    ),
    Trouble.NEWER: marked(
        "Kopian {folder} är skriven av en nyare version av programmet. Uppdatera programmet."
    ),
}

_BY_NUMBER: Mapping[int, Trouble] = {
    errno.ENOENT: Trouble.GONE,
    errno.ENOTDIR: Trouble.GONE,
    errno.ENODEV: Trouble.GONE,
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.REFUSED,
    errno.EPERM: Trouble.REFUSED,
}

_OF_DATABASE: Mapping[int, Trouble] = {
    sqlcipher.SQLITE_FULL: Trouble.FULL,
    sqlcipher.SQLITE_IOERR: Trouble.DISK,
    sqlcipher.SQLITE_CANTOPEN: Trouble.DISK,
    sqlcipher.SQLITE_READONLY: Trouble.READ_ONLY,
}


class BackupError(KastEvalError):
    """A copy that was not taken, or one that cannot be used."""

    def __init__(self, trouble: Trouble, folder: Path) -> None:
        super().__init__(TROUBLE_TEXTS[trouble], folder=folder)
        self.trouble = trouble


@contextmanager
def named_trouble(folder: Path) -> Iterator[None]:
    """Turn what the machine says of the place for copies into a BackupError."""
    try:
        yield
    except OSError as error:
        raise BackupError(_BY_NUMBER.get(error.errno or 0, Trouble.DISK), folder) from error
    except sqlcipher.DatabaseError as error:
        # The low byte is the kind of fault, the rest its circumstances.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise BackupError(_OF_DATABASE.get(code, Trouble.SOURCE), folder) from error
    except StorageError as error:
        raise BackupError(Trouble.SOURCE, folder) from error


@contextmanager
def named_damage(copy: Path) -> Iterator[None]:
    """Turn what is found in a copy that cannot be read into a BackupError."""
    try:
        yield
    except (DamagedDatabaseError, sqlcipher.DatabaseError) as error:
        raise BackupError(Trouble.DAMAGED, copy) from error
