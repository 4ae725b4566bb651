import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.definition.rule import RuleError, read_rule

NUMBERS = st.integers(0, 300)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_rule_means_what_python_means(a: int, b: int, c: int) -> None:
    for source, expected in {
        "a <= b": a <= b,
        "a < b < c": a < b < c,
        "a + b >= c": a + b >= c,
        "a == 1 or b != 2 and not c > 3": a == 1 or (b != 2 and not c > 3),
    }.items():
        assert read_rule(source).holds({"a": a, "b": b, "c": c}) is expected


def test_a_rule_holds_where_a_value_is_missing() -> None:
    assert read_rule("a <= b").holds({"a": 5})
    assert read_rule("a == 5 or b == 1").holds({"b": 2})


def test_a_rule_is_broken_by_the_values_that_are_known() -> None:
    assert not read_rule("a == 1 and b == 1").holds({"a": 5})


def test_least_counts_what_has_a_value() -> None:
    rule = read_rule("least(a, b) <= 3")
    assert rule.names == ("a", "b")
    assert [rule.holds(values) for values in ({}, {"a": 3}, {"b": 4}, {"a": 2, "b": 2})] == [
        True, True, False, False,
    ]  # fmt: skip


@given(NUMBERS, NUMBERS)
def test_a_rule_comes_to_what_python_comes_to(a: int, b: int) -> None:
    assert read_rule("a + b - t0.a").value({"a": a, "b": b, "t0.a": 7}) == a + b - 7


@pytest.mark.parametrize(
    ("source", "comes_to"),
    [
        ("a == 1", True),
        ("b == 1", None),
        ("not b", None),
        ("b + a", None),
        ("b - a", None),
        # What is known decides where it can.
        ("a == 1 or b == 1", True),
        ("a == 2 and b == 1", False),
        ("a == 1 and b == 1", None),
        ("a == 2 or b == 1", None),
        ("t1.b == 1", None),
        ("0 <= a <= b", None),
    ],
)
def test_a_value_that_is_missing_matters_only_if_it_decides(
    source: str, *, comes_to: bool | None
) -> None:
    assert read_rule(source).value({"a": 1}) is comes_to


def test_a_name_may_say_of_which_time_point() -> None:
    assert read_rule("b <= t0.b + f06.b + b").names == ("b", "t0.b", "f06.b")


def test_a_rule_knows_the_names_it_speaks_of() -> None:
    assert read_rule("b <= a + b").names == ("b", "a")


@pytest.mark.parametrize(
    "source",
    ["least(a, key=b)", "a.least(b)",
     "a <=", "f(a)", "a.b", "a[0]", "'x'", "a < 1.5", "a is b", "lambda: 1", "a ** 9", "True",
     "(" * 500 + "a" + ")" * 500, "a\x00"],
)  # fmt: skip
def test_anything_else_is_no_rule(source: str) -> None:
    with pytest.raises(RuleError):
        read_rule(source)
