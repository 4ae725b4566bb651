from itertools import product

import pytest

from kast_eval.dataset.anonymise.count_table import count_persons
from kast_eval.dataset.anonymise.crossings import (
    Crossing,
    circle_of,
    shown_cells,
    tied_together,
)
from kast_eval.dataset.anonymise.linked_tables import CircleError, linked
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError, Value
from tests.dataset.anonymise.examples import table

YES_NO: dict[str, tuple[Value, ...]] = dict.fromkeys("abc", (0, 1))
PERSONS = table([row for row in product((0, 1), repeat=3) for _ in range(3)], "abc")


def sets(*names: str) -> list[frozenset[str]]:
    return [frozenset(one) for one in names]


@pytest.mark.parametrize(
    ("tables", "circle"),
    [
        (["a"], ""),
        (["ab", "bc", "cd"], ""),
        (["ab", "ab"], ""),
        (["ab", "bc", "ca"], "abc"),
        # What hangs on a circle is not in it.
        (["ab", "bc", "ca", "ad", "de"], "abc"),
        # A table of all three holds the circle together.
        (["ab", "bc", "ca", "abc"], ""),
        (["ab", "bc", "cd", "da"], "abcd"),
    ],
)
def test_which_columns_are_tied_in_a_circle(tables: list[str], circle: str) -> None:
    assert circle_of(sets(*tables)) == frozenset(circle)


def test_tables_in_a_tree_are_linked_as_ever() -> None:
    found = tied_together(PERSONS, [Crossing(("a", "b")), Crossing(("a", "c"))], YES_NO)
    other = linked([count_persons(PERSONS, "ab"), count_persons(PERSONS, "ac")])
    assert found.counts == other.counts
    assert set(found.lines) == set(other.lines)
    assert not found.unseen


def test_a_circle_is_crossed_in_cells_that_nobody_sees() -> None:
    crossings = [Crossing(("a", "b")), Crossing(("b", "c")), Crossing(("c", "a"))]
    found = tied_together(PERSONS, crossings, YES_NO)
    assert found.unseen == set(product((0, 1), repeat=3))
    assert found.counts[0, 0, 0] == 3


def test_a_circle_of_too_many_cells_is_refused() -> None:
    many = dict.fromkeys("abc", tuple(range(16)))
    crossings = [Crossing(("a", "b")), Crossing(("b", "c")), Crossing(("c", "a"))]
    with pytest.raises(CircleError, match="bildar en ring med a, b, c"):
        tied_together(PERSONS, crossings, many)


def test_a_filter_shows_one_category_and_hides_the_others() -> None:
    found = tied_together(PERSONS, [Crossing(("a",), (("b", 1),))], YES_NO)
    assert found.names == ("a", "b")
    shown = set(found.counts) - found.unseen
    assert shown == {(0, 1), (1, 1), (None, 1)}
    assert shown == set(shown_cells(Crossing(("a",), (("b", 1),)), YES_NO, "ab"))


def test_somebody_outside_the_categories_is_not_left_out_unseen() -> None:
    with pytest.raises(TableShapeError, match="some value is no category: a"):
        tied_together(table([(2,)], "a"), [Crossing(("a",))], YES_NO)


def test_somebody_with_two_rows_would_be_counted_twice() -> None:
    with pytest.raises(TableShapeError):
        tied_together(Microdata(("p", "p"), {"a": (0, 1)}), [Crossing(("a",))], YES_NO)
