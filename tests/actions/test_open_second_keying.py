import pytest

from kast_eval import clock
from kast_eval.actions.open_second_keying import (
    NotAwaitedError,
    SeveralAwaitedError,
    find_awaited,
)
from kast_eval.store.database import Database
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import User
from tests.actions.at_the_clinic import (
    BERIT,
    HERE,
    NEIGHBOUR,
    NOW,
    Sent,
    code,
    entered,
    library,
)
from tests.actions.twice import keyed_again


def found(
    database: Database,
    client_code: str,
    form: str,
    number: int | None,
    user: User = BERIT,
    *,
    episode_no: int | None = None,
) -> str:
    with database.read() as session:
        return find_awaited(
            session, user, library(),
            code=client_code, form=form, number=number, episode_no=episode_no,
        )  # fmt: skip


def test_the_paper_of_a_client_who_came_back_is_never_taken_for_that_of_another_period(
    database: Database,
) -> None:
    first = entered(database)
    second = entered(database, Sent(episode_no=2, submission="page 2"))
    with pytest.raises(SeveralAwaitedError, match="insatsperiod") as refused:
        found(database, code(1), "checkin", 1)
    assert refused.value.saved_on == {1: clock.clinic_day(NOW), 2: clock.clinic_day(NOW)}
    assert found(database, code(1), "checkin", 1, episode_no=1) == first
    assert found(database, code(1), "checkin", 1, episode_no=2) == second
    with pytest.raises(NotAwaitedError, match="Inget ark"):
        found(database, code(1), "checkin", 1, episode_no=3)
    keyed_again(database, first)
    assert found(database, code(1), "checkin", 1) == second


def test_the_papers_identity_finds_the_sheet(database: Database) -> None:
    public_id = entered(database)
    assert found(database, code(1), "checkin", 1) == public_id


def test_a_clinics_own_sheet_is_found_without_a_code(database: Database) -> None:
    sent = Sent("interview", HERE, number=1, person_type=None)
    public_id = entered(database, sent, {})
    assert found(database, "", "interview", 1) == public_id


@pytest.mark.parametrize(
    ("client_code", "form", "number"),
    [(code(2), "checkin", 1), (code(1), "session", 1), (code(1), "checkin", 2)],
)
def test_another_identity_finds_nothing(
    database: Database, client_code: str, form: str, number: int
) -> None:
    entered(database)
    with pytest.raises(NotAwaitedError, match="Inget ark"):
        found(database, client_code, form, number)


def test_what_is_keyed_twice_waits_no_more(database: Database) -> None:
    keyed_again(database, entered(database))
    with pytest.raises(NotAwaitedError):
        found(database, code(1), "checkin", 1)


def test_another_clinics_sheet_is_not_found(database: Database) -> None:
    entered(database)
    with pytest.raises(ClientCodeError, match="hör inte till din mottagning"):
        found(database, code(1), "checkin", 1, NEIGHBOUR)
