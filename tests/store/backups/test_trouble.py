import errno
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from kast_eval.store.backups.trouble import (
    TROUBLE_TEXTS,
    BackupError,
    Trouble,
    named_damage,
    named_trouble,
)
from kast_eval.store.faults import StorageError

HERE = Path("/some/where")


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOENT, Trouble.GONE),
        (errno.ENOSPC, Trouble.FULL),
        (errno.EDQUOT, Trouble.FULL),
        (errno.EROFS, Trouble.READ_ONLY),
        (errno.EACCES, Trouble.REFUSED),
        (errno.EIO, Trouble.DISK),
        (None, Trouble.DISK),
    ],
)
def test_what_the_system_says_has_a_name(number: int | None, trouble: Trouble) -> None:
    error = OSError() if number is None else OSError(number, "some words")
    with pytest.raises(BackupError, match="/some/where") as caught, named_trouble(HERE):
        raise error
    assert caught.value.trouble is trouble


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (sqlcipher.SQLITE_FULL, Trouble.FULL),
        (sqlcipher.SQLITE_IOERR | 3 << 8, Trouble.DISK),
        (sqlcipher.SQLITE_CANTOPEN, Trouble.DISK),
        (sqlcipher.SQLITE_READONLY, Trouble.READ_ONLY),
        (sqlcipher.SQLITE_CORRUPT, Trouble.SOURCE),
        (None, Trouble.SOURCE),
    ],
)
def test_what_the_database_says_has_a_name(code: int | None, trouble: Trouble) -> None:
    error = sqlcipher.DatabaseError()
    if code is not None:
        error.sqlite_errorcode = code
    with pytest.raises(BackupError) as caught, named_trouble(HERE):
        raise error
    assert caught.value.trouble is trouble


def test_a_fault_of_the_database_is_one_of_the_source() -> None:
    with pytest.raises(BackupError) as caught, named_trouble(HERE):
        raise StorageError("some words")
    assert caught.value.trouble is Trouble.SOURCE


def test_a_copy_that_cannot_be_read_is_damaged() -> None:
    with pytest.raises(BackupError) as caught, named_damage(HERE):
        raise sqlcipher.DatabaseError
    assert caught.value.trouble is Trouble.DAMAGED


def test_every_trouble_has_its_words() -> None:
    assert set(TROUBLE_TEXTS) == set(Trouble)
