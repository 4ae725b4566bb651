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


def test_a_rule_knows_the_names_it_speaks_of() -> None:
    assert read_rule("b <= a + b").names == ("b", "a")


@pytest.mark.parametrize(
    "source",
    ["a <=", "f(a)", "a.b", "a[0]", "'x'", "a < 1.5", "a is b", "lambda: 1", "a ** 9", "True",
     "(" * 500 + "a" + ")" * 500, "a\x00"],
)  # fmt: skip
def test_anything_else_is_no_rule(source: str) -> None:
    with pytest.raises(RuleError):
        read_rule(source)
