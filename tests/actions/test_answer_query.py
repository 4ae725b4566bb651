from collections.abc import Mapping

import pytest

from kast_eval.actions.answer_query import (
    AnsweredBeforeError,
    AnswerRefusedError,
    answer_query,
    outcomes_of,
)
from kast_eval.actions.raise_query import QueryTextError, raise_query
from kast_eval.actions.read_query import ReadQuery, read_query
from kast_eval.errors import KastEvalError
from kast_eval.quality.outcome import OUTCOMES, Outcome
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.asking import answered, asked, corrected, session_on, two_in_wrong_order
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    library,
    noted,
    plan,
)


def answers(
    database: Database,
    public_id: str,
    outcome: str = Outcome.UNKNOWN,
    reason: str = "",
    user: User = ANNA,
) -> None:
    with database.begin() as session:
        answer_query(session, user, NOW, plan(), public_id, outcome=outcome, reason=reason)


def raises(database: Database, sheet: str, text: str = "Vems är arket?", user: User = LEAD) -> str:
    with database.begin() as session:
        return raise_query(session, user, NOW, library(), sheet, text=text)


def reads(database: Database, public_id: str, user: User = ANNA) -> ReadQuery:
    with database.begin() as session:
        return read_query(session, user, NOW, library(), public_id)


def two_on_one_day(database: Database) -> str:
    """Raise a question that can be answered with *it stands so*, and return it."""
    session_on(database, 1, "2026-03-04")
    session_on(database, 2, "2026-03-04")
    (query,) = asked(database)
    return query.public_id


def test_a_question_is_answered_once_and_stays_answered(database: Database) -> None:
    public_id = two_on_one_day(database)
    answers(database, public_id, Outcome.STANDS, "två samtal")
    assert asked(database) == ()
    (query,) = answered(database)
    assert (query.outcome, query.query.reason, query.query.answered_by) == (
        Outcome.STANDS, "två samtal", "anna",
    )  # fmt: skip
    session_on(database, 3, "2026-03-05")
    assert asked(database) == ()
    assert ("anna", "answered", public_id, HERE) in noted(database)


def test_another_text_asks_anew(database: Database) -> None:
    public_id = two_on_one_day(database)
    answers(database, public_id, Outcome.STANDS)
    third = session_on(database, 3, "2026-03-06")
    corrected(database, third, {"session_date": "2026-03-04", "attended": "1"}, 3)
    assert {query.query.kind for query in asked(database)} == {"same_form_same_day"}


def test_the_same_answer_sent_twice_is_kept_once_and_another_is_refused(
    database: Database,
) -> None:
    public_id = two_on_one_day(database)
    answers(database, public_id)
    answers(database, public_id)
    with pytest.raises(AnsweredBeforeError):
        answers(database, public_id, Outcome.STANDS)
    with pytest.raises(AnsweredBeforeError):
        answers(database, public_id, user=BERIT)
    assert len(answered(database)) == 1


@pytest.mark.parametrize("outcome", [Outcome.STANDS, Outcome.CORRECTED, Outcome.GONE, "", "x"])
def test_what_cannot_be_is_not_answered_with_it_stands_so(database: Database, outcome: str) -> None:
    two_in_wrong_order(database)
    (query,) = asked(database)
    with pytest.raises(AnswerRefusedError):
        answers(database, query.public_id, outcome)
    with pytest.raises(AnswerRefusedError, match="längre"):
        answers(database, query.public_id, Outcome.UNKNOWN, "x" * 201)
    assert len(asked(database)) == 1


def test_every_outcome_has_words() -> None:
    assert set(OUTCOMES) == set(Outcome)


def test_a_lead_asks_about_a_sheet_and_the_question_follows_it(database: Database) -> None:
    sheet = entered(database)
    public_id = raises(database, sheet)
    assert raises(database, sheet, " Vems är arket?") == public_id
    (query,) = asked(database)
    assert (query.code, query.check, query.query.details["text"]) == (
        code(1), None, "Vems är arket?",
    )  # fmt: skip
    assert [place.sheet.public_id for place in query.places] == [sheet]
    assert outcomes_of(query) == (Outcome.STANDS, Outcome.UNKNOWN, Outcome.CORRECTED)
    answers(database, public_id, Outcome.CORRECTED)
    assert raises(database, sheet) != public_id


@pytest.mark.parametrize("text", ["", " \u200b", "x" * 201])
def test_a_question_has_words_and_not_too_many(database: Database, text: str) -> None:
    sheet = entered(database)
    with pytest.raises(QueryTextError):
        raises(database, sheet, text)


@pytest.mark.parametrize(
    ("user", "error"),
    [(ANNA, NotAllowedError), (NEIGHBOUR, NotFoundError), (RESEARCHER, NotAllowedError)],
)
def test_only_a_lead_or_a_coordinator_asks_by_hand(
    database: Database, user: User, error: type[KastEvalError]
) -> None:
    sheet = entered(database)
    with pytest.raises(error):
        raises(database, sheet, user=user)


WITHDRAWN: Mapping[str, str] = {"deviation_date": "2026-03-01", "deviation_kind": "1"}


def test_what_asks_the_lead_is_answered_by_the_lead(database: Database) -> None:
    entered(database, Sent(submission="c"), {"fill_date": "2026-03-02", "mood_7d": "3"})
    entered(database, Sent("deviation", submission="x"), WITHDRAWN)
    (query,) = asked(database)
    assert query.asks_lead
    with pytest.raises(NotAllowedError):
        answers(database, query.public_id)
    answers(database, query.public_id, Outcome.STANDS, user=LEAD)
    assert asked(database) == ()


def test_a_client_who_tells_of_purchases_later_is_registered_anew(database: Database) -> None:
    entered(database, Sent("start", number=None, person_type=2), {"buy_ever": "1"})
    (query,) = asked(database)
    assert outcomes_of(query)[0] is Outcome.RECLASSIFIED
    answers(database, query.public_id, Outcome.RECLASSIFIED)
    assert ("anna", "reclassified", query.public_id, HERE) in noted(database)
    sheet = entered(database, Sent(person_type=None, submission="page 2"))
    (place,) = reads(database, query.public_id).places
    assert place.sheet.person_type == 1
    assert asked(database) == ()
    assert sheet


def test_a_question_is_read_with_what_was_keyed_at_its_places(database: Database) -> None:
    two_in_wrong_order(database)
    (query,) = asked(database)
    read = reads(database, query.public_id)
    assert [dict(place.texts) for place in read.places] == [
        {"session_date": "2026-03-05"}, {"session_date": "2026-03-04"},
    ]  # fmt: skip
    assert noted(database)[-1] == ("anna", "read", query.public_id, HERE)


@pytest.mark.parametrize("public_id", ["", "f" * 24])
def test_another_clinics_question_does_not_exist(database: Database, public_id: str) -> None:
    two_in_wrong_order(database)
    (query,) = asked(database)
    for user, one in ((NEIGHBOUR, query.public_id), (ANNA, public_id)):
        with pytest.raises(NotFoundError):
            reads(database, one, user)
        with pytest.raises(NotFoundError):
            answers(database, one, user=user)
