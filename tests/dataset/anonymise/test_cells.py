import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.cells import TooManyCellsError, blank_cells
from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import EIGHT, rows_of, table, tables

BLANK = -10


@pytest.mark.parametrize(("k", "blanks"), [(1, 0), (2, 6), (3, 16)])
def test_the_fewest_blanks_of_the_eight_published_rows(k: int, blanks: int) -> None:
    found = blank_cells(EIGHT, "1234", k)
    assert found is not None
    assert sum(found.cells.values()) == blanks
    assert class_frequencies(found.table, "1234").k >= k


def test_the_pairs_of_the_eight_published_rows() -> None:
    found = blank_cells(EIGHT, "1234", 2)
    assert found is not None
    rows = found.table.keys("1234")
    assert [rows.index(row) for row in rows] == [0, 1, 1, 3, 4, 4, 3, 0]
    assert found.persons == {"p004", "p005", "p006", "p007"}
    assert found.cells == {"1": 2, "2": 2, "3": 0, "4": 2}


def test_fewer_than_k_persons_cannot_be_made_alike() -> None:
    assert blank_cells(table([(1,)] * 2), "a", 3) is None


def test_in_an_empty_table_nothing_is_blanked() -> None:
    found = blank_cells(table([]), "ab", 3)
    assert found is not None
    assert found.cells == {"a": 0, "b": 0}


def test_what_was_blank_before_costs_nothing_and_hides_nobody_else() -> None:
    found = blank_cells(table([(BLANK, 1), (BLANK, 1), (5, 1)]), "ab", 2)
    assert found is not None
    assert found.persons == {"p003"}
    assert found.cells == {"a": 1, "b": 0}


def test_a_fixed_column_is_never_blanked() -> None:
    data = table([(1, "t0"), (2, "t0"), (3, "t6"), (3, "t6")])
    found = blank_cells(data, "ab", 2, fixed="b")
    assert found is not None
    assert found.table.keys("ab") == ((BLANK, "t0"), (BLANK, "t0"), (3, "t6"), (3, "t6"))
    assert blank_cells(table([(1, "t0"), (1, "t6")]), "ab", 2, fixed="b") is None


def test_what_would_take_the_solver_too_long_is_refused() -> None:
    names = "abcdefghijklmnopqrs"
    with pytest.raises(TooManyCellsError, match="ta bort personer"):
        blank_cells(table([(0,) * len(names)], names), names, 2)


@given(tables(rows=7))
@settings(max_examples=20)
def test_the_order_of_rows_does_not_matter(data: Microdata) -> None:
    backwards = Microdata(
        data.persons[::-1], {name: cells[::-1] for name, cells in data.columns.items()}
    )
    there, back = (blank_cells(each, "abc", 2) for each in (data, backwards))
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.table.keys("abc") == back.table.keys("abc")[::-1]


def test_blanking_cells_takes_one_row_each() -> None:
    with pytest.raises(TableShapeError):
        blank_cells(table([(1,), (2,)], persons="pp"), "a", 2)


@given(tables(rows=7), st.integers(2, 3))
@settings(max_examples=50)
def test_no_other_way_blanks_fewer_cells(data: Microdata, k: int) -> None:
    found = blank_cells(data, "abc", k)
    fewest = oracle.fewest_blanks(rows_of(data, "abc"), k, BLANK)
    assert (found is None) == (fewest is None)
    if found is not None:
        assert sum(found.cells.values()) == fewest
        assert class_frequencies(found.table, "abc").under(k) == frozenset()
        for name, cells in found.table.columns.items():
            kept = zip(cells, data.columns[name], strict=True)
            assert all(after in (BLANK, before) for after, before in kept)
