from collections import Counter
from datetime import date, timedelta
from statistics import mean

import pytest

from kast_eval import clock
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import Subject
from kast_eval.study.client_code import read_client_code, site_letters
from kast_eval.training.clients import TrainingClient, generate_clients
from kast_eval.training.course import Course
from tests.definition.example import real_library

FORMS = real_library().newest_forms
LAST_DAY = date(2026, 9, 30)
CLIENTS = generate_clients(7, FORMS, "XX", 60, last_day=LAST_DAY)


def numbers(client: TrainingClient, form: str, item: str) -> list[int]:
    """Return the clear numbers that a client answers with, in the order of the sheets."""
    texts = [sheet.texts[item] for sheet in client.sheets if sheet.definition.form == form]
    return [int(text) for text in texts if text.isdecimal()]


def test_the_same_seed_gives_the_same_clients() -> None:
    assert generate_clients(7, FORMS, "XX", 60, last_day=LAST_DAY) == CLIENTS
    assert generate_clients(8, FORMS, "XX", 60, last_day=LAST_DAY) != CLIENTS


def test_every_client_has_a_readable_code_of_the_clinic() -> None:
    codes = [client.code for client in CLIENTS]
    assert len(set(codes)) == len(codes)
    assert all(read_client_code(code) == code and site_letters(code) == "XX" for code in codes)


def test_every_sheet_can_be_keyed() -> None:
    for client in CLIENTS:
        for sheet in client.sheets:
            today = clock.clinic_day(sheet.entered_at)
            assert today <= LAST_DAY
            known = {"person_type": client.person_type}
            assert (
                read_answers(sheet.definition, sheet.texts, today=today, known=known).errors == ()
            )


def test_no_client_has_two_sheets_of_one_time_point() -> None:
    for client in CLIENTS:
        points = [(sheet.definition.form, sheet.number) for sheet in client.sheets]
        assert len(set(points)) == len(points)


def test_every_form_and_every_course_comes_up() -> None:
    assert {client.course for client in CLIENTS} == set(Course)
    forms = {sheet.definition.form for client in CLIENTS for sheet in client.sheets}
    assert forms == {form.form for form in FORMS if form.subject is Subject.CLIENT}
    assert {client.person_type for client in CLIENTS} == {1, 2}


@pytest.mark.parametrize(
    ("course", "least", "most"),
    [(Course.FALLING, -10, -1), (Course.FLAT, -2, 2), (Course.RELAPSE, -1, 10)],
)
def test_the_urge_goes_as_the_course_says(course: Course, least: int, most: int) -> None:
    changes = []
    for client in CLIENTS:
        urges = numbers(client, "checkin", "urge_max_7d")
        if client.course is course and len(urges) > 2:
            # A relapse shows against the lowest point before it.
            changes.append(urges[-1] - (min(urges) if course is Course.RELAPSE else urges[0]))
    assert least <= mean(changes) <= most


def test_who_drops_out_stays_away_early() -> None:
    for client in CLIENTS:
        attended = numbers(client, "session", "attended")
        if client.course is Course.DROP_OUT:
            assert len(attended) <= 3
            assert attended[-1] == 3


def test_some_sessions_are_missed_and_have_no_check_in() -> None:
    missed = 0
    for client in CLIENTS:
        held = {
            sheet.number
            for sheet in client.sheets
            if sheet.definition.form == "session" and sheet.texts["attended"] == "1"
        }
        came = {sheet.number for sheet in client.sheets if sheet.definition.form == "checkin"}
        assert came <= held
        logs = [sheet for sheet in client.sheets if sheet.definition.form == "session"]
        missed += len(logs) - len(held)
    assert missed > 0


def test_some_start_forms_come_late() -> None:
    late = 0
    for client in CLIENTS:
        (first,) = [
            sheet.texts["session_date"] for sheet in client.sheets
            if sheet.definition.form == "session" and sheet.number == 1
        ]  # fmt: skip
        (filled,) = [
            sheet.texts["fill_date"] for sheet in client.sheets if sheet.definition.form == "start"
        ]
        if len(filled) == len("2026-09-30"):
            wait = date.fromisoformat(filled) - date.fromisoformat(first)
            assert timedelta() <= wait <= timedelta(days=35)
            late += wait > timedelta(days=7)
    assert 0 < late < len(CLIENTS) / 2


def test_purchases_hang_together_at_the_start() -> None:
    for client in CLIENTS:
        (bought,) = [
            sheet.texts["buy_ever"] for sheet in client.sheets if sheet.definition.form == "start"
        ]
        assert bought == str(int(client.person_type == 1))


def test_follow_ups_come_about_when_they_are_due() -> None:
    months = set()
    for client in CLIENTS:
        (closed,) = [
            sheet.texts["close_date"] for sheet in client.sheets
            if sheet.definition.form == "closing_staff"
        ]  # fmt: skip
        for sheet in client.sheets:
            if sheet.number and sheet.definition.form == "followup":
                months.add(sheet.number)
                wait = clock.clinic_day(sheet.entered_at) - date.fromisoformat(closed)
                assert timedelta(sheet.number * 27) <= wait <= timedelta(sheet.number * 31 + 20)
                assert client.course is not Course.DROP_OUT
    assert months == {3, 6, 12}


def test_every_gender_is_among_a_dozen_clients_and_most_are_men() -> None:
    starts = [
        sheet for client in CLIENTS[:12] for sheet in client.sheets
        if sheet.definition.form == "start"
    ]  # fmt: skip
    genders = Counter(sheet.texts["gender"] for sheet in starts)
    assert set(genders) >= {"1", "2", "3"}
    assert genders["2"] > genders["1"] + genders["3"]


def test_some_dates_and_only_a_few_lack_their_day() -> None:
    days = [sheet.texts["fill_date"] for one in CLIENTS for sheet in one.sheets
            if sheet.texts.get("fill_date")]  # fmt: skip
    without = [day for day in days if len(day) == len("2026-09")]
    assert 0 < len(without) < len(days) / 10
