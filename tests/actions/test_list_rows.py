from datetime import timedelta

import pytest

from kast_eval.actions.list_rows import list_rows
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    correct,
    enter,
    entered,
    library,
)

LOG = library().newest("contact_log")


def _row(number: int) -> Sent:
    return Sent(
        form="contact_log", code="", number=number, person_type=None, submission=f"{number}"
    )


def test_the_rows_of_the_day_are_listed_as_they_count_now(database: Database) -> None:
    ids = [entered(database, _row(number), {"contact_by": "1"}) for number in (1, 2)]
    enter(database, _row(1), {"contact_by": "2"}, user=NEIGHBOUR)
    correct(database, ids[0], {"contact_by": "3"})
    with database.read() as session:
        rows = list_rows(session, ANNA, NOW, LOG, site_code=HERE)
        tomorrow = list_rows(session, ANNA, NOW + timedelta(days=1), LOG, site_code=HERE)
    assert [(sheet.number, entry.texts) for sheet, entry in rows] == [
        (2, {"contact_by": "1"}),
        (1, {"contact_by": "3"}),
    ]
    assert tomorrow == ()


def test_rows_are_for_who_keys_them(database: Database) -> None:
    with pytest.raises(NotFoundError), database.read() as session:
        list_rows(session, NEIGHBOUR, NOW, LOG, site_code=HERE)
    with pytest.raises(NotAllowedError), database.read() as session:
        list_rows(session, RESEARCHER, NOW, LOG, site_code=HERE)
