import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError
from kast_eval.dataset.anonymise.suppression import blank_persons, blanked, remove_persons
from tests.dataset.anonymise.examples import EIGHT, table, tables

BLANK = -10


def test_persons_in_small_classes_leave_the_table() -> None:
    found = remove_persons(EIGHT, "1234", 2)
    assert found.persons == {"p004", "p005", "p006", "p007"}
    assert class_frequencies(found.table, "1234").k == 2


def test_who_leaves_one_class_can_bring_another_under_k() -> None:
    data = table([(1,), (2,), (2,), (3,), (3,)], persons=["p", "p", "q", "r", "s"])
    found = remove_persons(data, "a", 2)
    assert found.persons == {"p", "q"}
    assert found.table.persons == ("r", "s")


def test_a_person_is_blanked_in_every_quasi_identifier_and_in_nothing_else() -> None:
    found = blanked(table([(1, BLANK, 5), (1, 2, 5)]), "ab", {"p001"})
    assert found.table.keys("abc") == ((BLANK, BLANK, 5), (1, 2, 5))
    assert found.cells == {"a": 1, "b": 0}


def test_the_blanked_are_joined_by_those_whom_the_largest_class_can_spare() -> None:
    found = blank_persons(table([(1,)] * 5 + [(2,)] * 3 + [(3,)]), "a", 3)
    assert found.persons == {"p001", "p002", "p009"}
    assert class_frequencies(found.table, "a").histogram == {3: 3}


def test_where_the_classes_can_spare_too_few_the_smallest_is_blanked_whole() -> None:
    found = blank_persons(table([(1,)] * 4 + [(2,)] * 3 + [(3,)]), "a", 3)
    assert found.persons == {"p005", "p006", "p007", "p008"}
    assert class_frequencies(found.table, "a").histogram == {4: 2}


def test_where_enough_are_blanked_nobody_else_is() -> None:
    found = blank_persons(table([(1,)] * 3 + [(2,)] + [(3,)] + [(4,)]), "a", 3)
    assert found.persons == {"p004", "p005", "p006"}


def test_those_who_were_blank_before_count_among_the_blanked() -> None:
    found = blank_persons(table([(1,)] * 3 + [(BLANK,)] * 3 + [(2,)]), "a", 3)
    assert found.persons == {"p007"}


def test_a_fixed_column_stays_and_its_values_are_dealt_with_apart() -> None:
    data = table([(1, "t0"), (2, "t0"), (3, "t0"), (3, "t6"), (3, "t6"), (4, "t6"), (5, "t6")])
    found = blank_persons(data, "ab", 2, fixed="b")
    assert found.persons == {"p001", "p002", "p003", "p006", "p007"}
    assert found.table.column("b") == data.column("b")
    assert class_frequencies(found.table, "ab").k == 2


def test_blanking_persons_takes_one_row_each() -> None:
    with pytest.raises(TableShapeError):
        blank_persons(table([(1,), (2,)], persons="pp"), "a", 2)


@given(tables(several=True), st.integers(2, 4))
def test_whoever_is_left_stands_in_a_class_of_k(data: Microdata, k: int) -> None:
    found = remove_persons(data, "abc", k)
    assert class_frequencies(found.table, "abc").under(k) == frozenset()
    assert found.persons | set(found.table.persons) == set(data.persons)


@given(tables(), st.integers(2, 4))
def test_blanking_persons_gives_k_as_far_as_there_are_k_persons(data: Microdata, k: int) -> None:
    found = blank_persons(data, "abc", k)
    after = class_frequencies(found.table, "abc")
    assert after.under(k) == frozenset() or len(data.persons) < k
    assert found.persons >= class_frequencies(data, "abc").under(k)
    backwards = Microdata(
        data.persons[::-1], {name: cells[::-1] for name, cells in data.columns.items()}
    )
    assert blank_persons(backwards, "abc", k).persons == found.persons
