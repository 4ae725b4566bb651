from collections.abc import Collection
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.errors import DefinitionError
from kast_eval.study.read_schedule import read_schedule
from kast_eval.study.schedule import (
    Anchor,
    Due,
    Episode,
    Placed,
    due,
    is_late,
    place,
)
from tests.definition.example import REAL_FORMS, real_library

LIBRARY = real_library()
FORMS = {form.form for form in LIBRARY.forms}
SCHEDULE = read_schedule(REAL_FORMS, LIBRARY.newest_forms)
SOURCE = (REAL_FORMS / "schedule.yaml").read_text("utf-8")
FIRST = date(2026, 1, 5)
CLOSED = date(2026, 3, 2)
EPISODE = Episode({1: FIRST, 2: FIRST + timedelta(7), 3: FIRST + timedelta(14), 4: CLOSED}, CLOSED)
UNCLOSED = Episode({1: FIRST})


def test_the_windows_are_those_of_the_manual() -> None:
    windows = {(one.name, one.target, one.earliest, one.latest) for one in SCHEDULE.points}
    assert windows == {
        ("t0", 0, 0, 28), ("session", 0, 0, 0), ("t1", 0, -14, 28),
        ("f03", 91, 77, 133), ("f06", 182, 168, 242), ("f12", 365, 335, 455), ("year", 31, 1, 90),
    }  # fmt: skip
    assert (SCHEDULE.closing_after_days, SCHEDULE.most_reminders) == (90, 2)
    assert SCHEDULE.new_episode_after_days == 90
    assert SCHEDULE.optional_points == ("f03", "f12")


@pytest.mark.parametrize(
    ("form", "days_after_closing", "point", "late"),
    [
        ("closing", -15, "t1", True), ("closing", -14, "t1", False),
        ("closing", 28, "t1", False), ("closing", 29, "t1", True),
        ("followup", 20, "f03", True), ("followup", 77, "f03", False),
        ("followup", 133, "f03", False),
        # Between two windows it belongs to the earlier point, and is late.
        ("followup", 134, "f03", True), ("followup", 167, "f03", True),
        ("followup", 168, "f06", False), ("followup", 300, "f06", True),
        ("followup", 335, "f12", False), ("followup", 999, "f12", True),
    ],
)  # fmt: skip
def test_a_form_belongs_to_the_point_whose_window_has_begun(
    form: str, days_after_closing: int, point: str, *, late: bool
) -> None:
    day = CLOSED + timedelta(days_after_closing)
    assert place(SCHEDULE, form, day, EPISODE) == Placed(point, late)


@pytest.mark.parametrize(
    ("sessions", "days", "late"),
    [
        ({1: 0}, 28, False),
        ({1: 0}, 29, True),
        ({1: 0}, -1, True),
        ({1: 0, 2: 7, 3: 14}, 13, False),
        # Once the third session is held, the start is no baseline any more.
        ({1: 0, 2: 7, 3: 14}, 14, True),
    ],
)
def test_a_start_form_is_late_after_a_month_or_at_the_third_session(
    sessions: dict[int, int], days: int, *, late: bool
) -> None:
    episode = Episode({number: FIRST + timedelta(day) for number, day in sessions.items()})
    assert place(SCHEDULE, "start", FIRST + timedelta(days), episode) == Placed("t0", late)


def test_what_is_counted_from_a_day_that_is_not_known_has_no_point() -> None:
    assert place(SCHEDULE, "closing", FIRST, UNCLOSED) is None
    assert place(SCHEDULE, "start", FIRST, Episode()) is None
    assert place(SCHEDULE, "clinic_year", FIRST, EPISODE) is None


def test_a_form_of_a_session_is_of_its_day() -> None:
    (session,) = SCHEDULE.points_of("checkin")
    assert session.anchor is Anchor.SAME_SESSION
    assert not is_late(session, FIRST, EPISODE, session=1)
    assert is_late(session, FIRST + timedelta(1), EPISODE, session=1)
    assert not is_late(session, FIRST, EPISODE)
    assert not is_late(session, FIRST, EPISODE, session=9)


@given(st.integers(-400, 900), st.sampled_from(sorted(FORMS)))
def test_a_form_that_is_due_is_in_time(days: int, form: str) -> None:
    day = CLOSED + timedelta(days)
    for one in due(SCHEDULE, day, EPISODE, ()):
        if one.form == form and one.point != "t0":
            assert place(SCHEDULE, form, day, EPISODE) == Placed(one.point, late=False)


@given(st.integers(-400, 900))
def test_no_form_is_due_at_two_points_at_once(days: int) -> None:
    found = [one.form for one in due(SCHEDULE, CLOSED + timedelta(days), EPISODE, ())]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("days", "there", "forms"),
    [
        (80, (), ["followup"]),
        (80, {("followup", "f03")}, []),
        (170, {("followup", "f03")}, ["followup"]),
        (0, {("relative_closing", "t1")}, ["closing", "closing_staff"]),
        (150, (), []),
    ],
)
def test_what_is_due_is_what_is_not_there(
    days: int, there: Collection[tuple[str, str]], forms: list[str]
) -> None:
    found = due(SCHEDULE, CLOSED + timedelta(days), EPISODE, there)
    assert [one.form for one in found] == forms


def test_what_is_due_says_from_when_to_when() -> None:
    assert due(SCHEDULE, FIRST, UNCLOSED, {("start", "t0"), ("relative_start", "t0")}) == (
        Due("start_staff", "t0", FIRST, FIRST, FIRST + timedelta(28)),
    )


@pytest.mark.parametrize(
    ("place_of_fault", "spoiled", "line", "says"),
    [
        ("[168, 242]", "[133, 242]", 31, "börjar innan"),
        ("[168, 242]", "[183, 242]", 35, "måldagen ligger i det"),
        ("[168, 242]", "[168]", 35, "måldagen ligger i det"),
        ("point: f06", "point: f6", 31, "En mätpunkt heter"),
        ("anchor: first session", "anchor: same session", 11, "Bara «session»"),
        ("anchor: same session", "anchor: closing", 17, "Bara «session»"),
        ("anchor: year end", "anchor: closing", 44, "bara «year»"),
        ("[checkin, session]", "[chekin, session]", 16, "Menade du «checkin»"),
        ("most_reminders: 2", "most_reminders: two", 7, "heltal"),
        ("points:", "point:", 9, "Menade du «points»"),
        ("schedule: 1", "schedule: 2", 4, "från 1 till 1"),
        ("closing_after_days: 90", "closing_after_days: 0", 5, "från 1 till 3660"),
        ("new_episode_after_days: 90", "new_episode_after_days: 0", 6, "från 1 till 3660"),
        ("most_reminders: 2", "most_reminders: -1", 7, "från 0 till 20"),
        ("before_session: 3", "before_session: 1", 14, "från 2 till 99"),
        ("[checkin, session]", "[]", 16, "Listan är tom"),
        ("point: f06", "point: f03", 31, "Mätpunkten f03 finns redan"),
        ("optional: true", "optional: maybe", 30, "true eller false"),
        ("form: session,", "form: sessions,", 50, "Menade du «session»"),
        ("item: attended", "item: atended", 50, "Menade du «attended»"),
        # A day has no codes, and several crosses are no single one.
        ("item: attended", "item: session_date", 50, "inte känt"),
        ("item: attended", "item: m", 50, "inte känt"),
        ("item: close_date", "item: close_reason", 66, "inte känt"),
        ("codes: [1]", "codes: [5]", 50, "inte känt"),
        ("codes: [1]", "codes: []", 50, "Listan är tom"),
        ("held:", "holds:", 50, "Menade du «held»"),
    ],
)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, place_of_fault: str, spoiled: str, line: int, says: str
) -> None:
    assert place_of_fault in SOURCE
    (tmp_path / "schedule.yaml").write_text(SOURCE.replace(place_of_fault, spoiled, 1), "utf-8")
    with pytest.raises(DefinitionError, match=says) as refused:
        read_schedule(tmp_path, LIBRARY.newest_forms)
    assert (refused.value.file, refused.value.line) == ("schedule.yaml", line)
