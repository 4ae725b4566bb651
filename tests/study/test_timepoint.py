import pytest

from kast_eval.definition.form import Timing
from kast_eval.errors import KastEvalError
from kast_eval.study.timepoint import numbers, place_of_row, read_number, timepoint


@pytest.mark.parametrize(
    ("timing", "session_no", "point"),
    [
        (Timing.START, None, "t0"),
        # A start form is of no session, whatever is typed.
        (Timing.START, 3, "t0"),
        (Timing.SESSION, 1, "s01"),
        (Timing.SESSION, 99, "s99"),
        (Timing.CLOSING, None, "t1"),
        (Timing.FOLLOW_UP, 3, "f03"),
        (Timing.FOLLOW_UP, 12, "f12"),
        (Timing.YEAR, 2026, "y2026"),
        (Timing.OCCASION, 7, "o07"),
        (Timing.ROW, 1, "r0001"),
        (Timing.ROW, 9999, "r9999"),
    ],
)
def test_the_time_point_follows_from_the_form_and_the_session(
    timing: Timing, session_no: int | None, point: str
) -> None:
    assert timepoint(timing, session_no) == point


@pytest.mark.parametrize(
    ("number", "place"), [(1, (1, 1)), (19, (1, 19)), (20, (2, 1)), (39, (3, 1))]
)
def test_a_row_has_its_place_on_a_paper(number: int, place: tuple[int, int]) -> None:
    assert place_of_row(number, rows=19) == place


@pytest.mark.parametrize(
    ("timing", "number", "says"),
    [
        (Timing.SESSION, None, "samtalets nummer"),
        (Timing.SESSION, 100, "från 1 till 99"),
        (Timing.FOLLOW_UP, 4, "3, 6 eller 12"),
        (Timing.YEAR, 26, "fyra siffror"),
        (Timing.OCCASION, 0, "löpnummer"),
        (Timing.ROW, 10_000, "9999"),
    ],
)
def test_a_form_needs_its_number(timing: Timing, number: int | None, says: str) -> None:
    with pytest.raises(KastEvalError, match=says):
        timepoint(timing, number)


@pytest.mark.parametrize("timing", Timing)
def test_every_number_gives_a_time_point_of_its_own(timing: Timing) -> None:
    known = numbers(timing)
    if known is None:
        assert read_number(timing, "whatever") is None
    else:
        assert len({timepoint(timing, number) for number in known}) == len(known)
        assert [read_number(timing, str(number)) for number in known] == list(known)
        with pytest.raises(KastEvalError):
            read_number(timing, "1234567")


@pytest.mark.parametrize(
    ("typed", "number"), [("1", 1), ("07", 7), (" 12 ", 12), ("99", 99), ("\uff13", 3)]
)
def test_a_session_number_is_read(typed: str, number: int) -> None:
    assert read_number(Timing.SESSION, typed) == number


@pytest.mark.parametrize("typed", ["", "0", "00", "100", "-1", "1.5", "tre", "٣"])
def test_what_is_no_session_number_is_refused(typed: str) -> None:
    with pytest.raises(KastEvalError, match="från 1 till 99"):
        read_number(Timing.SESSION, typed)
