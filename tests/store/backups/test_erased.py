"""Who was erased since a copy was taken is erased anew when the copy is restored."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from kast_eval.store.backups.erased import (
    ERASED_FILE,
    add_to_lists,
    erase_again,
    erased_lines,
    read_erased,
)
from kast_eval.store.backups.give_back import restore
from kast_eval.store.backups.keeping import gone_by
from kast_eval.store.backups.take import back_up
from kast_eval.store.clients import find_client
from kast_eval.store.database import Database, open_database
from kast_eval.store.erasing import NewErasure, erase_client
from kast_eval.store.erasures import erasure_of, erasures
from kast_eval.store.events import events, first_broken_event
from kast_eval.store.tables import DraftRow, SheetRow
from kast_eval.study.client_code import check_letter
from kast_eval.study.person import ERASED
from tests.store.engines import all_in_a_file
from tests.store.made import HERE, NOW, make_entry, make_sheet
from tests.store.told import ANNA, MARK, everything, moved_away, told_of

pytestmark = all_in_a_file

LATER = NOW + timedelta(days=1)
KEPT_MARK = "papegoja"


def whole(body: str) -> str:
    return body + check_letter(body)


CODE, OTHER, NEW = whole("XX0001"), whole("XX0002"), whole("XX0003")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made


def erase(database: Database, code: str = CODE) -> str:
    with database.begin() as session:
        client = find_client(session, (HERE,), code)
        assert client is not None
        return erase_client(session, client, NewErasure(LATER, "anna"))


def restored(copy: Path, folder: Path) -> Database:
    restore(copy, folder, LATER, None)
    return open_database(folder, training=True)


def test_an_older_copy_is_erased_anew_when_it_is_restored(
    database: Database, place: Path, tmp_path: Path
) -> None:
    with database.begin() as session:
        told_of(session, CODE)
        told_of(session, OTHER, KEPT_MARK)
    old = back_up(database, place, NOW).copy.folder
    erased = erase(database)
    # The next copy tells of it, in its own folder and beside all of them.
    newer = back_up(database, place, LATER).copy.folder
    assert read_erased([place]) == read_erased([newer]) == read_erased([database.file.parent])
    assert read_erased([old]) == frozenset()
    (place / ERASED_FILE).unlink()
    back = restored(old, tmp_path / "back")
    after = everything(back)
    assert not {name for name, held in after.items() if MARK in held}
    assert KEPT_MARK in after["entry"]
    with back.read() as session:
        (one,) = erasures(session, (HERE,))
        assert (one.public_id, one.again, one.erased_at) == (erased, True, LATER)
        assert [event.action for event in events(session)][-2:] == ["restored", "erased again"]
        assert first_broken_event(session) is None
        assert erased_lines(session, back.key) == read_erased([newer])
    assert read_erased([tmp_path / "back"]) == read_erased([newer])
    back.close()


def test_a_draft_of_before_the_first_sheet_is_erased_and_the_paper_refused(
    database: Database, place: Path, tmp_path: Path
) -> None:
    with database.begin() as session:
        session.connection.execute(
            insert(DraftRow).values(
                public_id="draft",
                user_id=ANNA,
                site_code=HERE,
                code=NEW,
                episode_no=1,
                form="checkin",
                version=1,
                timepoint="s01",
                keying=1,
                correcting=False,
                texts={"since_buy": MARK},
                notes={},
                reason="",
                saved_at=NOW,
            )
        )
    old = back_up(database, place, NOW).copy.folder
    with database.begin() as session:
        make_entry(session, make_sheet(session, code=NEW))
    erase(database, NEW)
    back_up(database, place, LATER)
    back = restored(old, tmp_path / "back")
    assert MARK not in everything(back)["draft"]
    with back.read() as session:
        client = find_client(session, (HERE,), NEW)
        assert client is not None
        assert client.person_type == ERASED
        assert erasure_of(session, HERE, NEW) is not None
    back.close()


def test_a_sheet_that_stood_at_another_client_then_is_erased_too(
    database: Database, place: Path, tmp_path: Path
) -> None:
    with database.begin() as session:
        make_entry(session, make_sheet(session, code=CODE), text=MARK)
        make_entry(
            session, make_sheet(session, code=CODE, number=2), text=KEPT_MARK, submission="2"
        )
        make_entry(session, make_sheet(session, code=OTHER, number=3), submission="3")
    old = back_up(database, place, NOW).copy.folder
    with database.begin() as session:
        moved_away(session, CODE, OTHER, number=1)
    erase(database, OTHER)
    back_up(database, place, LATER)
    back = restored(old, tmp_path / "back")
    after = everything(back)["entry"]
    assert (MARK in after, KEPT_MARK in after) == (False, True)
    with back.read() as session:
        assert len(session.connection.execute(select(SheetRow.id)).all()) == 1
    back.close()


def test_a_list_names_nobody_and_forgets_nobody(database: Database, place: Path) -> None:
    with database.begin() as session:
        told_of(session, CODE)
        told_of(session, OTHER, KEPT_MARK)
    back_up(database, place, NOW)
    assert not (place / ERASED_FILE).exists()
    erase(database)
    back_up(database, place, LATER)
    before = read_erased([place])
    erase(database, OTHER)
    with database.read() as session:
        lines = erased_lines(session, database.key)
    assert add_to_lists(lines - before, [place])
    assert read_erased([place]) == lines
    text = (place / ERASED_FILE).read_text("utf-8")
    assert CODE not in text
    assert OTHER not in text
    assert (place / ERASED_FILE).stat().st_mode & 0o077 == 0


def test_a_list_that_is_no_list_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / ERASED_FILE).write_bytes(b"\xff\n")
    assert read_erased([tmp_path, tmp_path / "gone"]) == frozenset()
    (tmp_path / ERASED_FILE).write_text("three words here\ncut short\n", "utf-8")
    assert read_erased([tmp_path]) == frozenset()


def test_where_nothing_can_be_written_it_is_told(database: Database, tmp_path: Path) -> None:
    with database.begin() as session:
        told_of(session, CODE)
    erase(database)
    with database.read() as session:
        lines = erased_lines(session, database.key)
    assert not add_to_lists(lines, [tmp_path / "gone"])
    (tmp_path / ERASED_FILE / "in the way").mkdir(parents=True)
    assert not add_to_lists(lines, [tmp_path])


def test_what_is_erased_already_is_not_erased_again(database: Database) -> None:
    with database.begin() as session:
        told_of(session, CODE)
    erase(database)
    with database.begin() as session:
        lines = erased_lines(session, database.key)
        assert erase_again(session, database.key, lines, LATER) == 0


@pytest.mark.parametrize(
    ("day", "gone"),
    [("2026-03-09", "2027-03-01"), ("2026-12-31", "2027-12-01"), ("2026-01-01", "2027-01-01")],
)
def test_a_copy_is_gone_a_year_after_its_month(day: str, gone: str) -> None:
    assert gone_by(NOW.date().fromisoformat(day)).isoformat() == gone
