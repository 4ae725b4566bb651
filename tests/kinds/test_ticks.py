import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kinds import Choice, Scale, Several
from kast_eval.kinds.answer import Answer, AnswerError, Column, Measure, Problem, Ruling
from kast_eval.kinds.several import TICKED_LABELS
from kast_eval.kinds.text import MARKS
from kast_eval.kinds.ticks import BOX_LETTERS, Ties, read_ticks
from kast_eval.wording import Wording

A, B, C = (Wording(letter, letter) for letter in "abc")
CHOICE = Choice({1: A, 2: B, 97: C})
RULER = Scale(0, 10, {0: A, 10: B})
BOXES = Several({"first": A, "second": B}, C)


def test_no_box_letter_is_a_missing_reason() -> None:
    assert not set(BOX_LETTERS) & set(MARKS)


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("97", (97,)),
        ("c", (97,)),
        ("B", (2,)),
        ("2|1", (1, 2)),
        ("ac", (1, 97)),
        ("1, 97", (1, 97)),
        ("1;2", (1, 2)),
    ],
)
def test_a_tick_is_keyed_as_code_or_letter(text: str, ticked: tuple[int, ...]) -> None:
    assert read_ticks(text, CHOICE.codes) == ticked


@pytest.mark.parametrize("text", ["3", "d", "02", "12", "a1", "@", "²", "1_", "9999"])
def test_a_box_that_is_not_there_is_refused(text: str) -> None:
    with pytest.raises(AnswerError) as refused:
        CHOICE.read(text)
    assert refused.value.problem is Problem.NO_SUCH_CHOICE
    assert refused.value.details["choices"] == "1, 2, 97"


@pytest.mark.parametrize("text", ["1 1", "a1"[0] + "|1", "aa"])
def test_one_box_twice_is_refused(text: str) -> None:
    with pytest.raises(AnswerError) as refused:
        CHOICE.read(text)
    assert refused.value.problem is Problem.SAME_TWICE


def test_separators_alone_are_no_tick() -> None:
    with pytest.raises(AnswerError) as refused:
        CHOICE.read("|")
    assert refused.value.problem is Problem.NO_SUCH_CHOICE


def test_letters_and_codes_mean_the_same_on_a_ruler() -> None:
    for code, letter in zip(RULER.codes, BOX_LETTERS, strict=False):
        assert RULER.read(letter) == RULER.read(str(code)) == Answer((code,))


@pytest.mark.parametrize("text", ["10,5", "0-11", "3,9", "3,4", "3.4", "7,45", "0,3,4", "3, 4"])
def test_a_comma_on_a_ruler_is_only_a_mark_between_two_boxes(text: str) -> None:
    with pytest.raises(AnswerError) as refused:
        RULER.read(text)
    assert refused.value.problem is Problem.NO_SUCH_CHOICE


@pytest.mark.parametrize("text", ["7,5", "7.5", "7,50"])
def test_a_mark_between_two_boxes_counts_as_the_upper(text: str) -> None:
    assert RULER.read(text) == Answer((8,), frozenset({Ruling.AMBIGUOUS}))


def test_there_is_nothing_before_the_first_box() -> None:
    with pytest.raises(AnswerError) as refused:
        Scale(1, 5, {}).read("0,5")
    assert refused.value.problem is Problem.NO_SUCH_CHOICE


def test_a_range_within_one_number_is_that_number() -> None:
    with pytest.raises(AnswerError) as refused:
        RULER.read("3-3")
    assert refused.value.problem is Problem.SAME_TWICE


@given(st.integers(0, 9), st.sampled_from([Ties.LOWER, Ties.HIGHER]))
def test_two_neighbours_count_as_one_of_them(first: int, ties: Ties) -> None:
    answer = Scale(0, 10, {}, ties).read(f"{first}|{first + 1}")
    expected = first if ties is Ties.LOWER else first + 1
    assert answer == Answer((expected,), frozenset({Ruling.AMBIGUOUS}))


def test_a_box_and_none_contradict_and_the_tick_is_kept() -> None:
    assert BOXES.read("0 2") == Answer((0, 1), frozenset({Ruling.CONTRADICTION}))


@given(st.sets(st.sampled_from([1, 2]), min_size=1))
def test_each_ticked_box_is_a_one(ticked: set[int]) -> None:
    text = " ".join(str(code) for code in sorted(ticked))
    assert BOXES.read(text) == Answer(tuple(int(code in ticked) for code in (1, 2)))


def test_the_columns_say_what_the_boxes_are() -> None:
    assert CHOICE.columns("one") == (Column("one", Measure.NOMINAL, CHOICE.choices),)
    assert Choice({1: A}, ordered=True).columns("one")[0].measure is Measure.ORDINAL
    assert RULER.columns("r") == (
        Column("r", Measure.ORDINAL, RULER.anchors, smallest=0, largest=10),
    )
    assert BOXES.columns("b") == (
        Column("b_first", Measure.NOMINAL, TICKED_LABELS, label=A),
        Column("b_second", Measure.NOMINAL, TICKED_LABELS, label=B),
    )


@given(st.text(max_size=20), st.sampled_from([CHOICE, RULER, BOXES]))
def test_any_text_is_read_or_refused(text: str, kind: Choice | Scale | Several) -> None:
    try:
        answer = kind.read(text)
    except AnswerError:
        return
    assert len(answer.values) == len(kind.columns("name"))
