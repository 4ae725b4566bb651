from collections.abc import Mapping
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.attack import Interval, extreme, interval_attack
from kast_eval.dataset.anonymise.count_table import Cell, CountTable, count_persons, table_of
from kast_eval.dataset.anonymise.linked_tables import CircleError, linked, widened
from kast_eval.dataset.anonymise.microdata import TableShapeError
from kast_eval.dataset.anonymise.protection import protect_table, sensitive_cells
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import table


def crossed(names: str, *counts: int) -> CountTable:
    cells = list(product((0, 1), (0, 1)))
    return table_of(names, [(0, 1), (0, 1)], dict(zip(cells, counts, strict=True)))


def test_a_shared_total_is_one_cell() -> None:
    persons = table([(0, 0, 1), (0, 1, 1), (1, 1, 0)])
    found = linked([count_persons(persons, "ab"), count_persons(persons, "ac")])
    assert found.names == ("a", "b", "c")
    assert found.counts[0, None, None] == 2
    assert found.counts[0, None, 1] == 2
    assert len(found.counts) == 9 + 9 - 3
    assert sorted(found.totals, key=repr).count((None, None, None)) == 1


def test_a_total_that_another_table_shows_hides_nothing() -> None:
    # By itself the first table can hide its row sums; the second one shows them.
    by_age_and_sex = crossed("ab", 3, 9, 9, 9)
    alone = interval_attack(by_age_and_sex, {(0, 0), (0, None), (1, 0), (1, None)})
    assert alone[0, 0].width > 0
    both = linked([by_age_and_sex, table_of("a", [(0, 1)], {(0,): 12, (1,): 18})])
    assert interval_attack(both, {(0, 0), (1, 0)}) == {
        (0, 0): Interval(3, 3),
        (1, 0): Interval(9, 9),
    }


def test_linked_tables_are_protected_together() -> None:
    tables = [crossed("ab", 3, 12, 9, 14), crossed("ac", 8, 7, 11, 12), crossed("cd", 9, 10, 2, 17)]
    together = linked(tables)
    found = protect_table(together, sensitive_cells(together, smallest=5), width=5)
    assert found.primary == {(0, 0, None, None), (None, None, 1, 0)}
    assert min(each.width for each in found.intervals.values()) >= 5
    assert not found.intervals.keys() & together.totals


def test_tables_of_different_persons_are_not_linked() -> None:
    with pytest.raises(TableShapeError, match="different persons"):
        linked([crossed("ab", 1, 2, 3, 4), crossed("ac", 1, 2, 3, 5)])


@pytest.mark.parametrize("names", [["ab", "bc", "ca"], ["ab", "cd", "bc", "ad"]])
def test_crossings_in_a_circle_are_refused(names: list[str]) -> None:
    with pytest.raises(CircleError, match="bildar en ring"):
        linked([crossed(each, 1, 1, 1, 1) for each in names])


def test_the_same_crossing_twice_is_no_circle() -> None:
    same = crossed("ab", 1, 2, 3, 4)
    assert linked([same, same]) == same
    assert linked([same, crossed("ba", 1, 3, 2, 4)]).counts == same.counts


CELLS = list(product((0, 1), (0, 1), (0, 1)))


def counted(names: str, filling: tuple[int, ...]) -> CountTable:
    """Return a crossing of the persons whose number in each cell of all three is given."""
    rows = [cell for cell, count in zip(CELLS, filling, strict=True) for _ in range(count)]
    return count_persons(table(rows, "abc"), names, [(0, 1), (0, 1)])


def star() -> tuple[CountTable, frozenset[Cell]]:
    """Return three tables that share a column, and cells to hide in all of them.

    What is shown ties each two of the categories 1, 2 and 3 together: they are 1 to 3 persons.
    """
    tables = []
    for name, (one, two, other) in {"b": (1, 2, 3), "c": (2, 3, 1), "d": (3, 1, 2)}.items():
        inner: dict[tuple[int | str, ...], int] = {
            (one, 0): 1, (two, 0): 1, (other, 1): 1, (4, 1): 3, (5, 0): 1, (5, 1): 1,
        }  # fmt: skip
        tables.append(table_of(f"a{name}", [(1, 2, 3, 4, 5), (0, 1)], inner))
    together = linked(tables)
    shown = {together.grand_total, (5, None, None, None)}
    return together, frozenset(
        cell
        for cell, count in together.counts.items()
        if count > 0 and cell[0] is not None and cell not in shown
    )


def test_whole_persons_make_an_interval_narrower_than_fractions_would() -> None:
    together, hidden = star()
    total = (4, None, None, None)
    ends = [sign * extreme(together, hidden, total, sign).cost for sign in (1, -1)]
    assert ends == pytest.approx([-1.5, 1.5])
    assert interval_attack(together, hidden)[total] == Interval(2, 4)


def test_protection_is_against_whole_persons() -> None:
    together, hidden = star()
    found = protect_table(together, hidden, width=3)
    assert found.secondary
    assert min(each.width for each in found.intervals.values()) == 3


def linked_pair(filling: tuple[int, ...]) -> CountTable:
    return linked([counted("ab", filling), counted("ac", filling)])


@cache
def all_pairs(persons: int) -> list[Mapping[Cell, int]]:
    return [linked_pair(filling).counts for filling in oracle.fillings(8, persons)]


@given(
    st.lists(st.integers(0, 7), min_size=1, max_size=3),
    st.sets(st.integers(0, 14), min_size=1, max_size=9),
)
@settings(max_examples=30)
def test_the_attack_on_linked_tables_finds_what_all_persons_that_agree_allow(
    persons: list[int], chosen: set[int]
) -> None:
    actual = linked_pair(tuple(map(persons.count, range(8))))
    cells = [cell for cell in actual.counts if cell != actual.grand_total]
    hidden = {cells[place] for place in chosen if place < len(cells)}
    agreeing = [
        one
        for one in all_pairs(len(persons))
        if all(one[cell] == actual.counts[cell] for cell in cells if cell not in hidden)
    ]
    for cell, interval in interval_attack(actual, hidden).items():
        values = [one[cell] for one in agreeing]
        assert interval == Interval(min(values), max(values))


def test_a_cell_keeps_its_place_among_more_columns() -> None:
    assert widened("abc", crossed("ca", 1, 2, 3, 4), (0, None)) == (None, None, 0)
