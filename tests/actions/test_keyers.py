import pytest

from kast_eval.actions.decide_certificate import CertificateReasonError, decide_certificate
from kast_eval.actions.read_keyers import Keyers, read_keyers
from kast_eval.actions.record_practice import record_practice
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.quality.certification import PracticeResult
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    noted,
    plan,
)


def keyers(database: Database, user: User) -> Keyers:
    with database.read() as session:
        return read_keyers(session, user, plan(), HERE)


def practise(database: Database, user: User, *correct: int) -> None:
    with database.begin() as session:
        for number, right in enumerate(correct):
            assert record_practice(session, user, NOW, PracticeResult(f"{number}", 20, right))


def decide(
    database: Database, *, keyer: str = "anna", alone: bool, reason: str = "van", user: User = LEAD
) -> None:
    with database.begin() as session:
        decide_certificate(
            session, user, NOW, site_code=HERE, keyer=keyer, alone=alone, reason=reason
        )


def test_practice_lets_a_person_key_alone(database: Database) -> None:
    (anna,) = keyers(database, ANNA).people
    assert (anna.alone, anna.decision) == (False, None)
    practise(database, ANNA, 20, 20, 20, 20, 19)
    (anna,) = keyers(database, ANNA).people
    assert (anna.alone, anna.practised.sheets, anna.practised.correct) == (True, 5, 99)
    assert noted(database)[-1][:3] == ("anna", "practised", "4")


def test_the_practice_of_who_keys_nowhere_is_not_kept(database: Database) -> None:
    with database.begin() as session:
        assert not record_practice(session, RESEARCHER, NOW, PracticeResult("1", 20, 20))


def test_the_lead_sees_all_who_key_and_others_themselves(database: Database) -> None:
    seen = keyers(database, LEAD)
    assert [one.name for one in seen.people] == ["anna", "berit", "both", "lead"]
    assert seen.may_decide
    assert [one.name for one in keyers(database, BERIT).people] == ["berit"]
    with pytest.raises(NotFoundError):
        keyers(database, NEIGHBOUR)


def test_the_newest_decision_counts_whatever_was_practised(database: Database) -> None:
    practise(database, ANNA, 20, 20, 20, 20, 20)
    decide(database, alone=False, reason="ska öva mer")
    (anna,) = keyers(database, ANNA).people
    assert not anna.alone
    assert anna.decision is not None
    assert (anna.decision.reason, anna.decision.decided_by) == ("ska öva mer", "lead")
    assert noted(database)[-1] == ("lead", "let not key alone", "anna", HERE)
    decide(database, alone=True)
    (anna,) = keyers(database, ANNA).people
    assert anna.alone
    assert noted(database)[-1][1] == "let key alone"


@pytest.mark.parametrize("reason", ["", " \u200b", "x" * (LONGEST_TEXT + 1)])
def test_a_decision_needs_a_reason(database: Database, reason: str) -> None:
    with pytest.raises(CertificateReasonError):
        decide(database, alone=True, reason=reason)


def test_only_a_lead_decides_and_only_of_who_keys_there(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        decide(database, alone=True, user=ANNA)
    for keyer in ("neighbour", "researcher", "nobody"):
        with pytest.raises(NotFoundError):
            decide(database, keyer=keyer, alone=True)
