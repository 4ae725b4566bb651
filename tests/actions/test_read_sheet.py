import pytest

from kast_eval.actions.read_sheet import SheetView, read_sheet
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    code,
    entered,
    library,
    noted,
)


def _read(database: Database, public_id: str, user: User = ANNA) -> SheetView:
    with database.begin() as session:
        return read_sheet(session, user, NOW, library(), public_id)


def test_a_sheet_is_read_with_its_definition_and_history(database: Database) -> None:
    public_id = entered(database)
    view = _read(database, public_id)
    assert view.sheet.client_code == code(1)
    assert view.definition == library().newest("checkin").as_asked()
    assert view.newest.texts == TEXTS
    assert len(view.history) == 1


def test_a_read_is_noted(database: Database) -> None:
    public_id = entered(database)
    _read(database, public_id)
    assert noted(database)[-1] == ("anna", "read", public_id, HERE)


def test_another_clinics_sheet_is_answered_like_none(database: Database) -> None:
    public_id = entered(database)
    messages = set()
    for asked in (public_id, "no such sheet", ""):
        with pytest.raises(NotFoundError) as caught:
            _read(database, asked, NEIGHBOUR)
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_a_researcher_reads_no_sheet(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(NotAllowedError):
        _read(database, public_id, RESEARCHER)
