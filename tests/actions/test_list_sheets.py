import pytest

from kast_eval.actions.list_sheets import list_sheets
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError
from tests.actions.at_the_clinic import ANNA, NEIGHBOUR, RESEARCHER, Sent, entered


def test_a_user_sees_the_newest_sheets_of_the_own_clinic(database: Database) -> None:
    ids = [
        entered(database, Sent(number=number, submission=f"page {number}")) for number in (1, 2, 3)
    ]
    with database.read() as session:
        assert [one.public_id for one in list_sheets(session, ANNA, limit=2)] == ids[:0:-1]
        assert list_sheets(session, NEIGHBOUR, limit=2) == ()


def test_a_researcher_lists_no_sheets(database: Database) -> None:
    with pytest.raises(NotAllowedError), database.read() as session:
        list_sheets(session, RESEARCHER, limit=2)
