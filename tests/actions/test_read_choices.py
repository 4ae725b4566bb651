import pytest

from kast_eval.actions.read_choices import read_choices
from kast_eval.store.database import Database
from kast_eval.study.roles import NotFoundError, Role, User
from tests.actions.at_the_clinic import library


def test_a_clinic_that_is_gone_is_answered_like_none(database: Database) -> None:
    lead = User("lead", {"9999": frozenset({Role.LEAD})})
    with database.read() as session, pytest.raises(NotFoundError):
        read_choices(session, lead, library())
