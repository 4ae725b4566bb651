from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.suppression import blanked, remove_persons
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


@given(tables(several=True), st.integers(2, 4))
def test_whoever_is_left_stands_in_a_class_of_k(data: Microdata, k: int) -> None:
    found = remove_persons(data, "abc", k)
    assert class_frequencies(found.table, "abc").under(k) == frozenset()
    assert found.persons | set(found.table.persons) == set(data.persons)
