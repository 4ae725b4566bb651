import pytest

from kast_eval.definition.span import Span
from kast_eval.definition.version_map import ColumnMap, Move, Target, VersionMap
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Wording

REASON = Wording("skäl", "reason")
A = ColumnMap(
    "a",
    "a",
    (
        Move(Span(0, 4), (Target("b"),)),
        Move(Span(5, 5), (Target("b", 9), Target("c", 1))),
        Move(Span(6, 6), (), REASON),
    ),
)
STEP = VersionMap("tiny", 1, 2, (A,))


@pytest.mark.parametrize(
    ("value", "stands_as"),
    [
        (3, {"b": 3, "c": -9}),
        (5, {"b": 9, "c": 1}),
        # Kept as answered only: the new questions were not asked.
        (6, {"b": -9, "c": -9}),
        (Missing.REFUSED.value, {"b": -4, "c": -4}),
    ],
)
def test_a_value_stands_in_every_new_column(value: int, stands_as: dict[str, int]) -> None:
    assert STEP.carried({"a": value}) == stands_as


def test_what_was_not_asked_fills_nothing() -> None:
    assert STEP.carried({}) == {}


def test_a_value_that_the_old_version_could_not_have_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(LookupError):
        STEP.carried({"a": 7})
    with pytest.raises(LookupError):
        STEP.column("b")


def test_two_boxes_that_became_one_are_ticked_if_either_was() -> None:
    boxes = tuple(
        ColumnMap("m", column, (Move(None, (Target("m_one"),)),)) for column in ("m_a", "m_b")
    )
    carried = VersionMap("tiny", 1, 2, boxes).carried
    assert carried({"m_a": 1, "m_b": 0}) == {"m_one": 1}
    assert carried({"m_a": 0, "m_b": 1}) == {"m_one": 1}
    assert carried({"m_a": 0, "m_b": 0}) == {"m_one": 0}
    assert carried({"m_a": -7, "m_b": -7}) == {"m_one": -7}


def test_a_tick_that_was_split_stays_a_tick_when_its_boxes_become_one() -> None:
    split = ColumnMap(
        "a",
        "a",
        (
            Move(Span(1, 1), (Target("m_a", 1), Target("m_b", 0))),
            Move(Span(2, 2), (Target("m_a", 0), Target("m_b", 1))),
            Move(Span(3, 3), (Target("m_a", 0), Target("m_b", 0))),
        ),
    )
    boxes = tuple(
        ColumnMap("m", column, (Move(None, (Target("m_one"),)),)) for column in ("m_a", "m_b")
    )
    whole = VersionMap("tiny", 1, 2, (split,)).then(VersionMap("tiny", 2, 3, boxes))
    assert [whole.carried({"a": code})["m_one"] for code in (1, 2, 3)] == [1, 1, 0]


def test_a_code_that_is_dropped_on_the_way_keeps_its_reason() -> None:
    following = VersionMap(
        "tiny",
        2,
        3,
        (
            ColumnMap("b", "b", (Move(Span(0, 2), (Target("d"),)), Move(Span(3, 9), (), REASON))),
            ColumnMap("c", "c", (Move(None, (), REASON),)),
        ),
    )
    whole = STEP.then(following)
    assert (whole.old, whole.new) == (1, 3)
    assert whole.column("a").moves == (
        Move(Span(0, 2), (Target("d"),)),
        Move(Span(3, 4), (), REASON),
        Move(Span(5, 5), (), REASON),
        Move(Span(6, 6), (), REASON),
    )
