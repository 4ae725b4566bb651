"""What stands in a database after whatever befell it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kast_eval.store.database import Database, open_database
from kast_eval.store.entries import entry_history
from kast_eval.store.events import first_broken_event
from kast_eval.store.sheets import newest_sheets
from kast_eval.study.site import TRAINING_SITE
from tests.promises.clinic import FIRST_CLIENT

NOTED = "mood_7d"


@dataclass(frozen=True)
class Kept:
    """A sheet that is there: its address, its texts, and the note that it is known by."""

    public_id: str
    texts: dict[str, str]
    note: str


def kept_sheets(folder: Path) -> dict[str, Kept]:
    """Return every sheet by its client, after the chain of events is found to be whole."""
    with closing(open_database(folder, training=True)) as database:
        return sheets_of(database)


def sheets_of(database: Database) -> dict[str, Kept]:
    with database.read() as session:
        assert first_broken_event(session) is None
        found = {}
        for sheet in newest_sheets(session, (TRAINING_SITE.code,), limit=100_000):
            (entry,) = entry_history(session, sheet.id)
            assert sheet.client_code is not None
            if sheet.client_code == FIRST_CLIENT:
                continue
            # A client has one first check-in, however often it was sent.
            assert sheet.client_code not in found
            texts, note = dict(entry.texts), entry.notes[NOTED]
            found[sheet.client_code] = Kept(sheet.public_id, texts, note)
        return found
