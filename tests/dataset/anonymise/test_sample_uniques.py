from hypothesis import given

from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.sample_uniques import minimal_sample_uniques
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import EIGHT, rows_of, table, tables


def test_the_minimal_sample_uniques_of_the_eight_published_rows() -> None:
    found = minimal_sample_uniques(EIGHT, "1234")
    assert found.by_row == (
        (), (), (),
        (("1",), ("2", "4")), (("4",),), (("1", "4"), ("2", "4")), (("1",), ("2", "4")),
        (),
    )  # fmt: skip
    assert found.combinations == {("1",): 2, ("2", "4"): 3, ("4",): 1, ("1", "4"): 1}
    assert found.special == {"p004", "p005", "p006", "p007"}


def test_who_needs_all_columns_to_be_found_is_not_special() -> None:
    found = minimal_sample_uniques(table([(1, 1), (1, 2), (2, 1), (2, 2)]), "ab")
    assert set(found.by_row) == {(("a", "b"),)}
    assert found.special == frozenset()


def test_longer_combinations_can_be_left_out() -> None:
    found = minimal_sample_uniques(EIGHT, "1234", largest=1)
    assert found.combinations == {("1",): 2, ("4",): 1}


def test_somebody_with_many_rows_alike_is_still_alone() -> None:
    found = minimal_sample_uniques(table([(1,), (1,), (2,)], persons=["p", "p", "q"]), "a")
    assert found.combinations == {("a",): 2}


def test_nobody_is_unique_in_an_empty_table() -> None:
    assert minimal_sample_uniques(table([]), "ab").by_row == ()


@given(tables(columns=4, several=True))
def test_they_are_those_of_the_oracle(data: Microdata) -> None:
    names = "abcd"
    rows = rows_of(data, names)
    found = minimal_sample_uniques(data, names).by_row
    for place, sets in enumerate(found):
        expected = oracle.smallest_unique_parts(rows, place)
        assert {tuple(names.index(name) for name in each) for each in sets} == expected
        assert list(map(len, sets)) == sorted(map(len, sets))
