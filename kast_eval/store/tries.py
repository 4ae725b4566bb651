"""Queries about tries to sign in: how often in a row a name, or an address, has failed."""

import hmac
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from kast_eval.store.session import Session
from kast_eval.store.tables import TryRow


@dataclass(frozen=True)
class TriesRecord:
    """How many tries in a row have failed, and when the last of them was."""

    failures: int
    last: datetime


_THIS = (TryRow.sort == bindparam("of_sort"), TryRow.hashed == bindparam("of_hashed"))
_FIND = select(TryRow.failures, TryRow.last).where(*_THIS)
_ADD = insert(TryRow)
_COUNT = update(TryRow).where(*_THIS).values(failures=TryRow.failures + 1, last=bindparam("at"))
_TAKE_BACK = update(TryRow).where(*_THIS, TryRow.failures > 0).values(failures=TryRow.failures - 1)
_FORGET = delete(TryRow).where(*_THIS)
_FORGET_OLD = delete(TryRow).where(TryRow.last < bindparam("before"))


def find_tries(session: Session, sort: str, what: str) -> TriesRecord | None:
    """Return the failures in a row of a name or an address."""
    row = session.connection.execute(_FIND, _wanted(session, sort, what)).one_or_none()
    return None if row is None else TriesRecord(*row)


def count_try(session: Session, sort: str, what: str, *, at: datetime) -> None:
    """Count a try as failed; one that succeeds is taken back by `forget_tries`."""
    wanted = _wanted(session, sort, what)
    if not session.connection.execute(_COUNT, {**wanted, "at": at}).rowcount:
        values = {"sort": sort, "hashed": wanted["of_hashed"], "failures": 1, "last": at}
        session.connection.execute(_ADD, values)


def take_back(session: Session, sort: str, what: str) -> None:
    """Count one failure less: the last try was none."""
    session.connection.execute(_TAKE_BACK, _wanted(session, sort, what))


def forget_tries(session: Session, sort: str, what: str) -> None:
    """Begin to count anew."""
    session.connection.execute(_FORGET, _wanted(session, sort, what))


def forget_old_tries(session: Session, *, before: datetime) -> None:
    """Remove the counts that nothing has been added to since."""
    session.connection.execute(_FORGET_OLD, {"before": before})


def _wanted(session: Session, sort: str, what: str) -> dict[str, str]:
    # What is typed as a name may be a passphrase by mistake, and short texts are guessed back
    # from a plain hash.
    made = hmac.digest(session.event_key, f"tries: {sort} {what}".encode(), "sha256").hex()
    return {"of_sort": sort, "of_hashed": made}
