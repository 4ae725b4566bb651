from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.trajectory import PairRisk, presence_patterns, trajectory_pairs
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import rows_of, table, tables

POINTS = {"t0": ("a",), "t6": ("b", "c")}


def test_where_somebody_has_answered_is_a_pattern() -> None:
    data = table([(1, 2, 3), (1, -8, -8), (-7, -8, 0), (-8, -8, -8)])
    assert presence_patterns(data, POINTS) == ("t0+t6", "t0", "t6 (b)", "-")


def test_without_time_points_all_patterns_are_empty() -> None:
    assert presence_patterns(table([(1,), (2,)]), {}) == ("-", "-")


def test_two_answers_together_can_single_out_whom_neither_does_alone() -> None:
    rows = [(low, high, 0) for low in (0, 1) for high in (0, 1) for _ in range(5)]
    risks = trajectory_pairs(table([*rows[:-4]]), POINTS, 5)
    assert [(risk.points, risk.smallest, risk.under) for risk in risks] == [
        (("a", "b"), 1, {"p016"}),
        (("a", "c"), 6, frozenset()),
        (("b", "c"), 6, frozenset()),
    ]


def test_one_point_alone_is_looked_at_by_itself() -> None:
    (risk,) = trajectory_pairs(table([(1,), (1,), (2,)]), {"t0": ("a",)}, 2)
    assert risk == PairRisk(("a",), 1, frozenset({"p003"}))


def test_without_points_there_is_no_risk() -> None:
    assert trajectory_pairs(table([(1,)]), {}, 2) == ()


@given(tables(several=True), st.integers(2, 4))
def test_the_pairs_are_as_the_oracle_has_them(data: Microdata, k: int) -> None:
    found = {risk.points: risk.under for risk in trajectory_pairs(data, POINTS, k)}
    for pair in combinations("abc", 2):
        rows = rows_of(data, pair)
        assert found[pair] == {who for who, key in rows if oracle.frequency(rows, key) < k}
