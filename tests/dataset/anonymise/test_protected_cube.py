from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, product
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kast_eval.dataset.anonymise.microdata import Key, TableShapeError
from kast_eval.dataset.anonymise.protected_cube import (
    ProtectedCube,
    _protected,
    protected_cube,
)
from tests.dataset.anonymise import oracle

Counts = Mapping[Key, int]
Selection = dict[str, int | str]


def selections(names: str, sizes: Sequence[int]) -> Iterator[Selection]:
    """Give every filter that a page can offer, with none, one or two columns chosen."""
    for size in range(3):
        for chosen in combinations(range(len(names)), size):
            for values in product(*(range(sizes[place]) for place in chosen)):
                yield dict(zip([names[place] for place in chosen], values, strict=True))


def stands_in(names: str, cell: Sequence[int | str], selection: Selection) -> bool:
    return all(cell[names.index(name)] == value for name, value in selection.items())


def narrowest(names: str, sizes: Sequence[int], cube: ProtectedCube) -> float:
    """Return the narrowest interval of a hidden count, after every filter has been tried.

    The attacker knows that nobody is counted below zero, and reckons with parts of persons.
    """
    cells = list(product(*map(range, sizes)))
    every = list(selections(names, sizes))
    vectors = [[float(stands_in(names, cell, one)) for cell in cells] for one in every]
    answers = [cube.shown(one) for one in every]
    shown = [place for place, answer in enumerate(answers) if answer is not None]
    found = float("inf")
    for place in set(range(len(every))) - set(shown):
        ends = [
            linprog(
                sign * np.array(vectors[place]),
                A_eq=np.array([vectors[one] for one in shown]),
                b_eq=np.array([answers[one] for one in shown]),
            ).fun
            for sign in (1, -1)
        ]
        found = min(found, -sum(ends))
    return found


def at_clinics(persons: int, sizes: Sequence[int], seed: int) -> Counts:
    """Return simulated persons: clinics and answers are common or rare, quarters alike."""
    random = Random(seed)
    weights = [[random.random() ** 2 + 0.05 for _ in range(size)] for size in sizes]
    weights[1] = [1.0] * sizes[1]
    return Counter(
        tuple(
            random.choices(range(size), each)[0] for size, each in zip(sizes, weights, strict=True)
        )
        for _ in range(persons)
    )


@pytest.mark.parametrize(
    ("persons", "sizes", "seed"),
    [(40, (3, 3, 2), 1), (90, (4, 4, 3), 2), (150, (4, 4, 3), 3), (300, (6, 4, 4), 4)],
)
def test_no_sequence_of_filters_reveals_a_hidden_count(
    persons: int, sizes: tuple[int, ...], seed: int
) -> None:
    counts = at_clinics(persons, sizes, seed)
    cube = protected_cube("abc", [range(size) for size in sizes], counts)
    assert cube.shown({}) == persons
    answers = [cube.shown(one) for one in selections("abc", sizes)]
    assert None in answers
    assert sum(answer is not None for answer in answers) > len(answers) / 5
    assert narrowest("abc", sizes, cube) >= 5


def test_what_is_shown_is_right_and_never_small() -> None:
    sizes = (4, 4, 3)
    counts = at_clinics(150, sizes, 5)
    cube = protected_cube("abc", [range(size) for size in sizes], counts)
    for selection in selections("abc", sizes):
        shown = cube.shown(selection)
        true = sum(n for cell, n in counts.items() if stands_in("abc", cell, selection))
        assert shown in {None, true}
        assert shown is None or shown == 0 or shown >= 5


CELLS = list(product(range(2), repeat=3))
EVERY = list(selections("abc", (2, 2, 2)))
STANDING = np.array([[stands_in("abc", cell, one) for cell in CELLS] for one in EVERY], dtype=int)


@cache
def all_answers(persons: int) -> npt.NDArray[np.int64]:
    """Return what every filter says of every way to spread persons over eight cells."""
    ways = np.array(list(oracle.fillings(8, persons)), dtype=np.int64)
    answers: npt.NDArray[np.int64] = ways @ STANDING.T
    return answers


@given(st.lists(st.integers(0, 7), min_size=4, max_size=9))
@settings(max_examples=25, deadline=None)
def test_all_persons_that_agree_with_every_filter_leave_each_hidden_count_open(
    persons: list[int],
) -> None:
    counts: Counts = {CELLS[place]: persons.count(place) for place in range(8)}
    cube = protected_cube("abc", [range(2)] * 3, counts, smallest=2)
    answers = [cube.shown(one) for one in EVERY]
    shown = [place for place, answer in enumerate(answers) if answer is not None]
    agreeing = all_answers(len(persons))
    for place in shown:
        agreeing = agreeing[agreeing[:, place] == answers[place]]
    hidden = agreeing[:, [place for place in range(len(EVERY)) if place not in shown]]
    assert (hidden.max(axis=0) - hidden.min(axis=0) >= 2).all()


def test_two_columns_alone_are_a_cube_as_well() -> None:
    cube = protected_cube("ab", [(1, 2), ("x", "y")], {(1, "x"): 49, (2, "x"): 30, (1, "y"): 1})
    assert cube.shown({"a": 1}) == 50
    assert cube.shown({"a": 1, "b": "y"}) is None
    assert cube.shown({"a": 1, "b": "x"}) is None


def test_too_few_persons_are_not_shown_at_all() -> None:
    cube = protected_cube("abc", [range(2)] * 3, {(0, 0, 0): 2, (1, 1, 1): 2})
    assert {cube.shown(one) for one in EVERY} == {None}


@pytest.mark.parametrize(
    "selection", [{"a": 0, "b": 0, "c": 0}, {"d": 1}, {"a": 7}], ids=["three", "name", "category"]
)
def test_a_filter_that_no_page_offers_is_an_error(selection: Selection) -> None:
    cube = protected_cube("abc", [range(2)] * 3, at_clinics(80, (2, 2, 2), 1))
    with pytest.raises(TableShapeError):
        cube.shown(selection)


def test_the_same_counts_hide_the_same() -> None:
    counts = at_clinics(90, (3, 3, 2), 6)
    one = protected_cube("abc", [range(3), range(3), range(2)], counts)
    _protected.cache_clear()
    other = protected_cube(
        "abc", [range(3), range(3), range(2)], dict(sorted(counts.items(), reverse=True))
    )
    assert one == other
    assert one is not other


def test_a_count_of_three_columns_at_once_is_not_worked_out_either() -> None:
    # No count of two columns is small, yet together they would tell that somebody is there.
    counts: Counts = {
        (0, 0, 0): 1, (0, 0, 1): 9, (0, 1, 0): 9,
        (1, 0, 0): 4, (1, 0, 1): 9, (1, 1, 0): 9, (1, 1, 1): 9,
    }  # fmt: skip
    cube = protected_cube("abc", [range(2)] * 3, counts)
    rows = [place for place, one in enumerate(EVERY) if cube.shown(one) is not None]
    told = STANDING[rows], [cube.shown(EVERY[row]) for row in rows]
    first = np.eye(8)[0]
    ends = [linprog(sign * first, A_eq=told[0], b_eq=told[1]).fun for sign in (1, -1)]
    assert -sum(ends) >= 5
