from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from kast_eval.actions.correct_entry import OtherFormError, StaleCorrectionError
from kast_eval.actions.read_sheet import SheetView, read_sheet
from kast_eval.actions.steps.sheet import DefinitionChangedError
from kast_eval.definition.library import Library
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.store.database import Database
from kast_eval.study.roles import NotAllowedError, NotFoundError
from tests.actions.at_the_clinic import (
    ANNA,
    BERIT,
    FIRST_CORRECTION,
    HERE,
    NEIGHBOUR,
    NOW,
    RESEARCHER,
    TEXTS,
    Correcting,
    Sent,
    correct,
    enter,
    entered,
    library,
    noted,
)

CORRECTED = {**TEXTS, "mood_7d": "8"}


def _view(database: Database, public_id: str) -> SheetView:
    with database.begin() as session:
        return read_sheet(session, ANNA, NOW, library(), public_id)


def test_a_correction_is_a_new_entry_with_its_reason(database: Database) -> None:
    public_id = entered(database)
    assert correct(database, public_id, CORRECTED).sheet_public_id == public_id
    assert noted(database)[-1] == ("anna", "corrected", public_id, HERE)
    first, second = _view(database, public_id).history
    assert first.texts == TEXTS
    assert (second.texts, second.replaces, second.reason) == (CORRECTED, first.id, "läste fel")


def test_a_correction_is_corrected_in_its_turn(database: Database) -> None:
    public_id = entered(database)
    correct(database, public_id, CORRECTED)
    second = _view(database, public_id).newest
    correct(database, public_id, TEXTS, Correcting(second.id, submission="correction 2"))
    view = _view(database, public_id)
    assert [entry.texts for entry in view.history] == [TEXTS, CORRECTED, TEXTS]
    assert view.newest.replaces == second.id


def test_who_corrects_second_is_told_with_both_versions(database: Database) -> None:
    public_id = entered(database)
    correct(database, public_id, CORRECTED, user=BERIT)
    mine = {**TEXTS, "mood_7d": "9"}
    with pytest.raises(StaleCorrectionError, match="Jämför de två") as caught:
        correct(database, public_id, mine)
    assert caught.value.yours.texts == mine
    assert caught.value.newest.texts == CORRECTED
    assert caught.value.newest.entered_by == "berit"
    assert len(_view(database, public_id).history) == 2


def test_of_eight_who_correct_at_once_exactly_one_does(database: Database) -> None:
    public_id = entered(database)
    together = Barrier(8)

    def send(number: int) -> bool:
        together.wait()
        page = Correcting(submission=f"page {number}")
        try:
            correct(database, public_id, {"mood_7d": str(number)}, page)
        except StaleCorrectionError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(8))) == 1
    assert len(_view(database, public_id).history) == 2


def test_the_same_correction_sent_twice_is_saved_once(database: Database) -> None:
    public_id = entered(database)
    assert correct(database, public_id, CORRECTED) == correct(database, public_id, CORRECTED)
    assert len(_view(database, public_id).history) == 2


def test_a_used_page_with_other_answers_is_stale(database: Database) -> None:
    public_id = entered(database)
    correct(database, public_id, CORRECTED)
    with pytest.raises(StaleCorrectionError):
        correct(database, public_id, {"mood_7d": "1"})
    other = entered(database, Sent(number=2, submission="page 2"))
    with pytest.raises(StaleCorrectionError):
        correct(database, other, CORRECTED)


@pytest.mark.parametrize(
    ("texts", "reason", "about"),
    [
        (CORRECTED, "", ()),
        (CORRECTED, " \u200b\n", ()),
        (CORRECTED, "x" * (LONGEST_TEXT + 1), ()),
        # Nothing has changed.
        (TEXTS, "läste fel", ()),
        ({"mood_7d": "99"}, "läste fel", ("mood_7d",)),
    ],
)
def test_a_correction_with_an_error_saves_nothing(
    database: Database, texts: dict[str, str], reason: str, about: tuple[str, ...]
) -> None:
    public_id = entered(database)
    outcome = correct(database, public_id, texts, replace(FIRST_CORRECTION, reason=reason))
    assert outcome.sheet_public_id is None
    assert [finding.items for finding in outcome.reading.errors] == [about]
    assert len(_view(database, public_id).history) == 1


def test_a_doubt_is_confirmed_before_the_save(database: Database) -> None:
    public_id = entered(database)
    texts = {"since_buy": "0", "since_buy_n": "3"}
    outcome = correct(database, public_id, texts)
    assert outcome.sheet_public_id is None
    confirmed = [doubt.key for doubt in outcome.reading.doubts]
    page = replace(FIRST_CORRECTION, confirmed=confirmed)
    assert correct(database, public_id, texts, page).sheet_public_id == public_id


def test_the_client_leads_past_questions_as_at_the_first_keying(database: Database) -> None:
    public_id = enter(database, Sent(person_type=2), {"mood_7d": "2"}).sheet_public_id
    assert public_id is not None
    outcome = correct(database, public_id, {"mood_7d": "3"})
    assert outcome.reading.answers["since_buy"].values == (-1,)


def test_the_page_of_another_form_is_refused(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(OtherFormError, match="annat formulär"):
        correct(database, public_id, {"age_years": "34"})


def test_another_clinics_sheet_is_answered_like_none(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(NotFoundError) as theirs:
        correct(database, public_id, CORRECTED, user=NEIGHBOUR)
    with pytest.raises(NotFoundError) as nobodys:
        correct(database, "0" * 24, CORRECTED, user=NEIGHBOUR)
    assert str(theirs.value) == str(nobodys.value)


def test_a_researcher_corrects_nothing(database: Database) -> None:
    public_id = entered(database)
    with pytest.raises(NotAllowedError):
        correct(database, public_id, CORRECTED, user=RESEARCHER)


def test_a_sheet_of_a_changed_definition_is_refused(database: Database) -> None:
    public_id = entered(database)
    changed = Library(tuple(replace(one, checksum="other") for one in library().forms))
    with pytest.raises(DefinitionChangedError, match="ny version"), database.begin() as session:
        read_sheet(session, ANNA, NOW, changed, public_id)
