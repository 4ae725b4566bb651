from datetime import date

from kast_eval import clock
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import Subject
from kast_eval.training.clinic import ROWS, generate_clinic_sheets
from tests.definition.example import real_library

FORMS = real_library().newest_forms
LAST_DAY = date(2026, 9, 30)
SHEETS = generate_clinic_sheets(7, FORMS, "0000", last_day=LAST_DAY)
CONTACTS = [sheet.texts for sheet in SHEETS if sheet.definition.form == "contact_log"]


def test_the_same_seed_gives_the_same_sheets() -> None:
    assert generate_clinic_sheets(7, FORMS, "0000", last_day=LAST_DAY) == SHEETS
    assert generate_clinic_sheets(8, FORMS, "0000", last_day=LAST_DAY) != SHEETS


def test_every_form_about_the_clinic_comes_up() -> None:
    forms = {form.form for form in FORMS if form.subject is Subject.CLINIC}
    assert {sheet.definition.form for sheet in SHEETS} == forms
    numbered = [(sheet.definition.form, sheet.number) for sheet in SHEETS]
    assert len(set(numbered)) == len(numbered)


def test_every_sheet_can_be_keyed() -> None:
    for sheet in SHEETS:
        today = clock.clinic_day(sheet.entered_at)
        assert today <= LAST_DAY
        assert read_answers(sheet.definition, sheet.texts, today=today).errors == ()


def test_contacts_are_logged_in_the_order_of_the_days() -> None:
    days = [texts["contact_date"] for texts in CONTACTS]
    assert len(days) == ROWS
    assert days == sorted(days)


def test_who_cannot_take_part_is_offered_no_form() -> None:
    included = {"0": 0, "1": 0}
    for texts in CONTACTS:
        if texts["eligible_cat"] == "1" and texts["start_form_offered"] in included:
            included[texts["start_form_offered"]] += 1
    assert included["1"] > ROWS / 2
    assert included["0"] <= 2
