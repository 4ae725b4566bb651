"""Where the database of an instance folder is: in the folder itself, or on a server."""

from pathlib import Path
from typing import TYPE_CHECKING

from kast_eval.errors import KastEvalError
from kast_eval.files import with_draft
from kast_eval.store.folder import DATABASE_FILE
from kast_eval.wording import marked

if TYPE_CHECKING:
    from kast_eval.store.postgresql.address import Address

ADDRESS_FILE = "database.address"
"""Remembers the server, so that a start that was not told of it makes no second database."""


class WhereaboutsError(KastEvalError):
    """Two places that could each be the database."""


def address_of(folder: Path, asked: str | None) -> "Address | None":
    """Return the server's address that is asked for or remembered; None is the folder's own file.

    Nobody's database is left behind in silence: what is asked for is what there was.
    """
    remembered = remembered_address(folder)
    if asked is None:
        return remembered
    from kast_eval.store.postgresql.address import read_address  # noqa: PLC0415 - seldom needed.

    address = read_address(asked)
    if remembered is None and (folder / DATABASE_FILE).exists():
        raise WhereaboutsError(
            marked(
                "Mappen {folder} har redan en databas i en fil. Flytta den till servern med "
                "«kast-eval move-database», eller välj en annan mapp."
            ),
            folder=folder,
        )
    if remembered is not None and remembered != address:
        raise WhereaboutsError(
            marked(
                "Mappen {folder} hör till databasen {remembered}, men {asked} efterfrågas. Ändra "
                "{file} om databasen har fått en ny adress, eller välj en annan mapp."
            ),
            folder=folder,
            remembered=remembered.text,
            asked=address.text,
            file=ADDRESS_FILE,
        )
    return address


def remembered_address(folder: Path) -> "Address | None":
    """Return the address of the server that the folder's database is on."""
    file = folder / ADDRESS_FILE
    if not file.exists():
        return None
    from kast_eval.store.postgresql.address import read_address  # noqa: PLC0415 - seldom needed.

    return read_address(file.read_text(encoding="utf-8"))


def remember_address(folder: Path, address: "Address") -> None:
    """Keep where the database is, before anything is written there."""
    with_draft(folder / ADDRESS_FILE, lambda draft: draft.write_text(f"{address.text}\n", "utf-8"))


def forget_address(folder: Path) -> None:
    """Let the folder's own file be its database again."""
    (folder / ADDRESS_FILE).unlink()
