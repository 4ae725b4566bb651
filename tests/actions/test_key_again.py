from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kast_eval.actions.correct_entry import OtherFormError
from kast_eval.actions.list_queries import list_queries_about
from kast_eval.actions.open_second_keying import NotAwaitedError, open_second_keying
from kast_eval.actions.print_sheet import print_sheet
from kast_eval.actions.read_conversation import read_conversation
from kast_eval.actions.read_query import read_query
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.steps.keyers import SamePersonError
from kast_eval.store.comparisons import compared_sheets
from kast_eval.store.database import Database, open_database
from kast_eval.store.records import SheetRecord
from kast_eval.store.second_keyings import keying_statuses, unfinal_sheets
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet
from kast_eval.store.sign_ins import add_sign_in
from kast_eval.store.sites import add_site
from kast_eval.store.users import add_user
from kast_eval.study.keying_status import KeyingStatus
from kast_eval.study.roles import NotAllowedError, NotFoundError, User
from kast_eval.study.site import TRAINING_NEIGHBOUR, TRAINING_SITE
from kast_eval.wording import Language
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    EVERYBODY,
    HERE,
    LEAD,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    Correcting,
    Sent,
    correct,
    entered,
    library,
    noted,
    plan,
)
from tests.actions.twice import BERITS, DIFFERENT, TOMORROW, Again, due, keyed_again
from tests.made_once import copy_made_once


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Database]:
    """A database that is no training: there another person keys the second time."""
    with closing(
        open_database(copy_made_once(make_real, tmp_path / "real"), training=False)
    ) as one:
        yield one


def make_real(folder: Path) -> None:
    with closing(open_database(folder, training=False)) as opened, opened.begin() as session:
        add_site(session, TRAINING_SITE)
        add_site(session, TRAINING_NEIGHBOUR)
        for user in EVERYBODY:
            add_user(session, user.name, user.roles, created=NOW)


def be_seen(database: Database, *users: User) -> None:
    with database.begin() as session:
        for user in users:
            add_sign_in(session, user.name, f"token of {user.name}", created=NOW, method="link")


def status_of(database: Database) -> KeyingStatus:
    """Return how final the only sheet is."""
    with database.read() as session:
        (status,) = keying_statuses(session, (HERE,)).values()
    return status


def test_keyings_of_one_meaning_agree(database: Database) -> None:
    public_id = entered(database)
    assert status_of(database) is KeyingStatus.AWAITS_SECOND
    assert keyed_again(database, public_id, {"since_main": "a", "mood_7d": "h"}).differing == 0
    assert status_of(database) is KeyingStatus.AGREES
    assert noted(database)[-1] == ("berit", "keyed again", public_id, HERE)
    assert due(database) == ()


def test_what_differs_leaves_the_sheet_unfinal_and_what_counts_as_it_is(
    database: Database,
) -> None:
    public_id = entered(database)
    assert keyed_again(database, public_id, DIFFERENT).differing == 2
    assert status_of(database) is KeyingStatus.DIFFERS
    with database.begin() as session:
        view = read_sheet(session, ANNA, NOW, library(), public_id)
        assert view.newest.texts == TEXTS
        assert len(unfinal_sheets(session, (HERE,))) == 1
        (sheet,) = compared_sheets(session, HERE)
    assert sheet.keyer == "anna"
    assert sheet.compared.first_wrong == {"since_main", "mood_7d"}


def test_a_correction_before_the_second_keying_is_an_error_of_the_first_that_needs_no_decision(
    database: Database,
) -> None:
    public_id = entered(database)
    correct(database, public_id, DIFFERENT)
    assert keyed_again(database, public_id, DIFFERENT).differing == 0
    assert status_of(database) is KeyingStatus.AGREES
    with database.read() as session:
        (sheet,) = compared_sheets(session, HERE)
    assert sheet.compared.decided
    assert sheet.compared.first_wrong == {"since_main", "mood_7d"}


def test_what_counts_is_decided_about_when_a_correction_was_wrong(database: Database) -> None:
    public_id = entered(database)
    correct(database, public_id, DIFFERENT)
    assert keyed_again(database, public_id, TEXTS).differing == 2
    assert status_of(database) is KeyingStatus.DIFFERS


def test_a_correction_that_makes_the_two_alike_ends_it(database: Database) -> None:
    public_id = entered(database)
    keyed_again(database, public_id, DIFFERENT)
    correct(database, public_id, {**TEXTS, "since_main": "1"})
    assert status_of(database) is KeyingStatus.DIFFERS
    with database.read() as session:
        newest = compared_sheets(session, HERE)[0]
    assert newest.compared.differing == {"since_main", "mood_7d"}
    second = Correcting(replaces=3, submission="correction 2")
    correct(database, public_id, DIFFERENT, second)
    assert status_of(database) is KeyingStatus.AGREES


def test_a_correction_of_a_final_sheet_leaves_it_final(database: Database) -> None:
    public_id = entered(database)
    keyed_again(database, public_id)
    correct(database, public_id, DIFFERENT)
    assert status_of(database) is KeyingStatus.AGREES


def test_errors_and_unconfirmed_doubts_save_nothing(database: Database) -> None:
    public_id = entered(database)
    outcome = keyed_again(database, public_id, {"mood_7d": "99"})
    assert (outcome.differing, len(outcome.reading.errors)) == (None, 1)
    doubtful = {"since_buy": "0", "since_buy_n": "3"}
    outcome = keyed_again(database, public_id, doubtful)
    assert outcome.differing is None
    keys = [doubt.key for doubt in outcome.reading.doubts]
    assert status_of(database) is KeyingStatus.AWAITS_SECOND
    outcome = keyed_again(database, public_id, doubtful, replace(BERITS, confirmed=keys))
    assert outcome.differing == 4


def test_a_page_sent_twice_is_saved_once(database: Database) -> None:
    public_id = entered(database)
    assert keyed_again(database, public_id) == keyed_again(database, public_id)


@pytest.mark.parametrize(
    ("texts", "page"), [(DIFFERENT, BERITS), (TEXTS, replace(BERITS, submission="another tab"))]
)
def test_a_sheet_is_keyed_again_once(
    database: Database, texts: dict[str, str], page: Again
) -> None:
    public_id = entered(database)
    keyed_again(database, public_id)
    with pytest.raises(NotAwaitedError, match="redan inskrivet"):
        keyed_again(database, public_id, texts, page)


def test_a_sheet_that_is_keyed_once_is_not_keyed_again(database: Database) -> None:
    row = Sent("contact_log", HERE, number=1, person_type=None)
    public_id = entered(database, row, {})
    page = replace(BERITS, code=HERE)
    with pytest.raises(NotAwaitedError, match="ska inte skrivas in"):
        keyed_again(database, public_id, {}, page)


@pytest.mark.parametrize(
    ("texts", "page"),
    [
        ({"age_years": "30"}, BERITS),
        (TEXTS, replace(BERITS, number=2)),
        (TEXTS, replace(BERITS, code="XX0002F")),
    ],
)
def test_the_page_of_another_sheet_is_refused(
    database: Database, texts: dict[str, str], page: Again
) -> None:
    public_id = entered(database)
    with pytest.raises(OtherFormError, match="annat ark"):
        keyed_again(database, public_id, texts, page)


def test_another_clinics_sheet_is_answered_like_none(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(NotFoundError):
        keyed_again(database, public_id, page=Again(NEIGHBOUR))
    with pytest.raises(NotAllowedError):
        keyed_again(database, public_id, page=Again(RESEARCHER))


def test_at_the_training_clinic_one_person_may_key_both_times(database: Database) -> None:
    public_id = entered(database)
    be_seen(database, BERIT)
    assert keyed_again(database, public_id, page=Again(ANNA, NOW)).differing == 0


def test_where_another_keys_the_first_keyer_does_not_key_again(real: Database) -> None:
    public_id = entered(real)
    be_seen(real, ANNA, BERIT)
    with pytest.raises(SamePersonError, match="någon annan"):
        keyed_again(real, public_id, page=Again(ANNA))
    assert keyed_again(real, public_id).differing == 0


def test_who_corrected_the_first_keying_has_seen_it_and_does_not_key_again(real: Database) -> None:
    public_id = entered(real)
    correct(real, public_id, {**TEXTS, "mood_7d": "8"}, user=BERIT)
    be_seen(real, ANNA, BERIT, LEAD)
    with pytest.raises(SamePersonError, match="någon annan"):
        keyed_again(real, public_id)
    with pytest.raises(SamePersonError), real.begin() as session:
        open_second_keying(session, BERIT, TOMORROW, plan(), public_id=public_id)
    assert keyed_again(real, public_id, page=Again(LEAD)).differing == 1


@pytest.mark.parametrize("way", ["sheet", "print", "conversation", "question"])
def test_who_has_opened_the_sheet_does_not_key_it_again(real: Database, way: str) -> None:
    public_id = entered(real)
    other = entered(real, Sent("session", submission="log"), {"attended": "3"})
    with real.begin() as session:
        match way:
            case "sheet":
                read_sheet(session, BERIT, NOW, library(), public_id)
            case "print":
                print_sheet(session, BERIT, NOW, library(), public_id, language=Language.SV)
            case "conversation":
                # It shows the answers of the check-ins, whichever sheet it was opened from.
                read_conversation(session, BERIT, NOW, plan(), sheet=other)
            case _:
                # The log says that the session was not held, which asks about both sheets.
                (query,) = list_queries_about(session, BERIT, NOW, own(session, public_id))
                read_query(session, BERIT, NOW, library(), query.public_id)
    be_seen(real, ANNA, BERIT, LEAD)
    with pytest.raises(SamePersonError, match="någon annan"):
        keyed_again(real, public_id)
    assert keyed_again(real, public_id, page=Again(LEAD)).differing == 0


def own(session: Session, public_id: str) -> SheetRecord:
    sheet = find_sheet(session, (HERE,), public_id)
    assert sheet is not None
    return sheet


def test_a_conversation_shows_nothing_of_a_log(real: Database) -> None:
    log = Sent("session", submission="log")
    opened, other = (
        entered(real, replace(log, number=number, submission=f"log {number}"), {"attended": "1"})
        for number in (1, 2)
    )
    be_seen(real, ANNA, BERIT)
    with real.begin() as session:
        read_conversation(session, BERIT, NOW, plan(), sheet=opened)
    assert keyed_again(real, other, {"attended": "1"}, Again(number=2)).differing == 0


def test_of_two_who_know_a_sheet_the_one_who_only_saw_it_keys_it(real: Database) -> None:
    public_id = entered(real)
    be_seen(real, ANNA, BERIT)
    with real.begin() as session:
        read_sheet(session, BERIT, NOW, library(), public_id)
    with pytest.raises(SamePersonError, match="någon annan"):
        keyed_again(real, public_id, page=Again(ANNA))
    with pytest.raises(SamePersonError, match="en annan dag"):
        keyed_again(real, public_id, page=Again(BERIT, NOW))
    assert keyed_again(real, public_id, page=Again(BERIT, TOMORROW)).differing == 0


def test_where_all_have_seen_a_sheet_one_of_them_keys_it_on_another_day(real: Database) -> None:
    public_id = entered(real)
    correct(real, public_id, {**TEXTS, "mood_7d": "8"}, user=BERIT)
    be_seen(real, ANNA, BERIT)
    with pytest.raises(SamePersonError, match="en annan dag"):
        keyed_again(real, public_id, page=Again(BERIT, NOW))
    assert keyed_again(real, public_id, page=Again(BERIT, TOMORROW)).differing == 1


@pytest.mark.parametrize("user", [ANNA, RESEARCHER, NEIGHBOUR])
def test_who_is_alone_keys_again_on_another_day(real: Database, user: User) -> None:
    # Neither a researcher nor somebody of another clinic can do it for her.
    be_seen(real, user)
    public_id = entered(real)
    with pytest.raises(SamePersonError, match="en annan dag"):
        keyed_again(real, public_id, page=Again(ANNA, NOW))
    assert keyed_again(real, public_id, page=Again(ANNA, TOMORROW)).differing == 0


def test_who_has_not_been_seen_for_long_is_not_waited_for(real: Database) -> None:
    be_seen(real, BERIT)
    public_id = entered(real)
    later = Again(ANNA, NOW + timedelta(days=plan().keying.active_days + 1))
    assert keyed_again(real, public_id, page=later).differing == 0


def test_the_page_is_refused_to_who_may_not_key_it(real: Database) -> None:
    be_seen(real, BERIT)
    public_id = entered(real)
    with pytest.raises(SamePersonError), real.begin() as session:
        open_second_keying(session, ANNA, NOW, plan(), public_id=public_id)
    with real.begin() as session:
        awaited = open_second_keying(session, BERIT, NOW, plan(), public_id=public_id)
    assert (awaited.code, awaited.definition.form) == (Sent().code, "checkin")
    assert noted(real)[-1][:3] == ("berit", "opened second keying", public_id)
