import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from kast_eval.actions.issue_codes import issue_codes
from kast_eval.errors import KastEvalError
from kast_eval.store.clients import add_label_batch
from kast_eval.store.database import Database
from kast_eval.study.client_code import CODES_PER_SITE, read_client_code
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    code,
    entered,
    noted,
)


def _issue(database: Database, count: int, user: User = ANNA, site: str = HERE) -> tuple[str, ...]:
    with database.begin() as session:
        return issue_codes(session, user, NOW, site, count, chooser=random.SystemRandom())


def test_codes_are_of_the_clinic_and_readable(database: Database) -> None:
    codes = _issue(database, 30)
    assert len(set(codes)) == 30
    assert all(read_client_code(one) == one and one.startswith("XX") for one in codes)
    assert noted(database) == [("anna", "issued codes", "30 codes", HERE)]


def test_relatives_have_codes_of_a_series_of_their_own(database: Database) -> None:
    with database.begin() as session:
        codes = issue_codes(
            session, ANNA, NOW, HERE, 30, chooser=random.SystemRandom(), relatives=True
        )
    assert all(read_client_code(one) == one and one.startswith("RX") for one in codes)


def test_no_code_is_ever_issued_twice(database: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        batches = list(pool.map(lambda _: _issue(database, 50), range(4)))
    assert len({one for batch in batches for one in batch}) == 200


def test_a_code_that_a_client_has_is_not_issued(database: Database) -> None:
    entered(database)
    codes = _issue(database, CODES_PER_SITE - 1)
    assert code(1) not in codes


@pytest.mark.parametrize("count", [-1, 0, 4, 1_000_000])
def test_a_count_that_is_not_free_is_refused(database: Database, count: int) -> None:
    taken = [code(number) for number in range(CODES_PER_SITE - 3)]
    with database.begin() as session:
        add_label_batch(session, HERE, taken, issued_by="anna", issued_at=NOW)
    with pytest.raises(KastEvalError, match="från 1 till 3"):
        _issue(database, count)
    assert len(_issue(database, 3)) == 3


def test_codes_run_out(database: Database) -> None:
    _issue(database, CODES_PER_SITE)
    with pytest.raises(KastEvalError, match="lediga"):
        _issue(database, 1)


def test_another_clinic_does_not_exist(database: Database) -> None:
    with pytest.raises(NotFoundError):
        _issue(database, 1, NEIGHBOUR)
    unknown = User("cecilia", {"9999": frozenset({Role.LEAD})})
    with pytest.raises(NotFoundError):
        _issue(database, 1, unknown, "9999")


def test_a_researcher_issues_no_codes(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        _issue(database, 1, RESEARCHER)
