import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, combinations
from pathlib import Path

import pytest
from sqlalchemy import text

from kast_eval.actions.compare_sites import compare_sites, figures_of, last_quarter_end
from kast_eval.actions.correct_entry import correct_entry
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.steps.site_figures import AT_HAND, site_figures
from kast_eval.actions.steps.told_sheets import TextReader
from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.paper.comparison.comparison_text import OtherVersionError
from kast_eval.paper.comparison.sections import Theme, comparison_sections
from kast_eval.quality.splits import Part, Split
from kast_eval.store.database import Database, open_database
from kast_eval.store.kept_figures import FiguresKind, keep_figures
from kast_eval.store.site_points import add_site_points
from kast_eval.store.sites import add_site, all_sites
from kast_eval.store.users import add_user
from kast_eval.study.border import NotAllSitesError
from kast_eval.study.roles import NotAllowedError, Role, User
from kast_eval.study.site import TRAINING_SITE
from kast_eval.study.small_numbers import SMALLEST_COUNT
from tests.actions.at_the_clinic import (
    ANNA,
    BOTH,
    HERE,
    NOW,
    RESEARCHER,
    THERE,
    Sent,
    code,
    entered,
    library,
    noted,
    plan,
)
from tests.actions.simulated_clinics import fill, simulated
from tests.paper.response.made import SWEDISH

COUNTRY = User("country", {one: frozenset({Role.COORDINATOR}) for one in (HERE, THERE)})
EARLIER = NOW.replace(month=5)
LATER = NOW.replace(month=7)
CLINICS = tuple(simulated(place, size) for place, size in enumerate((40, 30, 3, 4, 5)))
SIMULATED = User("country", {one.site.code: frozenset({Role.COORDINATOR}) for one in CLINICS})


def compare(database: Database, user: User = COUNTRY, now: datetime = LATER) -> Comparison:
    with database.begin() as session:
        return compare_sites(session, user, now, plan())


@pytest.fixture(scope="module")
def full_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with simulated clinics, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("full")
    opened = open_database(folder, training=True)
    fill(opened, CLINICS, last_day=date(2026, 6, 30))
    with opened.begin() as session:
        add_user(session, SIMULATED.name, SIMULATED.roles, created=NOW)
    opened.close()
    return folder


@pytest.fixture
def full(full_folder: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copytree(full_folder, tmp_path, dirs_exist_ok=True)
    opened = open_database(tmp_path, training=True)
    yield opened
    opened.close()


@pytest.fixture
def found(full: Database) -> Comparison:
    return compare(full, SIMULATED)


def keyed_later(database: Database, user: User = ANNA) -> None:
    with database.begin() as session:
        definition = library().newest("checkin").as_asked()
        enter_form(
            session, user, LATER, definition, {"mood_7d": "7", "since_main": "0"}, plan=plan(),
            notes={}, code=code(1), number=1, person_type=1, submission="later",
        )  # fmt: skip


def clients(found: Comparison) -> int:
    """Return how many clients the tables are of."""
    return sum(found.together.persons.values())


def test_clinics_without_clients_have_a_comparison_of_nobody(database: Database) -> None:
    found = compare(database)
    assert [site.code for site in found.sites] == [HERE, THERE]
    assert not any(found.together.rows.values())
    assert found.inflow is None
    assert noted(database)[-1] == ("country", "compared response", "comparison", None)


def test_a_few_clients_are_not_shown_outside_their_clinic(database: Database) -> None:
    entered(database)
    found = compare(database)
    assert not any(found.together.rows.values())
    assert found.together.persons == {}


@pytest.mark.parametrize("user", [ANNA, BOTH, RESEARCHER])
def test_only_who_answers_for_several_clinics_compares_them(database: Database, user: User) -> None:
    with pytest.raises(NotAllowedError):
        compare(database, user)


def test_who_answers_for_some_of_the_clinics_only_has_no_table_to_take_from_that_of_all(
    full: Database,
) -> None:
    roles = frozenset({Role.COORDINATOR})
    some = User("country", {one.site.code: roles for one in CLINICS[1:]})
    with pytest.raises(NotAllSitesError, match="på alla som är med"):
        compare(full, some)
    more = User("country", {**SIMULATED.roles, HERE: roles, THERE: roles})
    assert compare(full, more) == compare(full, SIMULATED)


def test_the_numbers_of_a_quarter_do_not_follow_what_is_keyed_after_it(database: Database) -> None:
    keyed_later(database)
    assert clients(compare(database)) == 0
    assert sum(compare(database, now=LATER.replace(month=10)).together.persons.values()) == 0


def test_the_figures_of_many_days_are_worked_out_anew(database: Database) -> None:
    reader = TextReader(library(), plan().schedule)
    with database.read() as session:
        days = [NOW.date() + timedelta(day) for day in range(AT_HAND + 1)]
        found = [site_figures(session, reader, plan().schedule, TRAINING_SITE, day) for day in days]
        again = site_figures(session, reader, plan().schedule, TRAINING_SITE, days[-1])
    assert again is found[-1]


def test_a_clinic_is_told_of_at_the_follow_ups_that_it_has_chosen(database: Database) -> None:
    with database.begin() as session:
        sites = all_sites(session)
        add_site_points(session, HERE, {"f12"}, chosen_by=ANNA.name, chosen_at=NOW)
        found = figures_of(session, plan(), sites, LATER.date())
    assert {code: set(one.later) for code, one in found.items()} == {HERE: {"f12"}, THERE: set()}


def test_who_has_withdrawn_does_not_count(database: Database) -> None:
    entered(database)
    withdrawn = {"deviation_kind": "1", "withdraw_scope": "2", "deviation_date": "2026-03-05"}
    entered(database, Sent(form="deviation", number=1, submission="withdrawn"), withdrawn)
    assert clients(compare(database)) == 0


def test_who_withdraws_after_the_clinic_has_left_does_not_count_from_the_next_quarter(
    database: Database,
) -> None:
    entered(database)
    ended_sheet = Sent(form="closing_staff", number=None, submission="ended")
    entered(database, ended_sheet, {"close_date": "2026-03-02", "close_reason": "1"})
    site = replace(TRAINING_SITE, left_study=NOW.date() + timedelta(1))

    def persons(day: date) -> int:
        with database.read() as session:
            reader = TextReader(library(), plan().schedule)
            return site_figures(session, reader, plan().schedule, site, day).clients.persons

    ended, next_end = date(2026, 3, 31), date(2026, 6, 30)
    assert (persons(ended), persons(next_end)) == (1, 1)
    withdrawn = {"deviation_kind": "1", "withdraw_scope": "2", "deviation_date": "2026-04-05"}
    with database.begin() as session:
        enter_form(
            session, ANNA, NOW.replace(month=5), library().newest("deviation").as_asked(),
            withdrawn, plan=plan(), notes={}, code=code(1), number=1, person_type=1,
            submission="withdrawn",
        )  # fmt: skip
    assert (persons(ended), persons(next_end)) == (1, 0)


def test_nothing_of_a_clinic_that_left_goes_to_anybody_not_even_a_coordinator(
    full: Database, found: Comparison
) -> None:
    """What it keyed since stays at home, and so does every sheet that it has corrected since."""
    leaving = CLINICS[0].site.code
    with full.begin() as session:
        session.connection.execute(
            text("UPDATE site SET left_study = :left WHERE code = :code"),
            {"left": "2020-01-01", "code": leaving},
        )
    after = compare(full, SIMULATED)
    assert _counted(found) == sum(one.clients for one in CLINICS)
    # The clients of the others are too few for any sum.
    assert _counted(after) == 0
    assert after.structures[leaving].year is None


@pytest.fixture
def real(full: Database) -> Database:
    """Return the clinics as if their clients were real."""
    with full.begin() as session:
        session.connection.execute(text("UPDATE site SET training = 0"))
    return full


def test_figures_are_counted_once_a_quarter_whatever_is_erased_or_leaves_since(
    real: Database,
) -> None:
    before = compare(real, SIMULATED)
    with real.begin() as session:
        session.connection.execute(
            text("UPDATE site SET left_study = '2020-01-01' WHERE code = :code"),
            {"code": CLINICS[0].site.code},
        )
    again = compare(real, SIMULATED, LATER + timedelta(20))
    assert again.together == before.together
    assert _counted(again) > 0


def test_a_clinic_that_joins_is_there_from_the_next_quarter_on(real: Database) -> None:
    before = compare(real, SIMULATED)
    with real.begin() as session:
        add_site(session, replace(TRAINING_SITE, in_study=True))
    assert compare(real, SIMULATED) == before
    with pytest.raises(NotAllSitesError):
        compare(real, SIMULATED, LATER.replace(month=10))


def test_figures_of_another_version_wait_for_the_next_quarter(real: Database) -> None:
    with real.begin() as session:
        keep_figures(session, FiguresKind.COMPARISON, "2026-1", '{"version": "other"}', kept_at=NOW)
    with pytest.raises(OtherVersionError):
        compare(real, SIMULATED, EARLIER)
    assert compare(real, SIMULATED, LATER).day == date(2026, 6, 30)


def _counted(found: Comparison) -> int:
    """Return how many clients of all clinics a table is of."""
    return sum((found.together.all_of(Split.RESIDENCE) or {}).values())


def test_a_sheet_that_was_corrected_after_the_clinic_left_stays_at_home(
    database: Database,
) -> None:
    sheet = entered(
        database, Sent(form="clinic_year", code=HERE, number=2025, person_type=None),
        {"host_type": "1"},
    )  # fmt: skip
    with database.begin() as session:
        session.connection.execute(
            text("UPDATE site SET left_study = :left WHERE code = :code"),
            {"left": "2026-03-20", "code": HERE},
        )
    assert compare(database).structures[HERE].codes["host_type"] == 1
    with database.begin() as session:
        correct_entry(
            session, ANNA, NOW + timedelta(30), plan(),
            sheet, texts={"host_type": "2"}, notes={}, replaces=1, reason="fel", submission="after",
        )  # fmt: skip
    assert compare(database).structures[HERE].year is None


def test_no_choice_of_parts_and_clinics_shows_a_number_that_all_of_them_do_not(
    found: Comparison,
) -> None:
    """Exhaustively: every part of the page with every set of clinics, laid beside each other."""
    codes = [one.code for one in found.sites]
    sets = chain.from_iterable(combinations(codes, size) for size in range(len(codes) + 1))
    whole = {theme: _cells(found, theme) for theme in Theme}
    for chosen in sets:
        for theme in Theme:
            assert _cells(found.looked_at(chosen), theme) <= whole[theme]


def _cells(found: Comparison, theme: Theme) -> set[tuple[str, ...]]:
    """Return the rows of every table of a part; who answered what is no number of clients."""
    sections = comparison_sections(found, theme, SWEDISH)
    return {
        row[:2] if theme is Theme.STRUCTURE else row
        for one in sections
        if one.table is not None
        for row in one.table.rows
    }


def test_clinics_that_are_large_enough_are_seen_and_the_small_one_is_not(
    found: Comparison,
) -> None:
    small = CLINICS[2].site.code
    assert small not in found.together.persons
    assert any(found.together.rows.values())
    total = found.together.all_of(Split.ENDING)
    assert total is None or sum(total.values()) == sum(one.clients for one in CLINICS)
    assert total is None or total[Part.YES] >= SMALLEST_COUNT


@pytest.mark.parametrize(
    ("today", "ended"),
    [
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 11, 22), date(2026, 9, 30)),
    ],
)
def test_a_quarter_ends_once(today: date, ended: date) -> None:
    assert last_quarter_end(today) == ended
