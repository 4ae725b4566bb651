from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from kast_eval import clock
from kast_eval.answers.read import read_answers
from kast_eval.quality.checks import findings
from kast_eval.quality.sheet import ClientSheets, checked_sheet
from kast_eval.study.timepoint import timepoint
from kast_eval.training.papers import LONGEST_WAIT, TrainingSheet
from kast_eval.training.present import Present, generate_present
from tests.definition.example import real_library

FORMS = real_library().newest_forms
# Days all over a leap year, its first and its last among them.
DAYS = [date(2028, 1, 1) + timedelta(number) for number in (*range(0, 366, 9), 365)]


def present(day: date) -> Present:
    return generate_present(2026, FORMS, "XX", (), last_day=day)


def clients(sheets: tuple[TrainingSheet, ...]) -> Iterator[ClientSheets]:
    for code in sorted({one.code for one in sheets}):
        own = (one for one in sheets if one.code == code)
        yield ClientSheets(
            1,
            tuple(
                checked_sheet(
                    f"{one.definition.form} {one.episode_no} {one.number}", one.definition,
                    one.texts, episode_no=one.episode_no or 1,
                    timepoint=timepoint(one.definition.timing, one.number), number=one.number,
                    person_type=1,
                )
                for one in own
            ),
        )  # fmt: skip


@pytest.fixture(scope="module")
def year() -> list[tuple[date, Present]]:
    return [(day, present(day)) for day in DAYS]


def test_on_no_day_do_they_raise_a_question(year: list[tuple[date, Present]]) -> None:
    for _day, one in year:
        assert [found for client in clients(one.sheets) for found in findings(client)] == []


def test_on_every_day_every_sheet_can_be_keyed(year: list[tuple[date, Present]]) -> None:
    for day, one in year:
        for sheet in one.sheets:
            keyed = min(clock.clinic_day(sheet.entered_at), day)
            read = read_answers(
                sheet.definition, sheet.texts, today=keyed, known={"person_type": 1}
            )
            assert read.errors == ()
            assert clock.clinic_day(sheet.entered_at) <= day + timedelta(LONGEST_WAIT)


def test_the_same_day_gives_the_same_clients_and_none_that_is_taken() -> None:
    one = present(DAYS[3])
    assert present(DAYS[3]) == one
    codes = {sheet.code for sheet in one.sheets}
    assert one.reminded in codes
    other = generate_present(2026, FORMS, "XX", sorted(codes), last_day=DAYS[3])
    assert codes.isdisjoint({sheet.code for sheet in other.sheets})


def test_one_of_them_has_come_back() -> None:
    episodes = {(sheet.code, sheet.episode_no) for sheet in present(DAYS[3]).sheets}
    assert len(episodes) == len({code for code, _ in episodes}) + 1
