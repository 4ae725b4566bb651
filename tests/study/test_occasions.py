from dataclasses import replace

import pytest

from kast_eval.definition.form import Filler
from kast_eval.study.occasions import months, occasions
from kast_eval.study.schedule import Point
from kast_eval.wording import Wording
from tests.manual.source import LIBRARY, SCHEDULE

FORMS = LIBRARY.newest_forms


def points(*names: str) -> list[Point]:
    return [next(one for one in SCHEDULE.points if one.name == name) for name in names]


def test_every_form_of_a_clinic_has_one_occasion() -> None:
    letters = [form.letter for one in occasions(FORMS, SCHEDULE) for form in one.forms]
    at_clinic = [form.letter for form in FORMS if form.filler is not Filler.RESEARCHER]
    assert sorted(letters) == sorted(at_clinic)


def test_the_order_is_that_of_a_clients_way() -> None:
    found = [
        (one.when.sv, one.detail.sv if one.detail else "", "".join(f.letter for f in one.forms))
        for one in occasions(FORMS, SCHEDULE)
    ]
    assert found == [
        ("Varje ny kontakt", "en rad på listan", "L"),
        ("Första samtalet", "senast dag 28 och före samtal 3", "AB"),
        ("Varje samtal", "", "CD"),
        ("Sista samtalet", "eller efter 90 dagar utan kontakt", "EF"),
        ("Efter avslutet", "3, 6 och 12 månader", "G"),
        ("Anhörigs första samtal", "", "H1"),
        ("Anhörigs sista samtal", "", "H2"),
        ("När den efterfrågas", "", "M"),
        ("Varje år", "och en gång när ni börjar", "V"),
        ("När det händer", "", "X"),
    ]


def test_the_times_are_those_of_the_schedule() -> None:
    first = replace(SCHEDULE.points[0], latest=14, before_session=None)
    changed = replace(SCHEDULE, points=(first,), closing_after_days=60)
    by_name = {one.when.sv: one for one in occasions(FORMS, changed)}
    assert by_name["Första samtalet"].detail == Wording("senast dag 14", "by day 14")


def test_a_form_that_the_schedule_forgot_is_filled_in_when_needed() -> None:
    found = occasions(FORMS, replace(SCHEDULE, points=()))
    when = {form.letter: one.when.en for one in found for form in one.forms}
    assert when["A"] == when["C"] == when["E"] == when["G"] == "When needed"


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("f06",), Wording("6 månader", "6 months")),
        (("f03", "f12"), Wording("3 och 12 månader", "3 and 12 months")),
    ],
)
def test_months_are_listed_in_words(names: tuple[str, ...], told: Wording) -> None:
    assert months(points(*names)) == told
