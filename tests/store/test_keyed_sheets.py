from datetime import timedelta

from kast_eval.store.clients import find_client
from kast_eval.store.database import Database
from kast_eval.store.entries import Correction
from kast_eval.store.keyed_sheets import (
    find_submission,
    first_entries,
    sheets_made_since,
    sheets_with_texts,
)
from tests.store.made import HERE, NOW, THERE, make_entry, make_row, make_sheet


def test_the_sheets_of_a_day_come_with_what_counts(database: Database) -> None:
    with database.begin() as session:
        rows = [make_row(session, number) for number in (1, 2)]
        entries = [make_entry(session, row, submission=row.public_id) for row in rows]
        make_entry(session, make_row(session, site_code=THERE), submission="there")
    with database.read() as session:
        made = sheets_made_since(session, HERE, "contact_log", NOW)
        assert made == ((rows[1], entries[1]), (rows[0], entries[0]))
        assert sheets_made_since(session, HERE, "contact_log", NOW + timedelta(seconds=1)) == ()


def test_a_submission_is_found_by_who_sent_it(database: Database) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        entry = make_entry(session, sheet, submission="token")
    with database.read() as session:
        assert find_submission(session, "anna", "token") == (sheet, entry)
        assert find_submission(session, "berit", "token") is None
        assert find_submission(session, "anna", "other") is None


def test_every_sheet_comes_with_its_newest_texts(database: Database) -> None:
    with database.begin() as session:
        late = make_sheet(session, code="XX0002B")
        early = make_sheet(session, code="XX0001A", number=2)
        first = make_entry(session, late, submission="1")
        newest = make_entry(session, late, submission="2", correction=Correction(first.id, "fel"))
        only = make_entry(session, early, submission="3")
        make_entry(session, early, submission="4", keying=2)
        make_entry(session, make_sheet(session, code="XY0001A", site_code=THERE), submission="5")
    with database.read() as session:
        found = list(sheets_with_texts(session, (HERE,), form="checkin"))
        assert found == [
            (early, only.texts, only.entered_at), (late, newest.texts, newest.entered_at),
        ]  # fmt: skip
        assert list(sheets_with_texts(session, (HERE,), form="start")) == []
        assert find_client(session, (HERE,), "XX0002B") is not None


def test_what_each_keying_said_at_first_is_given_whatever_was_corrected(
    database: Database,
) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        first = make_entry(session, sheet)
        make_entry(
            session, sheet, submission="corrected", correction=Correction(first.id, "läste fel")
        )
        second = make_entry(session, sheet, submission="second", keying=2)
        make_sheet(session, number=2)
        found = tuple(first_entries(session, (HERE,), form="checkin"))
        assert found == ((sheet, first), (sheet, second))
        assert tuple(first_entries(session, (THERE,), form="checkin")) == ()
        assert tuple(first_entries(session, (HERE,), form="start")) == ()
