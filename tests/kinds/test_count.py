import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kinds import Count
from kast_eval.kinds.answer import Answer, AnswerError, Column, Measure, Missing, Problem, Ruling
from kast_eval.wording import Wording

TIMES = Count(99, window=30, dash_is_zero=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("04", 4),  # Two digit boxes.
        ("\uff11\uff12", 12),  # Full width.
        (" 7 ", 7),
        ("ingen", 0),
        ("Noll", 0),
        ("två", 2),
        ("twelve", 12),
        ("2 - 3", 3),
        ("2 till 4", 3),
        ("≥4", 4),
        ("ca 5", 5),
        ("2 ggr/vecka", None),
        ("2 gånger i veckan", 9),  # 60/7 is 8.57.
        ("1 per dag", 30),
        ("2/mån", 2),
        ("3,5", 4),
        ("3.4", 3),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: int | None) -> None:
    if value is None:
        with pytest.raises(AnswerError):
            TIMES.read(text)
    else:
        assert TIMES.read(text).values == (value,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("100", Problem.TOO_LARGE),
        ("5" * 5000, Problem.TOO_LARGE),
        ("90-110", Problem.TOO_LARGE),
        ("4/dag", Problem.TOO_LARGE),
        ("1_0", Problem.NOT_A_NUMBER),  # Python's own int would take it as 10.
        ("-1", Problem.NOT_A_NUMBER),
        ("1e3", Problem.NOT_A_NUMBER),
        ("0x10", Problem.NOT_A_NUMBER),
        ("nan", Problem.NOT_A_NUMBER),
        ("3-2", Problem.NOT_A_NUMBER),  # A range does not fall.
        ("1/år", Problem.NOT_A_NUMBER),
        ("<b>4</b>", Problem.NOT_A_NUMBER),
        ("٤", Problem.NOT_A_NUMBER),  # Only the digits that the paper prints.
    ],
)
def test_what_is_no_number_is_refused(text: str, problem: Problem) -> None:
    with pytest.raises(AnswerError) as refused:
        TIMES.read(text)
    assert refused.value.problem is problem


def test_a_number_under_its_smallest_is_refused() -> None:
    with pytest.raises(AnswerError) as refused:
        Count(99, smallest=18).read("17")
    assert refused.value.problem is Problem.TOO_SMALL
    assert refused.value.details == {"smallest": 18}


def test_never_is_refused_where_none_cannot_be() -> None:
    with pytest.raises(AnswerError) as refused:
        Count(99, smallest=1).read("aldrig")
    assert refused.value.problem is Problem.TOO_SMALL


def test_a_rate_needs_a_window() -> None:
    with pytest.raises(AnswerError) as refused:
        Count(99).read("1/vecka")
    assert refused.value.problem is Problem.NO_WINDOW


@given(st.integers(0, 99), st.integers(0, 99))
def test_a_range_counts_as_its_middle_rounded_up(low: int, span: int) -> None:
    high = min(99, low + span)
    answer = TIMES.read(f"{low}-{high}")
    assert answer == Answer((-(-(low + high) // 2),), frozenset({Ruling.AMBIGUOUS}))


@given(st.text(max_size=30))
def test_any_text_is_a_value_a_reason_or_refused(text: str) -> None:
    try:
        (value,) = TIMES.read(text).values
    except AnswerError as error:
        # An error says what is wrong and never carries the text itself.
        assert str(error) == error.problem.name  # noqa: PT017 - both outcomes are right.
    else:
        assert value in range(100) or value in set(Missing)


def test_it_fills_one_column_and_has_a_box_for_each_digit() -> None:
    unit = Wording("gånger", "times")
    count = Count(300, unit=unit)
    assert count.columns("n") == (Column("n", Measure.SCALE, unit=unit, smallest=0, largest=300),)
    assert count.digits == 3
