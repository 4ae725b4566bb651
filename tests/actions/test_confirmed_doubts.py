from collections.abc import Mapping

import pytest

from kast_eval.actions.correct_entry import correct_entry
from kast_eval.actions.enter_form import enter_form
from kast_eval.actions.steps.keyed import Outcome
from kast_eval.answers.reasons import EVERY_DAY, Reason, Why
from kast_eval.store.database import Database
from kast_eval.store.finding_answers import finding_answers
from tests.actions.at_the_clinic import ANNA, NOW, code, library, plan

DOUBTED = {"since_buy": "0", "since_buy_n": "4", "mood_7d": "7"}


def enters(
    database: Database, *confirmed: str, reasons: Mapping[str, Reason] = EVERY_DAY
) -> Outcome:
    with database.begin() as session:
        return enter_form(
            session, ANNA, NOW, library().newest("checkin").as_asked(), DOUBTED,
            plan=plan(), notes={}, code=code(1), number=1, person_type=1, submission="page",
            confirmed=confirmed, reasons=reasons,
        )  # fmt: skip


def corrects(
    database: Database,
    sheet: str,
    texts: Mapping[str, str],
    *confirmed: str,
    reasons: Mapping[str, Reason] = EVERY_DAY,
) -> Outcome:
    with database.begin() as session:
        return correct_entry(
            session, ANNA, NOW, plan(), sheet,
            texts=texts, notes={}, replaces=1, reason="fel ruta",
            submission="correction", confirmed=confirmed, reasons=reasons,
        )  # fmt: skip


def kept(database: Database) -> list[str]:
    with database.read() as session:
        return [one.reason for one in finding_answers(session, 1)]


def test_a_confirmed_doubt_is_kept_with_the_reason_of_every_day(database: Database) -> None:
    (doubt,) = enters(database).reading.doubts
    assert enters(database, doubt.key).sheet_public_id
    assert kept(database) == ["paper"]
    with database.read() as session:
        (answer,) = finding_answers(session, 1)
    assert (answer.finding, answer.answered_by, answer.answered_at) == (doubt.key, "anna", NOW)


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        (Reason(Why.ASKED), "asked"),
        (Reason(Why.OTHER, "skrivet av tolken"), "other: skrivet av tolken"),
    ],
)
def test_a_doubt_is_kept_with_its_own_reason(
    database: Database, reason: Reason, written: str
) -> None:
    (doubt,) = enters(database).reading.doubts
    enters(database, doubt.key, reasons={doubt.key: reason})
    assert kept(database) == [written]


@pytest.mark.parametrize("words", ["", "x" * 61])
def test_another_reason_has_words_and_not_too_many(database: Database, words: str) -> None:
    (doubt,) = enters(database).reading.doubts
    reasons = {doubt.key: Reason(Why.OTHER, words)}
    outcome = enters(database, doubt.key, reasons=reasons)
    assert outcome.sheet_public_id is None
    assert len(outcome.reading.errors) == 1


def test_a_correction_elsewhere_does_not_ask_again(database: Database) -> None:
    (doubt,) = enters(database).reading.doubts
    sheet = enters(database, doubt.key).sheet_public_id or ""
    assert corrects(database, sheet, {**DOUBTED, "mood_7d": "8"}).sheet_public_id == sheet
    assert kept(database) == ["paper"]


def test_a_correction_of_the_text_itself_asks_again(database: Database) -> None:
    (doubt,) = enters(database).reading.doubts
    sheet = enters(database, doubt.key).sheet_public_id or ""
    texts = {**DOUBTED, "since_buy_n": "5"}
    outcome = corrects(database, sheet, texts)
    assert outcome.sheet_public_id is None
    (new,) = outcome.reading.doubts
    assert new.key != doubt.key
    reasons = {new.key: Reason(Why.OTHER, "")}
    assert corrects(database, sheet, texts, new.key, reasons=reasons).reading.errors
    assert corrects(database, sheet, texts, new.key).sheet_public_id == sheet
    assert kept(database) == ["paper", "paper"]


def test_what_was_answered_is_not_shown_beside_what_is_asked(database: Database) -> None:
    (doubt,) = enters(database).reading.doubts
    sheet = enters(database, doubt.key).sheet_public_id or ""
    outcome = corrects(database, sheet, {**DOUBTED, "fill_date": "2025-01-02"})
    assert [one.items for one in outcome.reading.doubts] == [("fill_date",)]
