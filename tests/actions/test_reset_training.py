import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kast_eval import clock
from kast_eval.actions.export_site import export_site
from kast_eval.actions.keying_quality import keying_quality
from kast_eval.actions.list_queries import list_queries
from kast_eval.actions.list_second_keying import list_second_keying
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.reset_training import (
    COLLEAGUE,
    DIFFERING,
    LEFT,
    NEIGHBOUR_USER,
    EmptyTrainingError,
    is_filled,
    reset_training,
    training_user,
)
from kast_eval.actions.train_second_keying import WRONG
from kast_eval.actions.training_link import TRAINING_USER, training_link
from kast_eval.store.database import Database, open_database
from kast_eval.store.events import PROGRAM, clock_trouble, first_broken_event
from kast_eval.store.faults import WrongDatabaseError
from kast_eval.store.queries import open_queries
from kast_eval.store.sheets import newest_sheets
from kast_eval.store.sites import all_sites
from kast_eval.study.client_code import is_relative_code
from kast_eval.study.expected import State
from kast_eval.study.roles import PERMISSIONS, Role
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from tests.actions.at_the_clinic import HERE, NOW, THERE, derivations, library, noted, plan

Tell = Callable[[int, int], None]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "empty", training=True)
    yield opened
    opened.close()


def reset(database: Database, tell: Tell = lambda _done, _all: None) -> int:
    with database.begin() as session:
        return reset_training(session, NOW, plan(), tell=tell)


@pytest.fixture(scope="module")
def told() -> list[tuple[int, int]]:
    """Return what is told while the clinics are filled once."""
    return []


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[int, int]]
) -> Iterator[Database]:
    """Give training clinics that were filled once, for those who only look at them."""
    opened = open_database(tmp_path_factory.mktemp("filled"), training=True)
    reset(opened, lambda done, total: told.append((done, total)))
    yield opened
    opened.close()


def export(database: Database) -> dict[str, bytes]:
    with database.begin() as session:
        user = training_user(session)
        made = export_site(
            session, user, NOW, library(), site_code=HERE, derivations=derivations(),
            person_key=bytes(32),
        )  # fmt: skip
        return dict(made.files)


def test_both_training_clinics_get_clients_and_sheets(filled: Database) -> None:
    with filled.read() as session:
        assert all_sites(session) == (TRAINING_SITE, TRAINING_NEIGHBOUR)
        here, there = (newest_sheets(session, (site,), limit=1000) for site in (HERE, THERE))
    assert 160 <= len(here) <= 270
    for found, clients, relatives in ((here, 12 + 5, 4), (there, 3, 1)):
        codes = {sheet.client_code for sheet in found if sheet.client_code}
        assert len({one for one in codes if is_relative_code(one)}) == relatives
        assert len({one for one in codes if not is_relative_code(one)}) == clients
    assert {sheet.form for sheet in here} == {form.form for form in library().newest_forms}


def test_what_was_practised_is_gone_and_the_chain_of_events_is_whole(
    filled: Database, told: list[tuple[int, int]], tmp_path: Path
) -> None:
    first = len(told)
    again = open_database(shutil.copytree(filled.file.parent, tmp_path / "again"), training=True)
    assert reset(again) == first
    with again.read() as session:
        assert len(newest_sheets(session, (HERE, THERE), limit=1000)) == first
        assert first_broken_event(session) is None
    assert noted(again)[-1] == (TRAINING_USER, "reset training", f"{first} sheets", None)
    again.close()


def test_the_training_user_sees_one_clinic_and_may_everything_there(filled: Database) -> None:
    with filled.begin() as session:
        user = training_user(session)
        training_link(session, NOW)
        assert training_user(session) == user
    assert user.sites == {HERE}
    assert all(
        user.may(permission, HERE)
        for role in (Role.LEAD, Role.RESEARCHER, Role.AUDITOR)
        for permission in PERMISSIONS[role]
    )
    # The program notes that the neighbours' months begin again where those before them began.
    assert {who for who, *_ in noted(filled)} == {
        TRAINING_USER, COLLEAGUE, NEIGHBOUR_USER, PROGRAM,
    }  # fmt: skip


def test_a_clinic_that_only_has_its_link_gets_the_same_clients_and_answers_on_the_same_day(
    empty: Database, filled: Database
) -> None:
    with empty.begin() as session:
        training_link(session, NOW)
        assert not is_filled(session)
    reset(empty)
    with empty.read() as session:
        assert is_filled(session)
    assert export(empty) == export(filled)


def test_without_a_training_user_it_says_what_to_do(empty: Database) -> None:
    with pytest.raises(EmptyTrainingError, match="kast-eval training"), empty.read() as session:
        training_user(session)


def test_progress_is_told_to_the_last_sheet(filled: Database, told: list[tuple[int, int]]) -> None:
    with filled.read() as session:
        made = len(newest_sheets(session, (HERE, THERE), limit=1000))
    assert told == [(done, made) for done in range(1, made + 1)]


def test_real_data_are_never_reset(tmp_path: Path) -> None:
    real = open_database(tmp_path / "real", training=False)
    with pytest.raises(WrongDatabaseError), real.begin() as session:
        reset_training(session, NOW, plan())
    with real.read() as session:
        assert all_sites(session) == ()
    real.close()


def test_no_sheet_is_keyed_after_the_day(filled: Database) -> None:
    with filled.read() as session:
        for sheet in newest_sheets(session, (HERE, THERE), limit=1000):
            assert clock.clinic_day(sheet.created) <= clock.clinic_day(NOW)


def test_a_newcomer_finds_something_of_each_sort_to_do(filled: Database) -> None:
    with filled.read() as session:
        ledger = read_ledger(session, training_user(session), NOW, plan(), HERE)
    states = {one.state for one in ledger.open if one.code}
    assert states == {State.OVERDUE, State.DUE, State.SOON}
    due = {(one.form, one.last_day == ledger.today) for one in ledger.in_state(State.DUE)}
    assert {("checkin", True), ("followup", False)} <= due
    assert [one.reminders for one in ledger.open if one.reminders] == [
        (ledger.today - timedelta(6),)
    ]
    assert len(ledger.closings) == 1
    assert {one.episode_no for one in ledger.expected} == {1, 2}


def test_two_questions_wait_from_the_start(filled: Database) -> None:
    with filled.read() as session:
        user = training_user(session)
        asked = [one.query.kind for one in list_queries(session, user, NOW, HERE)]
        there = open_queries(session, (THERE,))
    assert sorted(asked) == ["days_of_one_session_differ", "more_sessions_than_logged"]
    assert there == ()


def test_some_sheets_wait_for_a_second_keying_and_one_is_to_be_decided(filled: Database) -> None:
    with filled.read() as session:
        waiting = list_second_keying(session, training_user(session), HERE)
        quality = keying_quality(session, training_user(session), library(), HERE)
    states = [one.state for one in waiting]
    assert (states.count("differs"), states.count("awaits")) == (DIFFERING, LEFT)
    # Most of what was drawn was keyed again by the colleague.
    assert quality.all.sheets > 60
    assert 0 < quality.all.differing.wrong <= DIFFERING * WRONG


def test_the_clock_is_right_at_a_clinic_that_was_filled_early_in_the_day(empty: Database) -> None:
    dawn = NOW.replace(hour=4, minute=0)
    with empty.begin() as session:
        reset_training(session, dawn, plan())
    with empty.read() as session:
        assert clock_trouble(session, dawn) is None
