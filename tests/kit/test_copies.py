import math
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.definition.form import Filler, Timing
from kast_eval.kit.copies import Copies, copies_of_all
from kast_eval.study.occasions import at_clinic
from kast_eval.study.schedule import Schedule
from tests.kit.orders import order
from tests.manual.source import LIBRARY, SCHEDULE

FORMS = LIBRARY.newest_forms
LOG_ROWS = LIBRARY.newest("contact_log").rows
LOG_SHEETS = math.ceil(40 / LOG_ROWS)
UNSCHEDULED = replace(SCHEDULE, points=())


def copies(schedule: Schedule = SCHEDULE, **changes: str) -> Mapping[str, Copies]:
    found = copies_of_all(FORMS, schedule, order(**changes))
    return {one.definition.letter: one for one in found}


def test_twenty_clients_and_ten_sessions_get_these_numbers() -> None:
    assert {letter: one.count for letter, one in copies().items()} == {
        "A": 20, "B": 20, "C": 200, "D": 200, "E": 20, "F": 20, "G": 60,
        "H1": 5, "H2": 5, "L": LOG_SHEETS, "M": 1, "V": 2, "X": 4,
    }  # fmt: skip


def test_each_number_has_its_reason() -> None:
    found = copies()
    assert found["C"].why.sv == "20 klienter × 10 samtal"
    assert found["G"].why.sv == "20 klienter, 3, 6 och 12 månader efter avslutet"
    assert found["H1"].why.en == "5 relatives, one to 4 clients"
    assert found["L"].why.sv == f"40 kontakter, {LOG_ROWS} rader på varje blad"


@given(st.integers(1, 200), st.integers(1, 30))
def test_the_sheets_of_sessions_are_clients_times_sessions(clients: int, sessions: int) -> None:
    found = copies(clients=str(clients), sessions=str(sessions))
    assert found["C"].count == found["D"].count == clients * sessions
    assert all(one.count >= 1 for one in found.values())


def test_the_forms_of_researchers_are_not_for_clinics() -> None:
    fillers = {one.letter: one.filler for one in FORMS if one.letter not in copies()}
    assert set(fillers.values()) == {Filler.RESEARCHER}


def test_a_form_that_no_schedule_names_comes_as_an_original() -> None:
    found = copies(UNSCHEDULED)
    bound = [one.letter for one in FORMS if at_clinic(one) and one.timing in TIMED]
    assert bound
    assert {found[letter].why.sv for letter in bound} == {"original"}


TIMED = {Timing.START, Timing.SESSION, Timing.CLOSING, Timing.FOLLOW_UP}
