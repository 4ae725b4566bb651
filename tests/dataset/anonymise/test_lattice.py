from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.hierarchy import Hierarchy, OrphanError, generalised
from kast_eval.dataset.anonymise.lattice import Node, Search, node_count, search_lattice
from kast_eval.dataset.anonymise.loss import Loss
from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError
from tests.dataset.anonymise import oracle
from tests.dataset.anonymise.examples import (
    SEVEN,
    SEVEN_HIERARCHIES,
    rows_of,
    table,
    tables,
)

LINES: dict[int | str, tuple[int | str, ...]] = {0: ("low", "*"), 1: ("low", "*"), 2: ("high", "*")}
HIERARCHIES = (
    Hierarchy("a", LINES),
    Hierarchy("b", dict.fromkeys((0, 1, 2), ("*",))),
    Hierarchy("c", LINES),
)


def seven(k: int, loss: Loss = Loss.PRECISION) -> Search:
    return search_lattice(SEVEN, SEVEN_HIERARCHIES, k=k, most_suppressed=Fraction(0), loss=loss)


def best_of(search: Search) -> Node:
    assert search.best is not None
    return search.best


@pytest.mark.parametrize(
    ("k", "minimal"),
    [
        (2, {(1, 1, 2), (2, 0, 3)}),
        (3, {(1, 1, 3), (2, 0, 3)}),
        *((k, {(2, 1, 3)}) for k in (4, 5, 6, 7)),
    ],
)
def test_the_minimal_nodes_of_the_seven_published_rows(
    k: int, minimal: set[tuple[int, ...]]
) -> None:
    found = seven(k)
    assert len(found.nodes) == node_count(SEVEN_HIERARCHIES) == 36
    assert {node.levels for node in found.minimal} == minimal


def test_eleven_nodes_of_the_seven_published_rows_give_pairs() -> None:
    assert len(seven(2).allowed) == 11


@pytest.mark.parametrize(("k", "squares"), [(2, 17), (3, 25), (4, 49)])
def test_the_least_discernibility_of_the_seven_published_rows(k: int, squares: int) -> None:
    best = best_of(seven(k, Loss.DISCERNIBILITY))
    assert best.discernibility == squares
    assert best.loss == Fraction(squares, 49)


def test_the_best_nodes_of_the_seven_published_rows_by_two_measures() -> None:
    assert best_of(seven(2, Loss.DISCERNIBILITY)).levels == (1, 1, 2)
    precise = best_of(seven(2))
    assert (precise.levels, precise.loss) == ((2, 0, 3), Fraction(8, 15))


def test_leaves_lost_are_counted_over_the_cells() -> None:
    # Four ages, two of them under 50: a band stands for two of four, so each cell loses 1/3.
    found = {node.levels: node.loss for node in seven(1, Loss.LEAVES).nodes}
    assert found[0, 0, 0] == 0
    assert found[1, 0, 0] == Fraction(1, 9)
    assert found[2, 1, 5] == 1


def test_a_missing_cell_that_stays_itself_loses_no_leaves() -> None:
    band = Hierarchy("a", {1: ("*",), 2: ("*",)})
    found = search_lattice(table([(1,), (-7,)]), [band], k=1, loss=Loss.LEAVES)
    assert [node.loss for node in found.nodes] == [0, Fraction(1, 2)]


def test_a_suppressed_person_loses_everything() -> None:
    flat = Hierarchy("a", {value: (value,) for value in (1, 2)})
    data = table([(1,)] * 19 + [(2,)])
    for loss, cost in (
        (Loss.PRECISION, Fraction(1, 20)),
        (Loss.LEAVES, Fraction(1, 20)),
        (Loss.DISCERNIBILITY, Fraction(19 * 19 + 20, 400)),
    ):
        best = best_of(search_lattice(data, [flat], k=2, loss=loss))
        assert (best.levels, best.suppressed, best.classes, best.loss) == ((0,), 1, 1, cost)


@pytest.mark.parametrize(("persons", "allowed"), [(19, 1), (20, 2)])
def test_one_in_twenty_may_be_suppressed(persons: int, allowed: int) -> None:
    halves = Hierarchy("a", {1: ("*",), 2: ("*",)})
    data = table([(1,)] * (persons - 1) + [(2,)])
    assert len(search_lattice(data, [halves], k=2).allowed) == allowed


def test_a_lattice_without_an_allowed_node_has_no_best() -> None:
    found = search_lattice(table([(1,)]), [Hierarchy("a", {1: ("*",)})], k=2)
    assert (found.best, found.minimal) == (None, ())


def test_of_two_equal_nodes_the_lower_in_the_first_columns_is_best() -> None:
    pair = [Hierarchy(name, {1: ("*",), 2: ("*",)}) for name in "ab"]
    found = search_lattice(table([(1, 1), (2, 2)]), pair, k=2, most_suppressed=Fraction(0))
    assert best_of(found).levels == (1, 1)
    cross = table([(1, 1), (1, 2), (2, 1), (2, 2)])
    assert best_of(search_lattice(cross, pair, k=2)).levels == (0, 1)


def test_of_two_nodes_of_equal_loss_the_one_with_smaller_classes_is_best() -> None:
    # Both columns can go up alone: the first leaves classes of 3 and 5, the second two of 4.
    pair = [Hierarchy(name, {1: ("*",), 2: ("*",)}) for name in "ab"]
    data = table([(1, 1)] * 2 + [(1, 2)] * 2 + [(2, 1)] + [(2, 2)] * 3)
    found = search_lattice(data, pair, k=3, most_suppressed=Fraction(0))
    tied = {node.levels: node.discernibility for node in found.allowed if sum(node.levels) == 1}
    assert tied == {(1, 0): 34, (0, 1): 32}
    assert best_of(found).levels == (0, 1)
    swapped = search_lattice(data, pair[::-1], k=3, most_suppressed=Fraction(0))
    assert best_of(swapped).levels == (1, 0)


def test_an_empty_table_has_nothing_to_search() -> None:
    assert search_lattice(table([]), HIERARCHIES, k=2).nodes == ()


def test_each_person_has_one_row_and_each_value_a_parent() -> None:
    with pytest.raises(TableShapeError, match="several rows"):
        search_lattice(table([(1, 1, 1)] * 2, persons="pp"), HIERARCHIES, k=2)
    with pytest.raises(TableShapeError, match="no column"):
        search_lattice(SEVEN, [], k=2)
    with pytest.raises(OrphanError):
        search_lattice(table([(1, 1, 7)]), HIERARCHIES, k=2)


@given(
    tables(values=st.sampled_from([0, 1, 2, -7])),
    st.integers(2, 4),
    st.sampled_from([Fraction(0), Fraction(1, 20), Fraction(1, 3)]),
    st.sampled_from(Loss),
)
def test_every_node_is_as_the_oracle_has_it_and_the_best_is_the_best(
    data: Microdata, k: int, share: Fraction, loss: Loss
) -> None:
    lines = [{value: (value, *up) for value, up in each.ancestors.items()} for each in HIERARCHIES]
    expected = oracle.nodes(rows_of(data, "abc"), lines, k) if data.persons else {}
    found = search_lattice(data, HIERARCHIES, k=k, most_suppressed=share, loss=loss)
    assert [node.levels for node in found.nodes] == list(expected)
    for node in found.nodes:
        outcome = expected[node.levels]
        assert (node.suppressed, node.discernibility) == (outcome.under, outcome.squares)
        assert (
            node.loss
            == {
                Loss.PRECISION: outcome.precision,
                Loss.LEAVES: outcome.leaves,
                Loss.DISCERNIBILITY: Fraction(outcome.squares, len(data.persons) ** 2),
            }[loss]
        )
    few = share * len(data.persons)
    assert [node.levels for node in found.allowed] == [
        levels for levels, outcome in expected.items() if outcome.under <= few
    ]
    if found.ranked:
        best = best_of(found)
        assert best == found.ranked[0]
        assert best.loss == min(node.loss for node in found.allowed)
        after = class_frequencies(generalised(data, HIERARCHIES, best.levels), "abc")
        assert len(after.under(k)) == best.suppressed


@given(tables(values=st.sampled_from([0, 1, 2, -7])), st.sampled_from(Loss))
def test_the_order_of_persons_does_not_matter(data: Microdata, loss: Loss) -> None:
    backwards = Microdata(
        data.persons[::-1], {name: cells[::-1] for name, cells in data.columns.items()}
    )
    there, back = (search_lattice(each, HIERARCHIES, k=2, loss=loss) for each in (data, backwards))
    assert there == back


@given(tables(values=st.sampled_from([0, 1, 2, -7])), st.integers(2, 4))
def test_the_minimal_nodes_are_those_under_which_none_is_allowed(data: Microdata, k: int) -> None:
    found = search_lattice(data, HIERARCHIES, k=k, most_suppressed=Fraction(0))
    allowed = [node.levels for node in found.allowed]
    expected = {
        one for one in allowed
        if not any(two != one and all(map(int.__le__, two, one)) for two in allowed)
    }  # fmt: skip
    assert {node.levels for node in found.minimal} == expected
