import pytest

from kast_eval.actions.ask_conversation import ask_conversation
from kast_eval.actions.read_conversation import ConversationView
from kast_eval.actions.steps.tries import FREE, WaitError
from kast_eval.store.database import Database
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import NotAllowedError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    NOW,
    RESEARCHER,
    code,
    entered,
    noted,
    plan,
)


def ask(database: Database, client_code: str, user: User = ANNA) -> ConversationView:
    return ask_conversation(database, user, NOW, plan(), code=client_code)


def test_misses_in_a_row_have_to_wait_and_are_noted_without_the_code(database: Database) -> None:
    entered(database)
    for number in range(FREE["name"]):
        with pytest.raises(ClientCodeError):
            ask(database, code(20 + number))
        assert noted(database)[-1] == ("anna", "missed a code", "conversation", None)
    with pytest.raises(WaitError):
        ask(database, code(1))
    assert ask(database, code(1), BERIT).code == code(1)


def test_a_right_code_forgets_those_before_it(database: Database) -> None:
    entered(database)
    for _time in range(2):
        for number in range(FREE["name"] - 1):
            with pytest.raises(ClientCodeError):
                ask(database, code(20 + number))
        assert ask(database, code(1)).code == code(1)


def test_what_is_nobodys_code_is_a_slip(database: Database) -> None:
    before = noted(database)
    for _time in range(FREE["name"] + 1):
        with pytest.raises(ClientCodeError):
            ask(database, "XX")
    assert noted(database) == before


def test_who_reads_no_sheets_asks_for_none(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        ask(database, code(1), RESEARCHER)
