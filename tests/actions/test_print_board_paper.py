from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from kast_eval.actions.print_board_paper import (
    BoardPaper,
    TooEarlyError,
    TooLateError,
    print_board_paper,
)
from kast_eval.quality.board_paper import (
    BEGAN,
    CLOSED,
    CONTACTS,
    HELD,
    BoardFigures,
    first_paper_day,
)
from kast_eval.quality.board_text import read_board_text
from kast_eval.quality.quarter import QUARTERS, Quarter, quarters_until
from kast_eval.store.clients import find_client, taken_codes
from kast_eval.store.database import Database
from kast_eval.store.erasing import NewErasure, erase_client
from kast_eval.store.kept_figures import FiguresKind, kept_figures
from kast_eval.study.roles import NotAllowedError, NotFoundError, Role, User
from tests.actions.at_the_clinic import (
    ANNA,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    Correcting,
    Sent,
    code,
    correct,
    entered,
    noted,
    plan,
)
from tests.actions.simulated_clinics import KEYER, fill, simulated
from tests.quality.test_board_paper import HIDDEN, is_possible

AUTUMN, WINTER = Quarter(2025, 4), Quarter(2026, 1)
IN_APRIL = datetime(2026, 4, 14, 8, 0, tzinfo=UTC)
HELD_TEXTS = {"session_date": "2025-11-04", "attended": "1"}


def printed(
    database: Database,
    quarter: Quarter | None = AUTUMN,
    *,
    now: datetime = NOW,
    user: User = ANNA,
) -> BoardPaper:
    with database.begin() as session:
        return print_board_paper(session, user, now, plan(), site_code=HERE, quarter=quarter)


def key_session(database: Database, number: int, day: str = "2025-11-04") -> str:
    page = Sent("session", code(number), submission=f"session {number}")
    return entered(database, page, {**HELD_TEXTS, "session_date": day})


def withdraw(database: Database, number: int) -> None:
    told = {
        "fill_date": "2026-03-02", "deviation_date": "2026-03-02", "deviation_kind": "1",
        "withdraw_key_left": "1", "withdraw_scope": "3",
    }  # fmt: skip
    entered(database, Sent("deviation", code(number), submission=f"withdrawal {number}"), told)


def erase(database: Database, number: int) -> None:
    with database.begin() as session:
        client = find_client(session, (HERE,), code(number))
        assert client is not None
        erase_client(session, client, NewErasure(NOW, ANNA.name, None, date(2026, 3, 2)))


@pytest.fixture
def busy(database: Database) -> Database:
    """Return a clinic where six clients began in the autumn."""
    for number in range(1, 7):
        key_session(database, number)
    return database


def test_what_happens_to_sheets_between_two_printings_changes_no_number(busy: Database) -> None:
    first = printed(busy)
    assert (first.quarters[-1].count(BEGAN), first.quarters[-1].count(HELD)) == (6, 6)
    sheet = key_session(busy, 7)
    assert printed(busy) == first
    correct(busy, sheet, {**HELD_TEXTS, "session_date": "2026-01-08"}, Correcting(replaces=7))
    withdraw(busy, 1)
    erase(busy, 2)
    assert printed(busy) == first
    assert printed(busy, now=NOW.replace(year=2027)) == first


def test_an_earlier_quarter_stands_on_a_later_paper_as_it_was_printed(busy: Database) -> None:
    (autumn,) = printed(busy).quarters
    key_session(busy, 7)
    key_session(busy, 8, "2026-02-03")
    before, now = printed(busy, WINTER, now=IN_APRIL).quarters
    assert before == autumn
    assert (now.quarter, now.numbers) == (WINTER, {})


def test_a_quarter_that_nobody_printed_is_counted_with_the_next_one(busy: Database) -> None:
    papers = printed(busy, WINTER, now=IN_APRIL).quarters
    assert [one.quarter for one in papers] == [AUTUMN, WINTER]
    assert {one.counted for one in papers} == {date(2026, 4, 14)}
    key_session(busy, 7)
    assert printed(busy, now=IN_APRIL).quarters == papers[:1]


def test_nobody_is_thought_to_have_begun_before_the_clinic_was_there(database: Database) -> None:
    """Four began in each of two quarters, and eight were seen: a paper of 2012 hides none of them.

    Shown, they would say to who knows that the clinic is new how many have begun.
    """
    printed(database, Quarter(2012, 1))
    for number in range(1, 5):
        key_session(database, number)
    for number in range(1, 9):
        entered(
            database,
            Sent("session", code(number), 2 if number < 5 else 1, submission=f"later {number}"),
            {**HELD_TEXTS, "session_date": "2026-02-03"},
        )
    assert printed(database, WINTER, now=IN_APRIL).quarters[-1].numbers == {}


def test_who_has_withdrawn_is_not_counted(busy: Database) -> None:
    key_session(busy, 7)
    withdraw(busy, 7)
    assert printed(busy).quarters[-1].count(BEGAN) == 6


def test_one_client_is_nobody_however_many_sessions(database: Database) -> None:
    for number in range(1, 7):
        page = Sent("session", code(1), number=number, submission=f"session {number}")
        entered(database, page, {**HELD_TEXTS, "session_date": f"2025-11-{number:02}", "m": "1"})
    assert printed(database).quarters[-1].numbers == {}


def test_a_paper_is_printed_two_weeks_after_its_quarter_at_the_earliest(database: Database) -> None:
    for now in (NOW, datetime(2026, 4, 13, 12, 0, tzinfo=UTC)):
        with pytest.raises(TooEarlyError, match="2026-04-14"):
            printed(database, WINTER, now=now)
        assert printed(database, None, now=now).quarters[-1].quarter == AUTUMN
    assert printed(database, None, now=IN_APRIL).quarters[-1].quarter == WINTER


def test_a_quarter_that_has_not_begun_has_no_paper(database: Database) -> None:
    with pytest.raises(NotFoundError):
        printed(database, Quarter(2026, 2))


def test_a_quarter_from_before_all_papers_is_not_counted_any_more(busy: Database) -> None:
    printed(busy)
    key_session(busy, 7, "2025-08-05")
    with pytest.raises(TooLateError):
        printed(busy, AUTUMN.before)
    assert len(printed(busy).quarters) == 1


def test_two_years_of_quarters_are_drawn(busy: Database) -> None:
    years_later = replace(AUTUMN, year=2028)
    quarters = printed(busy, years_later, now=datetime(2029, 2, 1, tzinfo=UTC)).quarters
    assert [one.quarter for one in quarters][:1] == [Quarter(2027, 1)]
    assert len(quarters) == 8
    with busy.read() as session:
        assert len(kept_figures(session, FiguresKind.BOARD_PAPER, site_code=HERE)) == 13


def test_a_clinic_without_sheets_shows_nothing(database: Database) -> None:
    (paper,) = printed(database).quarters
    assert paper.count(CONTACTS) is None
    assert noted(database)[-1] == ("anna", "printed", "picture 2025-4", HERE)


def test_those_who_work_at_the_clinic_print_it(database: Database) -> None:
    assert printed(database, user=LEAD).site.code == HERE
    with pytest.raises(NotAllowedError):
        printed(database, user=RESEARCHER)
    with pytest.raises(NotFoundError):
        printed(database, user=NEIGHBOUR)


def test_all_papers_of_a_clinic_leave_what_is_hidden_open(database: Database) -> None:
    """Each quarter is printed as soon as it can be; after each, two clients are erased."""
    clinic = simulated(0, 70)
    here = clinic.site.code
    fill(database, [clinic], last_day=AUTUMN.last_day)
    keyer = User(f"{KEYER} {here}", {here: frozenset({Role.COUNSELLOR})})
    kept: Mapping[str, str] = {}
    for place, quarter in enumerate(quarters_until(AUTUMN, QUARTERS)):
        now = datetime.combine(first_paper_day(quarter), time(12), UTC)
        with database.begin() as session:
            print_board_paper(session, keyer, now, plan(), site_code=here, quarter=quarter)
            papers = kept_figures(session, FiguresKind.BOARD_PAPER, site_code=here)
            assert {**papers, **kept} == papers
            kept = papers
            for one in sorted(taken_codes(session, here))[2 * place : 2 * place + 2]:
                client = find_client(session, (here,), one)
                assert client is not None
                erase_client(session, client, NewErasure(now, keyer.name, None, now.date()))
    require_open([read_board_text(quarter, kept[quarter]) for quarter in sorted(kept)])


def require_open(papers: Sequence[BoardFigures]) -> None:
    """Require that nothing small is kept, and that what is hidden could be any number under 5."""
    counts = {CONTACTS, BEGAN, CLOSED, HELD}
    for place, paper in enumerate(papers):
        assert all(
            number >= 5 for name, number in paper.numbers.items() if name in counts or ":" in name
        )
        for name in (BEGAN, CLOSED):
            if paper.count(name) is None:
                assert all(is_possible(papers, place, name, count) for count in HIDDEN)
