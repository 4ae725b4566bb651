"""Nothing that an erased client has said is left in any table, and no other row is touched."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from kast_eval.store.clients import find_client
from kast_eval.store.database import Database
from kast_eval.store.erasing import NewErasure, erase_client, names_erased
from kast_eval.store.erasures import (
    WhatWasErased,
    erased_names,
    erasure_of,
    erasure_of_sheet,
    erasures,
    every_erasure,
)
from kast_eval.store.events import first_broken_event, note_event
from kast_eval.store.session import Session
from kast_eval.store.tables import (
    ApprovalDecisionRow,
    ApprovalRow,
    Base,
    EntryRow,
    ErasureRow,
    HeldPageRow,
    SheetRow,
    StoreInfoRow,
    UserRow,
)
from kast_eval.study.person import ERASED
from tests.store.made import HERE, NOW, THERE, make_entry, make_sheet
from tests.store.told import ANNA, MARK, everything, moved_away, told_of

CODE, OTHER = "XX0001A", "XX0002B"
KEPT_MARK = "papegoja"
NEW = NewErasure(NOW, "anna", withdrawn_on=NOW.date())


@pytest.fixture
def filled(database: Database) -> Database:
    with database.begin() as session:
        told_of(session, CODE)
        told_of(session, OTHER, KEPT_MARK)
        note_event(session, NOW, "anna", "entered", "sheet", site_code=HERE)
    return database


def erase(database: Database, code: str = CODE, new: NewErasure = NEW) -> str:
    with database.begin() as session:
        client = find_client(session, (HERE,), code)
        assert client is not None
        return erase_client(session, client, new)


def test_nothing_that_the_client_said_is_left_in_any_table(filled: Database) -> None:
    before = everything(filled)
    holding = {name for name, held in before.items() if MARK in held}
    assert holding == {
        "absence", "comparison", "draft", "entry", "finding_answer", "held_page", "query",
        "query_answer", "reminder", "resolution", "second_keying", "sheet_facts", "sheet_move",
    }  # fmt: skip
    erase(filled)
    after = everything(filled)
    assert {name for name, held in after.items() if MARK in held} == set()
    assert {name: held.count(KEPT_MARK) for name, held in after.items()} == {
        name: held.count(KEPT_MARK) for name, held in before.items()
    }


def test_a_tombstone_tells_that_it_was_done_and_nothing_else(filled: Database) -> None:
    with filled.read() as session:
        (sheet,) = session.connection.execute(
            select(SheetRow.public_id).where(SheetRow.client_id == 1)
        ).scalars()
    public_id = erase(filled)
    with filled.read() as session:
        (one,) = erasures(session, (HERE,))
        assert erasure_of(session, HERE, CODE) == one == erasure_of_sheet(session, (HERE,), sheet)
        assert erasure_of(session, HERE, OTHER) is None
        assert erasures(session, (THERE,)) == ()
        assert erasure_of_sheet(session, (THERE,), sheet) is None
        assert erased_names(session, (HERE,)) == {CODE, sheet}
        whole = WhatWasErased(public_id, NOW, HERE, CODE, (sheet,))
        assert every_erasure(session) == (whole,)
        client = find_client(session, (HERE,), CODE)
        assert client is not None
        assert (client.person_type, client.first_seen) == (ERASED, NOW)
        assert first_broken_event(session) is None
    assert (one.public_id, one.client_code, one.sheets) == (public_id, CODE, 1)
    assert (one.removed["entry"], one.removed["query"], one.removed["draft"]) == (3, 3, 2)
    assert (one.erased_by, one.withdrawn_on, one.again) == ("anna", NOW.date(), False)


def test_a_client_is_erased_once(filled: Database) -> None:
    erase(filled)
    with pytest.raises(IntegrityError):
        erase(filled)


def test_a_client_without_a_sheet_is_erased_too(filled: Database) -> None:
    with filled.begin() as session:
        moved_away(session, CODE, OTHER)
    before = everything(filled)
    erase(filled)
    after = everything(filled)
    # What stands at the other client now is that client's.
    assert after["entry"] == before["entry"]
    assert MARK not in after["reminder"]
    with filled.read() as session:
        assert erasures(session, (HERE,))[0].sheets == 0


@pytest.mark.parametrize("table", ["entry", "query", "query_answer", "resolution", "absence"])
def test_no_row_of_anybody_else_is_let_go(filled: Database, table: str) -> None:
    erase(filled)
    with pytest.raises(IntegrityError, match="never removed"), filled.begin() as session:
        session.connection.execute(delete(Base.metadata.tables[table]))
    assert KEPT_MARK in everything(filled)[table]


@pytest.mark.parametrize("table", ["erasure", "erased_sheet"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET public_id = 'x'"])
def test_a_tombstone_stays(filled: Database, table: str, statement: str) -> None:
    erase(filled)
    with pytest.raises(IntegrityError, match="never"), filled.begin() as session:
        session.connection.execute(text(statement.format(table)))


def test_a_new_sheet_with_the_number_of_an_erased_one_is_kept(filled: Database) -> None:
    """A database gives free numbers out again; a public id comes once."""
    erase(filled, OTHER)
    with filled.begin() as session:
        sheet = make_sheet(session, code="XX0003C")
        make_entry(session, sheet, submission="new")
    with pytest.raises(IntegrityError, match="never removed"), filled.begin() as session:
        session.connection.execute(delete(EntryRow).where(EntryRow.sheet_id == sheet.id))


def test_a_page_about_an_erased_client_is_known(filled: Database) -> None:
    erase(filled)
    with filled.read() as session:
        assert names_erased(session, (HERE,), "/entry/token", [("code", "xx 0001-a")])
        assert not names_erased(session, (HERE,), "/entry/token", [("code", OTHER)])
        assert not names_erased(session, (THERE,), "/entry/token", [("code", CODE)])
        held = session.connection.execute(select(HeldPageRow.public_id)).scalars()
        assert {one.partition(" ")[2].rpartition(" ")[2] for one in held} == {OTHER}


@contextmanager
def real(database: Database) -> Iterator[Session]:
    """Give a transaction of a database that is no training while it lasts."""
    with database.begin() as session:
        session.connection.execute(update(StoreInfoRow).values(training=False))
        yield session
        session.connection.execute(update(StoreInfoRow).values(training=True))


def _decision(
    session: Session, target: str, *, subject: str = "erasure", approved: bool = True, by: int = 2
) -> str:
    """Keep what one asked and somebody decided; return the public id of the question."""
    if by != ANNA:
        session.connection.execute(insert(UserRow).values(id=by, name=f"user {by}", created=NOW))
    public_id = f"approval {target}"
    number = session.connection.execute(
        insert(ApprovalRow)
        .values(
            public_id=public_id,
            subject=subject,
            target=target,
            site_codes=frozenset({HERE}),
            reason="klienten vill det",
            asked_by=ANNA,
            asked_at=NOW,
        )
        .returning(ApprovalRow.id)
    ).scalar_one()
    session.connection.execute(
        insert(ApprovalDecisionRow).values(
            approval_id=number, approved=approved, reason="", decided_by=by, decided_at=NOW
        )
    )
    return public_id


def _erased(session: Session, approval: str | None, *, again: bool = False) -> None:
    client = find_client(session, (HERE,), CODE)
    assert client is not None
    erase_client(session, client, NewErasure(NOW, "anna", approval, again=again))


@pytest.mark.parametrize(
    ("target", "subject", "approved", "by"),
    [
        (OTHER, "erasure", True, 2),
        (CODE, "key export", True, 2),
        (CODE, "erasure", False, 2),
        # Whoever asked has decided too.
        (CODE, "erasure", True, ANNA),
    ],
)
def test_the_table_itself_wants_two_people_for_that_very_client(
    filled: Database, target: str, subject: str, *, approved: bool, by: int
) -> None:
    with filled.begin() as session:
        asked = _decision(session, target, subject=subject, approved=approved, by=by)
    with pytest.raises(IntegrityError, match="two people"), real(filled) as session:
        _erased(session, asked)
    with pytest.raises(IntegrityError, match="two people"), real(filled) as session:
        _erased(session, None)
    assert MARK in everything(filled)["entry"]


def test_what_two_have_decided_is_done(filled: Database) -> None:
    with real(filled) as session:
        asked = _decision(session, CODE)
        _erased(session, asked)
        (one,) = erasures(session, (HERE,))
    assert one.approval == asked


def test_what_was_done_before_is_done_again_in_an_older_copy(filled: Database) -> None:
    with real(filled) as session:
        _erased(session, None, again=True)
        assert erasures(session, (HERE,))[0].again
    assert MARK not in everything(filled)["entry"]


def test_every_table_that_names_a_sheet_or_a_client_is_emptied_or_kept_for_a_reason() -> None:
    """A table that is added later, and hangs on what is erased, fails here until it is decided."""
    erased = {
        "absence", "comparison", "draft", "entry", "finding_answer", "query", "query_answer",
        "reminder", "resolution", "second_keying", "sheet", "sheet_facts", "sheet_move",
    }  # fmt: skip
    kept = {
        "client": "the code alone, so that no sheet of the same paper is keyed anew",
        "erased_sheet": "the tombstone",
        "erasure": "the tombstone",
        "released_client": "which recipients must be told",
    }
    hanging = {"sheet", "client", "draft"}
    for table in Base.metadata.sorted_tables:
        if any(one.column.table.name in hanging for one in table.foreign_keys):
            hanging.add(table.name)
    assert hanging == erased | set(kept)
    assert ErasureRow.__tablename__ in hanging
