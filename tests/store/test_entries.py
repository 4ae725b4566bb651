import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from kast_eval.store.database import Database
from kast_eval.store.entries import Correction, add_entry, entry_history
from tests.store.made import NOW, make_entry, make_sheet


def test_the_history_is_the_chain_of_corrections(database: Database) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        first = make_entry(session, sheet, text="0", submission="a")
        second = make_entry(
            session, sheet, text="1", submission="b", correction=Correction(first.id, "läste fel")
        )
    with database.read() as session:
        assert entry_history(session, sheet.id) == (first, second)
        assert entry_history(session, sheet.id, keying=2) == ()
    assert (second.replaces, second.reason) == (first.id, "läste fel")


def test_a_keying_has_one_first_entry(database: Database) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        make_entry(session, sheet, submission="a")
        make_entry(session, sheet, submission="b", keying=2)
    with pytest.raises(IntegrityError), database.begin() as session:
        make_entry(session, sheet, submission="c")


def test_an_entry_is_replaced_once(database: Database) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        first = make_entry(session, sheet, submission="a")
        make_entry(session, sheet, submission="b", correction=Correction(first.id, "fel"))
    with pytest.raises(IntegrityError, match="replaces"), database.begin() as session:
        make_entry(session, sheet, submission="c", correction=Correction(first.id, "fel"))


def test_a_correction_stays_with_its_sheet_and_keying(database: Database) -> None:
    with database.begin() as session:
        sheet, other = make_sheet(session), make_sheet(session, number=2)
        first = make_entry(session, sheet, submission="a")
    for wrong, keying in ((other, 1), (sheet, 2)):
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"), database.begin() as session:
            make_entry(
                session,
                wrong,
                submission="b",
                keying=keying,
                correction=Correction(first.id, "fel"),
            )


def test_a_submission_makes_one_entry(database: Database) -> None:
    with database.begin() as session:
        make_entry(session, make_sheet(session), submission="a")
    with pytest.raises(IntegrityError, match="submission"), database.begin() as session:
        make_entry(session, make_sheet(session, number=2), submission="a")


def test_there_is_no_third_keying(database: Database) -> None:
    with pytest.raises(IntegrityError, match="keying"), database.begin() as session:
        make_entry(session, make_sheet(session), keying=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.text(st.characters(exclude_categories=["Cs"])),
    )
)
def test_every_text_comes_back_letter_for_letter(database: Database, texts: dict[str, str]) -> None:
    with database.begin() as session:
        sheet = make_sheet(session)
        add_entry(
            session, sheet.id, texts, texts, entered_by="anna", entered_at=NOW, submission="a"
        )
        (entry,) = entry_history(session, sheet.id)
        session.connection.rollback()
    assert (entry.texts, entry.notes) == (texts, texts)
