from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.closeness import Distance, closeness
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError
from tests.dataset.anonymise.examples import table, tables

# Li, Li and Venkatasubramanian (2007): three classes of three salaries, in thousands.
SALARIES = table(
    [(1, 3), (1, 4), (1, 5), (2, 6), (2, 11), (2, 8), (3, 7), (3, 9), (3, 10)],
)


def test_the_published_salaries() -> None:
    found = closeness(SALARIES, "a", "b", Distance.ORDERED)
    assert dict(found.classes)[(1,)] == Fraction(3, 8)
    assert dict(found.classes)[(2,)] == Fraction(1, 6)
    assert found.t == Fraction(3, 8)


def test_names_are_all_equally_far_apart() -> None:
    found = closeness(SALARIES, "a", "b", Distance.EQUAL)
    assert {far for _, far in found.classes} == {Fraction(2, 3)}


def test_a_missing_code_is_a_name_but_no_grade() -> None:
    data = table([(1, 0), (1, 1), (2, -7), (2, -7)])
    assert dict(closeness(data, "a", "b", Distance.EQUAL).classes) == {
        (1,): Fraction(1, 2),
        (2,): Fraction(1, 2),
    }
    assert dict(closeness(data, "a", "b", Distance.ORDERED).classes) == {(1,): Fraction(0)}


def test_grades_are_ordered_by_size_and_before_words() -> None:
    data = table([(1, 2), (2, 10), (3, "many")])
    assert dict(closeness(data, "a", "b", Distance.ORDERED).classes)[(1,)] == Fraction(1, 2)


def test_an_empty_table_is_close_to_itself() -> None:
    assert closeness(table([]), "a", "b", Distance.ORDERED).t == 0


def test_each_person_answers_once() -> None:
    with pytest.raises(TableShapeError):
        closeness(table([(1, 1), (1, 2)], persons="pp"), "a", "b", Distance.EQUAL)


@given(tables(columns=2), st.sampled_from(Distance))
def test_no_class_is_further_away_than_1_and_all_together_are_at_0(
    data: Microdata, distance: Distance
) -> None:
    assert 0 <= closeness(data, "a", "b", distance).t <= 1
    assert closeness(data, "", "b", distance).t == 0


@given(tables(columns=2, values=st.sampled_from([0, 1])))
def test_two_grades_are_as_far_apart_as_two_names(data: Microdata) -> None:
    by_name, by_grade = (closeness(data, "a", "b", each).classes for each in Distance)
    assert by_name == by_grade
