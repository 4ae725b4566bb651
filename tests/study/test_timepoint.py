import pytest

from kast_eval.definition.form import Timing
from kast_eval.errors import KastEvalError
from kast_eval.study.timepoint import read_session_number, timepoint


@pytest.mark.parametrize(
    ("timing", "session_no", "point"),
    [
        (Timing.START, None, "t0"),
        # A start form is of no session, whatever is typed.
        (Timing.START, 3, "t0"),
        (Timing.SESSION, 1, "s01"),
        (Timing.SESSION, 99, "s99"),
    ],
)
def test_the_time_point_follows_from_the_form_and_the_session(
    timing: Timing, session_no: int | None, point: str
) -> None:
    assert timepoint(timing, session_no) == point


def test_a_form_of_a_session_needs_its_number() -> None:
    with pytest.raises(KastEvalError, match="samtalets nummer"):
        timepoint(Timing.SESSION, None)


@pytest.mark.parametrize(
    ("typed", "number"), [("1", 1), ("07", 7), (" 12 ", 12), ("99", 99), ("\uff13", 3)]
)
def test_a_session_number_is_read(typed: str, number: int) -> None:
    assert read_session_number(typed) == number


@pytest.mark.parametrize("typed", ["", "0", "00", "100", "-1", "1.5", "tre", "٣"])
def test_what_is_no_session_number_is_refused(typed: str) -> None:
    with pytest.raises(KastEvalError, match="från 1 till 99"):
        read_session_number(typed)
