from datetime import date

from kast_eval import clock
from kast_eval.answers.read import read_answers
from kast_eval.study.client_code import is_relative_code, read_client_code
from kast_eval.training.relatives import generate_relatives
from tests.definition.example import real_library

FORMS = real_library().newest_forms
LAST_DAY = date(2026, 9, 30)
SHEETS = generate_relatives(7, FORMS, "RX", 30, last_day=LAST_DAY)


def test_the_same_seed_gives_the_same_relatives() -> None:
    assert generate_relatives(7, FORMS, "RX", 30, last_day=LAST_DAY) == SHEETS
    assert generate_relatives(8, FORMS, "RX", 30, last_day=LAST_DAY) != SHEETS


def test_every_relative_has_a_code_of_the_own_series_and_one_start() -> None:
    starts = [sheet.code for sheet in SHEETS if sheet.definition.form == "relative_start"]
    assert len(set(starts)) == len(starts) == 30
    assert all(is_relative_code(code) and read_client_code(code) == code for code in starts)


def test_some_have_closed_and_some_have_not() -> None:
    closed = [sheet.code for sheet in SHEETS if sheet.definition.form == "relative_closing"]
    assert 0 < len(set(closed)) == len(closed) < 30


def test_every_sheet_can_be_keyed() -> None:
    for sheet in SHEETS:
        today = clock.clinic_day(sheet.entered_at)
        assert today <= LAST_DAY
        assert read_answers(sheet.definition, sheet.texts, today=today).errors == ()
