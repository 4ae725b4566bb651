from dataclasses import replace
from datetime import date, timedelta

import pytest

from kast_eval.actions.enter_form import enter_form
from kast_eval.definition.library import Library
from kast_eval.quality.outcome import Outcome
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from tests.actions.asking import answered, asked, corrected, session_on, two_in_wrong_order
from tests.actions.at_the_clinic import (
    ANNA,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    library,
    plan,
    sheet_count,
)

RIGHT = {"session_date": "2026-03-06", "attended": "1"}


def test_a_save_raises_what_the_clients_sheets_together_are_asked_about(
    database: Database,
) -> None:
    first, second = two_in_wrong_order(database)
    (query,) = asked(database)
    assert (query.code, query.query.kind, query.outcome) == (
        code(1), "sessions_out_of_order", None,
    )  # fmt: skip
    assert [(place.sheet.public_id, place.items) for place in query.places] == [
        (first, ("session_date",)), (second, ("session_date",)),
    ]  # fmt: skip
    assert query.check is not None
    assert not query.asks_lead


def test_a_question_is_due_in_fourteen_days_and_grows_old(database: Database) -> None:
    two_in_wrong_order(database)
    (query,) = asked(database)
    assert (query.raised, query.due, query.age) == (date(2026, 3, 9), date(2026, 3, 23), 0)
    (query,) = asked(database, now=NOW + timedelta(days=14))
    assert (query.age, query.is_overdue) == (14, False)
    (query,) = asked(database, now=NOW + timedelta(days=15))
    assert query.is_overdue
    (query,) = asked(database, now=NOW - timedelta(days=400))
    assert (query.age, query.is_overdue) == (0, False)


def test_the_same_finding_is_asked_once(database: Database) -> None:
    two_in_wrong_order(database)
    session_on(database, 3, "2026-03-06")
    assert len(asked(database)) == 1


def test_a_question_closes_by_itself_when_its_cause_is_corrected(database: Database) -> None:
    _, second = two_in_wrong_order(database)
    corrected(database, second, RIGHT, 2)
    assert asked(database) == ()
    (query,) = answered(database)
    assert (query.outcome, query.query.answered_by) == (Outcome.GONE, None)


def test_what_is_wrong_again_is_asked_again(database: Database) -> None:
    _, second = two_in_wrong_order(database)
    corrected(database, second, RIGHT, 2)
    corrected(database, second, {**RIGHT, "session_date": "2026-03-04"}, 3)
    assert len(asked(database)) == 1
    corrected(database, second, RIGHT, 4)
    assert asked(database) == ()
    assert len(answered(database)) == 2


def test_nobody_is_asked_about_other_clients_sheets(database: Database) -> None:
    session_on(database, 1, "2026-03-05", client=1)
    session_on(database, 2, "2026-03-04", client=2)
    assert asked(database) == ()


@pytest.mark.parametrize(
    ("user", "error"), [(NEIGHBOUR, NotFoundError), (RESEARCHER, NotAllowedError)]
)
def test_the_questions_are_those_of_the_clinic_alone(
    database: Database, user: User, error: type[Exception]
) -> None:
    two_in_wrong_order(database)
    with pytest.raises(error):
        asked(database, user)


def test_a_sheet_whose_definition_was_changed_is_left_out_and_stops_nobody(
    database: Database,
) -> None:
    first = library().newest("session")
    others = tuple(form for form in library().forms if form is not first)
    changed = Library((*others, replace(first, checksum="another")))
    with database.begin() as session:
        for number, day in ((1, "2026-03-05"), (2, "2026-03-04")):
            sheet = enter_form(
                session, ANNA, NOW, first.as_asked(), {"session_date": day, "attended": "1"},
                plan=replace(plan(), library=changed), notes={}, code=code(1), number=number,
                person_type=1, submission=day,
            )  # fmt: skip
            assert sheet.sheet_public_id
    assert asked(database) == ()


def started(database: Database, client: int, day: str) -> None:
    page = Sent("start", code(client), None, submission=f"start {client}")
    entered(database, page, {"fill_date": day, "buy_ever": "0"})


def logged(database: Database, number: int, day: str) -> None:
    page = Sent("contact_log", "", number, None, submission=f"row {number}")
    entered(database, page, {"contact_date": day, "contact_adult": "1"})


def test_a_clinic_is_asked_for_rows_when_more_have_started_than_were_logged(
    database: Database,
) -> None:
    logged(database, 1, "2025-09-01")
    started(database, 1, "2025-11-03")
    assert asked(database) == ()
    started(database, 2, "2025-11-04")
    (query,) = asked(database)
    assert (query.code, query.places, query.asks_lead) == (None, (), True)
    details = {"quarter": "2025 kv 4", "starts": "2", "rows": "1"}
    assert query.query.details == details
    logged(database, 2, "2025-10-09")
    assert asked(database) == ()
    assert sheet_count(database) == 4
