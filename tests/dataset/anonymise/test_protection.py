from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.attack import Interval, interval_attack
from kast_eval.dataset.anonymise.count_table import Cell, CountTable, table_of
from kast_eval.dataset.anonymise.protection import (
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from tests.dataset.anonymise import oracle

# After Fischetti and Salazar.
CROSSED = table_of(
    "rc",
    [("I", "II", "III"), "ABC"],
    dict(zip(product(("I", "II", "III"), "ABC"), (20, 50, 10, 8, 19, 22, 17, 32, 12), strict=True)),
)
SECRET: Cell = ("II", "C")
SUMS = [cell for cell in CROSSED.counts if cell in CROSSED.totals]


def row_of(*counts: int) -> CountTable:
    return table_of("a", [tuple(range(len(counts)))], {(i,): n for i, n in enumerate(counts)})


def crossed(width: int, *counts: int) -> CountTable:
    cells = list(product(range(len(counts) // width), range(width)))
    return table_of(
        "ab",
        [tuple(range(len(counts) // width)), tuple(range(width))],
        dict(zip(cells, counts, strict=True)),
    )


def in_the_oracle_s_order(table: CountTable) -> list[Cell]:
    return [*sorted(table.counts.keys() - table.totals, key=repr), *two_sums(table)]


def two_sums(table: CountTable) -> list[Cell]:
    """Return the row sums, then the column sums."""
    rows = [cell for cell in table.counts if cell[0] is not None and cell[1] is None]
    return rows + [cell for cell in table.counts if cell[0] is None and cell[1] is not None]


def test_the_published_sums() -> None:
    assert [CROSSED.counts[cell] for cell in SUMS] == [80, 49, 61, 45, 101, 44, 190]


def test_a_cell_that_is_hidden_alone_is_revealed() -> None:
    assert interval_attack(CROSSED, [SECRET]) == {SECRET: Interval(22, 22)}


def test_the_published_intervals_of_four_hidden_cells() -> None:
    four = [("II", "A"), SECRET, ("III", "A"), ("III", "C")]
    assert interval_attack(CROSSED, four) == {
        ("II", "A"): Interval(0, 25),
        SECRET: Interval(5, 30),
        ("III", "A"): Interval(0, 25),
        ("III", "C"): Interval(4, 29),
    }


def test_the_published_cell_is_protected_by_three_others() -> None:
    found = protect_table(CROSSED, [SECRET], width=5, keep=SUMS)
    assert found.primary == {SECRET}
    assert found.secondary == {("II", "A"), ("III", "A"), ("III", "C")}
    assert found.intervals == interval_attack(CROSSED, found.primary | found.secondary)
    assert found.shown(SECRET) is None
    assert found.shown(("I", "A")) == 20


def test_a_wider_interval_takes_other_cells() -> None:
    found = protect_table(CROSSED, [SECRET], width=40, keep=SUMS)
    assert min(each.width for each in found.intervals.values()) >= 40
    assert len(found.intervals) > 4


@pytest.mark.parametrize(
    ("counts", "sensitive"),
    [
        ((12, 4, 5), {1}),
        # No cell is small, and none is alone at zero.
        ((12, 0, 0, 7), set()),
        # The lone zero says something of everybody else's answer.
        ((12, 0, 7), {1}),
        # All in one: the full cell tells each person's answer, and the lone zero with it.
        ((12, 0), {0, 1}),
        ((0, 12, 0), {1}),
        # A line of nobody tells of nobody.
        ((0, 0), set()),
        # A table of one category has nothing to tell.
        ((12,), set()),
    ],
)
def test_what_is_sensitive_in_a_line(counts: tuple[int, ...], sensitive: set[int]) -> None:
    found = sensitive_cells(row_of(*counts), smallest=5)
    assert found == {(place,) for place in sensitive}


def test_a_total_under_the_threshold_is_sensitive_too() -> None:
    found = sensitive_cells(crossed(2, 1, 2, 8, 9), smallest=5)
    assert found == {(0, 0), (0, 1), (0, None)}


def test_a_zero_that_everybody_knows_says_nothing() -> None:
    assert sensitive_cells(row_of(12, 0), smallest=5, known_zeros=[(1,)]) == frozenset()
    assert sensitive_cells(row_of(12, 0, 0), smallest=5, known_zeros=[(1,)]) == {(0,), (2,)}


def test_49_and_1_hide_each_other() -> None:
    table = row_of(49, 1)
    found = protect_table(table, sensitive_cells(table, smallest=5), width=5)
    assert (found.shown((0,)), found.shown((1,)), found.shown((None,))) == (None, None, 50)


@pytest.mark.parametrize(("counts", "helping"), [((4, 9, 20), (1,)), ((4, 20, 9), (2,))])
def test_of_equally_many_cells_those_with_fewer_persons_help(
    counts: tuple[int, ...], helping: Cell
) -> None:
    assert protect_table(row_of(*counts), [(0,)], width=5).secondary == {helping}


def test_cells_are_hidden_rather_than_totals() -> None:
    # Four cells would do if two of them were totals.
    table = crossed(3, 6, 6, 3, 2, 1, 2)
    found = protect_table(table, [(0, 0)], width=5)
    assert found.intervals.keys() == table.counts.keys() - table.totals


def test_where_nothing_is_sensitive_nothing_is_hidden() -> None:
    found = protect_table(CROSSED, [], width=5)
    assert found.intervals == {}
    assert all(found.shown(cell) == count for cell, count in CROSSED.counts.items())


@pytest.mark.parametrize(
    ("table", "sensitive", "keep"),
    [
        # There is nothing to hide behind.
        (row_of(4), [(0,)], []),
        # All together are too few for an interval of 5.
        (row_of(1, 3), [(0,)], []),
        # What is to be hidden has been published already.
        (row_of(4, 9, 9), [(0,)], [(0,)]),
        (
            CROSSED,
            [SECRET],
            [cell for cell in CROSSED.counts if cell[0] == "II" and cell != SECRET],
        ),
        # The table as a whole is too small to be shown.
        (row_of(2, 2), [(None,)], []),
    ],
)
def test_a_table_that_cannot_be_protected_is_refused(
    table: CountTable, sensitive: list[Cell], keep: list[Cell]
) -> None:
    with pytest.raises(UnprotectableError, match="Slå ihop kategorier"):
        protect_table(table, sensitive, width=5, keep=keep)


COUNTS = st.lists(st.integers(0, 4), min_size=4, max_size=4)


@given(COUNTS, st.sets(st.integers(0, 7)))
@settings(max_examples=30)
def test_the_attack_finds_what_every_table_that_agrees_allows(
    counts: list[int], chosen: set[int]
) -> None:
    table = crossed(2, *counts)
    order = in_the_oracle_s_order(table)
    tables = [oracle.with_sums(each, 2) for each in oracle.fillings(4, sum(counts))]
    found = interval_attack(table, [order[place] for place in chosen])
    expected = oracle.intervals_of(oracle.with_sums(tuple(counts), 2), frozenset(chosen), tables)
    assert {order.index(cell): (each.low, each.high) for cell, each in found.items()} == expected


@given(COUNTS, st.sets(st.integers(0, 7), min_size=1, max_size=2), st.integers(1, 5))
@settings(max_examples=12)
def test_no_other_choice_hides_less(counts: list[int], secret: set[int], width: int) -> None:
    table = crossed(2, *counts)
    order = in_the_oracle_s_order(table)
    actual = oracle.with_sums(tuple(counts), 2)
    tables = [oracle.with_sums(each, 2) for each in oracle.fillings(4, sum(counts))]
    least = oracle.least_hidden(actual, 4, frozenset(secret), width, tables)
    sensitive = [order[place] for place in secret]
    if least is None:
        with pytest.raises(UnprotectableError):
            protect_table(table, sensitive, width=width)
        return
    found = protect_table(table, sensitive, width=width)
    hidden = list(found.intervals)
    persons = sum(table.counts[cell] for cell in hidden)
    assert (len(table.totals.intersection(hidden)), len(hidden), persons) == least
    assert min(each.width for each in found.intervals.values()) >= width


@given(st.lists(st.integers(0, 20), min_size=12, max_size=12))
@settings(max_examples=6)
def test_every_hidden_cell_of_a_larger_table_is_wide_and_every_small_one_hidden(
    counts: list[int],
) -> None:
    table = crossed(4, *counts)
    sensitive = sensitive_cells(table, smallest=5)
    try:
        found = protect_table(table, sensitive, width=5)
    except UnprotectableError:
        assert sum(counts) < 30
        return
    assert found.primary == sensitive
    attacked = interval_attack(table, found.primary | found.secondary)
    assert all(each.width >= 5 for each in attacked.values())
    assert all(not 0 < count < 5 for cell in table.counts if (count := found.shown(cell)))


@given(st.lists(st.integers(0, 20), min_size=12, max_size=12))
@settings(max_examples=4)
def test_without_patience_the_choice_is_as_safe_and_hides_as_few(counts: list[int]) -> None:
    table = crossed(3, *counts)
    sensitive = sensitive_cells(table, smallest=5)
    try:
        patient = protect_table(table, sensitive, width=5)
    except UnprotectableError:
        return
    found = protect_table(table, sensitive, width=5, patience=0)
    assert len(found.intervals) == len(patient.intervals)
    assert all(each.width >= 5 for each in found.intervals.values())
