import pytest

from kast_eval.actions.list_second_keying import list_second_keying
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError
from tests.actions.at_the_clinic import HERE, NEIGHBOUR, NOW, RESEARCHER, Sent, code, entered
from tests.actions.twice import DIFFERENT, TOMORROW, Again, due, keyed_again


def test_what_differs_stands_before_what_waits_and_no_text_is_told(database: Database) -> None:
    entered(database)
    second = entered(database, Sent(code=code(2), submission="page 2"))
    from_page = Sent(code=code(3), submission="page 3")
    entered(database, from_page)
    page = due(database)[1]
    assert (page.sheet, page.code) == (second, code(2))
    keyed_again(database, second, DIFFERENT, Again(code=code(2)))
    listed = due(database)
    assert [(one.code, one.state) for one in listed] == [
        (code(2), "differs"), (code(1), "awaits"), (code(3), "awaits"),
    ]  # fmt: skip
    assert [one.since for one in listed] == [TOMORROW, NOW, NOW]
    assert "8" not in {str(value) for one in listed for value in vars(one).values()}


def test_only_who_keys_at_the_clinic_sees_its_list(database: Database) -> None:
    with database.read() as session:
        with pytest.raises(NotFoundError):
            list_second_keying(session, NEIGHBOUR, HERE)
        with pytest.raises(NotAllowedError):
            list_second_keying(session, RESEARCHER, HERE)
