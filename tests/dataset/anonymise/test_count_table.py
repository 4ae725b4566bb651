import pytest
from hypothesis import given

from kast_eval.dataset.anonymise.count_table import Line, count_persons, table_of
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError
from tests.dataset.anonymise.examples import table, tables


def test_every_total_is_worked_out() -> None:
    found = table_of("ab", [(1, 2), ("x", "y")], {(1, "x"): 3, (2, "y"): 4})
    assert found.counts == {
        (1, "x"): 3, (1, "y"): 0, (1, None): 3,
        (2, "x"): 0, (2, "y"): 4, (2, None): 4,
        (None, "x"): 3, (None, "y"): 4, (None, None): 7,
    }  # fmt: skip
    assert found.counts.keys() - found.totals == {(1, "x"), (1, "y"), (2, "x"), (2, "y")}


def test_the_sums_of_one_column_are_one_line() -> None:
    found = table_of("a", [(1, 2)], {(1,): 3})
    assert found.lines == (Line((None,), ((1,), (2,))),)


@pytest.mark.parametrize("names", ["", "abc"])
def test_a_table_crosses_one_or_two_columns(names: str) -> None:
    with pytest.raises(TableShapeError):
        table_of(names, [(1,)] * len(names), {})


def test_persons_are_counted_in_the_categories_that_occur_or_that_are_given() -> None:
    data = table([(2,), (1,), (2,)])
    assert count_persons(data, "a").counts == {(1,): 1, (2,): 2, (None,): 3}
    assert count_persons(data, "a", [(3, 2, 1)]).counts[(3,)] == 0


def test_somebody_outside_the_categories_is_not_left_out_unseen() -> None:
    with pytest.raises(TableShapeError, match="some value is no category: a"):
        count_persons(table([(1,), (2,)]), "a", [(1,)])


def test_somebody_with_two_rows_would_be_counted_twice() -> None:
    with pytest.raises(TableShapeError):
        count_persons(table([(1,), (2,)], persons="pp"), "a")


@given(tables(columns=2))
def test_every_line_adds_up(data: Microdata) -> None:
    found = count_persons(data, "ab")
    assert found.counts[found.grand_total] == data.person_count
    for line in found.lines:
        assert sum(found.counts[part] for part in line.parts) == found.counts[line.total]
