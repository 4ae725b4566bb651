from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kast_eval.actions.enter_form import SheetExistsError
from kast_eval.actions.read_sheet import read_sheet
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.actions.steps.person_type import PersonTypeError
from kast_eval.kinds.text import clean_text
from kast_eval.store.clients import find_client
from kast_eval.store.database import Database
from kast_eval.study.client_code import ClientCodeError
from kast_eval.study.roles import NotAllowedError
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    FIRST,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    Sent,
    code,
    enter,
    entered,
    library,
    noted,
    sheet_count,
)


def test_what_was_keyed_is_kept_letter_for_letter(database: Database) -> None:
    texts = {"since_buy": "1", "since_buy_n": "04", "talk_today_txt": ""}
    public_id = enter(database, texts=texts, notes={"since_buy_n": "  otydligt "}).sheet_public_id
    assert public_id is not None
    with database.begin() as session:
        view = read_sheet(session, ANNA, NOW, library(), public_id)
    assert view.newest.texts == texts
    assert view.newest.notes == {"since_buy_n": "otydligt"}
    assert (view.newest.entered_by, view.newest.entered_at) == ("anna", NOW)
    assert noted(database)[0] == ("anna", "entered", public_id, HERE)


def test_the_client_is_made_at_the_save(database: Database) -> None:
    entered(database, Sent(person_type=2))
    with database.read() as session:
        client = find_client(session, (HERE,), code(1))
    assert client is not None
    assert (client.person_type, client.first_seen) == (2, NOW)


def test_an_error_saves_nothing(database: Database) -> None:
    outcome = enter(database, texts={"since_buy": "7", "mood_7d": "99"})
    assert outcome.sheet_public_id is None
    assert {finding.items for finding in outcome.reading.errors} == {("since_buy",), ("mood_7d",)}
    with database.read() as session:
        assert find_client(session, (HERE,), code(1)) is None
    assert noted(database) == []


def test_an_ambiguous_mark_without_a_note_is_an_error(database: Database) -> None:
    texts = {"since_buy": "x"}
    assert enter(database, texts=texts).sheet_public_id is None
    noted_mark = enter(database, texts=texts, notes={"since_buy": "kryss mellan rutorna"})
    assert noted_mark.sheet_public_id is not None


def test_a_doubt_is_confirmed_before_the_save(database: Database) -> None:
    texts = {"since_buy": "0", "since_buy_n": "3"}
    outcome = enter(database, texts=texts)
    (doubt,) = outcome.reading.doubts
    assert outcome.sheet_public_id is None
    assert enter(database, Sent(confirmed=["other"]), texts).sheet_public_id is None
    assert enter(database, Sent(confirmed=[doubt.key]), texts).sheet_public_id is not None


def test_what_the_client_is_leads_past_questions(database: Database) -> None:
    outcome = enter(database, Sent(person_type=2), texts={"mood_7d": "3"})
    assert outcome.reading.answers["since_buy"].values == (-1,)
    again = enter(
        database, Sent(person_type=None, number=2, submission="2"), texts={"mood_7d": "3"}
    )
    assert again.reading.answers["since_buy"].values == (-1,)


@pytest.mark.parametrize("person_type", [None, 0, 4])
def test_a_new_client_needs_a_person_type(database: Database, person_type: int | None) -> None:
    with pytest.raises(PersonTypeError, match="Koden är ny"):
        enter(database, Sent(person_type=person_type))


def test_a_known_client_keeps_the_person_type(database: Database) -> None:
    entered(database)
    with pytest.raises(PersonTypeError, match="redan registrerad"):
        enter(database, Sent(person_type=2, number=2, submission="2"))
    assert entered(database, Sent(person_type=1, number=2, submission="2"))


def test_the_same_page_sent_twice_is_saved_once(database: Database) -> None:
    assert enter(database) == enter(database)
    assert sheet_count(database) == 1
    assert len(noted(database)) == 1


def test_one_page_sent_by_twenty_threads_at_once_is_saved_once(database: Database) -> None:
    together = Barrier(20)

    def send(_: int) -> Outcome:
        together.wait()
        return enter(database)

    with ThreadPoolExecutor(20) as pool:
        outcomes = set(map(_sheet_of, pool.map(send, range(20))))
    assert len(outcomes) == 1
    assert None not in outcomes
    assert sheet_count(database) == 1
    assert len(noted(database)) == 1


def _sheet_of(outcome: Outcome) -> str | None:
    return outcome.sheet_public_id


@pytest.mark.parametrize(
    "send_again",
    [
        # Another page for the same paper.
        lambda database: enter(database, replace(FIRST, submission="page 2")),
        # The back button, another answer, the same page.
        lambda database: enter(database, texts={**TEXTS, "mood_7d": "8"}),
        lambda database: enter(database, notes={"mood_7d": "oklart"}),
        # The back button, another client or session, the same page.
        lambda database: enter(database, replace(FIRST, code=code(2))),
        lambda database: enter(database, replace(FIRST, number=2)),
        # A colleague with the same paper.
        lambda database: enter(database, user=BERIT),
    ],
)
def test_a_saved_paper_is_not_saved_otherwise(
    database: Database, send_again: Callable[[Database], Outcome]
) -> None:
    public_id = entered(database)
    with pytest.raises(SheetExistsError, match="redan ett sparat ark") as caught:
        send_again(database)
    assert caught.value.public_id == public_id
    assert sheet_count(database) == 1


def test_two_people_may_have_pages_with_the_same_token(database: Database) -> None:
    entered(database)
    assert enter(database, replace(FIRST, number=2), user=BERIT).sheet_public_id is not None


def test_a_start_form_has_no_session_number(database: Database) -> None:
    public_id = entered(database, Sent(form="start", number=3), {"gender": "1"})
    with database.begin() as session:
        sheet = read_sheet(session, ANNA, NOW, library(), public_id).sheet
    assert (sheet.timepoint, sheet.number) == ("t0", None)


def test_another_clinics_client_cannot_be_keyed(database: Database) -> None:
    with pytest.raises(ClientCodeError, match="din mottagning"):
        enter(database, user=NEIGHBOUR)


def test_a_researcher_keys_nothing(database: Database) -> None:
    with pytest.raises(NotAllowedError):
        enter(database, user=RESEARCHER)


def test_a_name_that_the_form_does_not_have_is_a_mistake_of_the_caller(
    database: Database,
) -> None:
    with pytest.raises(KeyError):
        enter(database, texts={"no_such_item": "1"})
    assert sheet_count(database) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([item.name for item in library().newest("checkin").as_asked().items]),
        st.text(st.characters(), max_size=20) | st.sampled_from(["1", "0", "x", "?", "2|3"]),
    ),
    st.integers(min_value=1),
)
def test_whatever_is_keyed_is_saved_as_it_is_or_not_at_all(
    database: Database, texts: dict[str, str], number: int
) -> None:
    page = Sent(code=code(number % 10_000), submission=f"{texts} {number}")
    before = sheet_count(database)
    try:
        outcome = enter(database, page, texts)
    except SheetExistsError:
        return
    saved = outcome.sheet_public_id
    if saved is None:
        assert outcome.reading.errors or outcome.reading.doubts
        assert sheet_count(database) == before
        return
    with database.begin() as session:
        view = read_sheet(session, ANNA, NOW, library(), saved)
    assert view.newest.texts == {name: clean_text(text) for name, text in texts.items()}
