"""The list of erasures outside the database: what a copy from before does not know.

A line names nobody: it holds what the clinic and the code give under a key that the database alone
has, so that it can neither be read back nor made up.
"""

import hmac
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import bindparam, select, update

from kast_eval.errors import KastEvalError
from kast_eval.files import write_kept
from kast_eval.store.clients import add_client, find_client
from kast_eval.store.erasing import NewErasure, erase_client
from kast_eval.store.erasures import erasure_of, every_erasure
from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.keys.database_key import DatabaseKey
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.store.tables import SheetRow
from kast_eval.store.visible_sites import see_every_site
from kast_eval.study.client_code import every_code
from kast_eval.study.person import ERASED

ERASED_FILE = "erased.txt"

_HEAD = (
    "Lista över raderade klienter, utan namn och utan koder. Den ligger bredvid säkerhetskopiorna "
    "för att en äldre kopia som läggs tillbaka ska raderas på nytt. Ta inte bort den.\n"
    "List of erased clients, without names and codes. It stands beside the backups so that an "
    "older copy that is restored is erased anew. Do not remove it.\n"
    "\n"
)
_PARTS = 3
_SHEET = "sheet"
_NO_EPISODE = 1000
_EVERY_SHEET = select(SheetRow.id, SheetRow.public_id)
_GATHER = (
    update(SheetRow)
    .where(SheetRow.id == bindparam("sheet"), SheetRow.site_code == bindparam("site"))
    .values(client_id=bindparam("to_client"), episode_no=bindparam("to_episode"))
)


@dataclass(frozen=True)
class _Whose:
    """Who is erased again: where, by which code, with which sheets wherever they stand."""

    site_code: str
    code: str
    sheets: Sequence[int]


@dataclass(frozen=True, order=True)
class ErasedLine:
    """An erasure as the list has it: when it was, its public id, and what it erased.

    It has a line for the client and one for each sheet, which may have stood elsewhere before.
    """

    at: datetime
    public_id: str
    sign: str

    def written(self) -> str:
        """Return the line."""
        return f"{self.at.isoformat()} {self.public_id} {self.sign}\n"


def sign_of(key: DatabaseKey, site_code: str, code: str) -> str:
    """Return what stands for a client; it leads nowhere without the key."""
    return hmac.digest(key.for_erasures, f"{site_code} {code}".encode(), "sha256").hex()


def read_erased(folders: Iterable[Path]) -> frozenset[ErasedLine]:
    """Return every line that stands in the folders' lists; a folder without one adds nothing."""
    return frozenset(line for folder in folders for line in _lines(folder / ERASED_FILE))


def _lines(file: Path) -> Iterator[ErasedLine]:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for written in text.splitlines():
        parts = written.split()
        # The head has more words, and a line that was cut has fewer.
        with suppress(ValueError):
            if len(parts) == _PARTS:
                at, public_id, sign = parts
                yield ErasedLine(datetime.fromisoformat(at), public_id, sign)


def erased_lines(session: Session, key: DatabaseKey) -> frozenset[ErasedLine]:
    """Return the lines of every erasure that the database knows of."""
    return frozenset(
        ErasedLine(one.at, one.public_id, sign)
        for one in every_erasure(session)
        for sign in (
            sign_of(key, one.site_code, one.code),
            *(sign_of(key, _SHEET, sheet) for sheet in one.sheets),
        )
    )


def add_to_lists(lines: frozenset[ErasedLine], folders: Collection[Path]) -> bool:
    """Add the lines to the folders' lists; tell whether each has them, and forget none."""
    done = True
    for folder in folders:
        # A disk that is not plugged in must not be made up on another.
        if not folder.is_dir():
            done = False
            continue
        before = read_erased([folder])
        if not lines <= before:
            text = _HEAD + "".join(line.written() for line in sorted(before | lines))
            try:
                write_kept(folder / ERASED_FILE, text.encode())
            except (KastEvalError, OSError):
                done = False
    return done


def erase_again(
    session: Session, key: DatabaseKey, lines: Collection[ErasedLine], now: datetime
) -> int:
    """Erase whom the lines name and the database has answers of; return how many they were.

    All codes that a clinic can have are tried: the list itself tells none.
    """
    see_every_site(session)
    known = {line.public_id for line in erased_lines(session, key)}
    missing = {line.sign: line for line in lines if line.public_id not in known}
    if not missing:
        return 0
    found = [
        (line, site.code, code)
        for site in all_sites(session)
        for code in every_code((site.letters, site.relative_letters))
        if (line := missing.get(sign_of(key, site.code, code)))
        and erasure_of(session, site.code, code) is None
    ]
    sheets: dict[str, list[int]] = {}
    for number, sheet in session.connection.execute(_EVERY_SHEET):
        line = missing.get(sign_of(key, _SHEET, sheet))
        if line is not None:
            sheets.setdefault(line.public_id, []).append(number)
    for line, site_code, code in found:
        _erase(session, line, now, _Whose(site_code, code, sheets.get(line.public_id, ())))
    return len(found)


def _erase(session: Session, line: ErasedLine, now: datetime, whose: _Whose) -> None:
    site_code, code = whose.site_code, whose.code
    client = find_client(session, (site_code,), code)
    if client is None:
        # A copy from before the first sheet may hold a draft, and the paper may come once more.
        client = add_client(session, site_code, code, person_type=ERASED, first_seen=now)
    for place, sheet in enumerate(whose.sheets, start=_NO_EPISODE):
        # It may have stood at another client by mistake when the copy was taken.
        moved = {"sheet": sheet, "site": site_code, "to_client": client.id, "to_episode": place}
        session.connection.execute(_GATHER, moved)
    new = NewErasure(line.at, None, again=True, public_id=line.public_id)
    erase_client(session, client, new)
    note_event(session, now, PROGRAM, "erased again", line.public_id, site_code=site_code)
