from dataclasses import replace

import pytest

from kast_eval.actions.read_analysis import SiteAnalysis, note_analysis, read_analysis
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Sent,
    code,
    derivations,
    noted,
    plan,
)
from tests.actions.test_make_release import keyed

START = {"buy_ever": "1", "mood_2w": "3"}
NOWHERE = "9999"


def read(database: Database, user: User = ANNA, site_code: str = HERE) -> SiteAnalysis:
    with database.read() as session:
        return read_analysis(
            session, user, NOW, plan(), derivations=derivations(), site_code=site_code,
        )  # fmt: skip


def note(database: Database, user: User = ANNA, *, printed: bool = False) -> None:
    with database.begin() as session:
        note_analysis(session, user, NOW, HERE, printed=printed)


def start(database: Database, number: int) -> None:
    page = Sent(form="start", code=code(number), number=None, submission=f"start {number}")
    keyed(database, page, START)


def test_a_clinic_analyses_all_its_own_clients_whatever_they_say_of_research(
    database: Database,
) -> None:
    start(database, 1)
    start(database, 2)
    no = Sent(form="start_staff", code=code(2), number=None, submission="staff")
    keyed(database, no, {"consent_research": "2"})
    found = read(database)
    assert (found.report.flow.persons, found.report.flow.started) == (2, 2)
    assert found.site.code == HERE


def test_who_reads_or_prints_it_is_noted(database: Database) -> None:
    note(database)
    assert noted(database)[-1] == ("anna", "read analysis", "analysis", HERE)
    note(database, LEAD, printed=True)
    assert noted(database)[-1][1:] == ("printed", "analysis", HERE)


def test_who_has_taken_the_consent_back_is_not_in_it(database: Database) -> None:
    start(database, 1)
    start(database, 2)
    back = Sent(form="deviation", code=code(1), number=1, submission="back")
    keyed(database, back, {"deviation_kind": "1"})
    assert read(database).report.flow.persons == 1


@pytest.mark.parametrize(
    ("user", "refusal"), [(RESEARCHER, NotAllowedError), (NEIGHBOUR, NotFoundError)]
)
def test_nobody_else_reads_it(database: Database, user: User, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(database, user)
    with pytest.raises(refusal):
        note(database, user)


def test_a_clinic_that_is_no_longer_there_has_none(database: Database) -> None:
    user = replace(ANNA, roles={NOWHERE: frozenset({Role.LEAD})})
    with pytest.raises(NotFoundError):
        read(database, user, NOWHERE)
