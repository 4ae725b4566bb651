from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.diversity import diversity
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import table

NOTHING_SAID = range(-10, -2)


def one_class(answers: list[int]) -> tuple[int | None, Fraction | None]:
    found = diversity(table([(1, answer) for answer in answers]), "a", "b")
    return found.distinct, found.commonest


@pytest.mark.parametrize(
    ("answers", "distinct", "commonest"),
    [
        ([3] * 7, 1, Fraction(1)),
        ([0, 1, 1, 1, 1], 2, Fraction(4, 5)),
        # A missing answer does not make a class look varied: the other four all said 1.
        ([-7, 1, 1, 1, 1], 1, Fraction(1)),
        ([-7, -7, -7, 1, 2], 2, Fraction(1, 2)),
        # Where nobody said anything there is nothing to give away.
        ([-7, -7, -8, -10, -3], None, None),
        # To be asked or not says something of the person.
        ([-1, -1, 2, 2, 2], 2, Fraction(3, 5)),
        ([-2, -2, -2, -2, 2], 2, Fraction(4, 5)),
    ],
)
def test_only_who_said_something_is_counted(
    answers: list[int], distinct: int | None, commonest: Fraction | None
) -> None:
    assert one_class(answers) == (distinct, commonest)


def test_the_worst_class_speaks_for_the_table() -> None:
    found = diversity(table([(1, 0), (1, 1), (2, 5), (2, 5), (2, 6)]), "a", "b")
    assert [(each.key, each.answered, each.distinct) for each in found.classes] == [
        ((1,), 2, 2),
        ((2,), 3, 2),
    ]
    assert (found.distinct, found.commonest) == (2, Fraction(2, 3))


def test_a_person_s_rows_count_once_for_each_value() -> None:
    data = table([(1, 0), (1, 0), (1, 1)], persons=["p", "p", "q"])
    assert diversity(data, "a", "b").commonest == Fraction(1, 2)


def test_an_empty_table_has_no_diversity() -> None:
    found = diversity(table([]), "a", "b")
    assert (found.distinct, found.commonest) == (None, None)


@given(st.lists(st.sampled_from([0, 1, 2, -1, -7, -10]), min_size=1, max_size=9))
def test_it_is_as_the_oracle_has_it(answers: list[int]) -> None:
    assert one_class(answers) == oracle.diversity_of(answers, NOTHING_SAID)
