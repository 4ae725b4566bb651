from datetime import datetime, timedelta

import pytest

from kast_eval.actions.print_due_list import print_due_list
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    entered,
    noted,
    plan,
)
from tests.paper.pictures import page_texts

LOG = {"attended": "1", "mode": "1", "session_date": "2026-03-02"}


def printed(database: Database, user: User = ANNA, now: datetime = NOW) -> str:
    with database.begin() as session:
        pdf = print_due_list(session, user, now, plan(), site_code=HERE, language=Language.SV)
    (text,) = page_texts(pdf)
    return text


def test_it_lists_what_is_open_and_marks_what_is_late(database: Database) -> None:
    entered(database, Sent("session", code(1), 1), LOG)
    text = printed(database)
    assert "C Avstämning samtal 1 2026-03-02 försenat" in text
    assert "A Startformulär 2026-03-30" in text
    assert text.count(code(1)) == 1
    assert "ÖVNING" in text
    assert noted(database)[-1] == ("anna", "printed", "due list", HERE)


def test_a_leap_over_several_sessions_is_one_row(database: Database) -> None:
    entered(database, Sent("session", code(1), 9), LOG)
    text = printed(database)
    assert "D Samtalslogg samtal 1 till 8 2026-03-02 försenat" in text
    assert text.count("D Samtalslogg") == 1


def test_a_form_about_the_clinic_stands_by_its_year(database: Database) -> None:
    entered(database, Sent("session", code(1), 1), LOG)
    text = printed(database, now=NOW + timedelta(350))
    assert "V Verksamhetsformulär år 2026 2027-03-31" in text


@pytest.mark.parametrize(
    ("user", "told"), [(NEIGHBOUR, NotFoundError), (RESEARCHER, NotAllowedError)]
)
def test_only_who_reads_there_prints_it(
    database: Database, user: User, told: type[Exception]
) -> None:
    with pytest.raises(told):
        printed(database, user)
