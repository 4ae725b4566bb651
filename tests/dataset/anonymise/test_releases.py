import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.releases import (
    Change,
    Contents,
    Release,
    compare_releases,
    release_of,
    told_together,
)
from tests.dataset.anonymise.examples import table

AGES = Hierarchy("age", {age: (age // 10 * 10, "*") for age in range(20, 60)})


def release(classes: dict[tuple[int | str, ...], int], **levels: int) -> Release:
    persons = frozenset(f"p{place:03}" for place in range(sum(classes.values())))
    return Release(levels, classes, persons)


def test_one_more_person_in_a_class_is_seen_by_subtracting() -> None:
    earlier = release({("A",): 5, ("B",): 5}, letter=0)
    later = release({("A",): 6, ("B",): 5}, letter=0)
    found = compare_releases(earlier, later, [], 5)
    assert found.too_small == (
        Change(("letter",), ("A",), 5, 6),
        Change((), (), 10, 11),
    )
    assert (found.columns, found.new_persons) == (("letter",), 1)


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [(5, 5, False), (5, 9, True), (5, 10, False), (9, 5, True), (10, 5, False), (0, 5, False),
     (5, 0, False), (0, 4, True)],
)  # fmt: skip
def test_a_class_changes_by_nobody_or_by_k(before: int, after: int, *, seen: bool) -> None:
    one, two = (
        release({(1,): 9, (2,): size} if size else {(1,): 9}, x=0) for size in (before, after)
    )
    found = compare_releases(one, two, [], 5)
    assert [change.key for change in found.too_small] == [(2,), ()] * seen


def test_releases_on_different_levels_are_compared_on_the_coarser() -> None:
    earlier = release({(21,): 3, (28,): 4, (33,): 5}, age=0)
    later = release({(20,): 8, (30,): 5}, age=1)
    for one, two in ((earlier, later), (later, earlier)):
        found = compare_releases(one, two, [AGES], 5)
        assert [(each.key, each.persons) for each in found.too_small] == [((20,), 1), ((), 1)]


def test_a_missing_code_is_compared_with_itself_on_every_level() -> None:
    earlier = release({(21,): 5, (-7,): 5}, age=0)
    later = release({("*",): 5, (-7,): 6}, age=2)
    found = compare_releases(earlier, later, [AGES], 5)
    assert found.too_small[0] == Change(("age",), (-7,), 5, 6)


def test_columns_that_only_one_release_has_are_summed_over() -> None:
    earlier = release({(1, 21): 5, (1, 33): 5}, x=0, age=0)
    later = release({("m", 1): 6, ("f", 1): 6}, sex=0, x=0)
    found = compare_releases(earlier, later, [AGES], 5)
    assert found.columns == ("x",)
    assert found.too_small == (Change(("x",), (1,), 10, 12), Change((), (), 10, 12))


def test_a_newcomer_is_seen_in_the_sum_when_others_have_moved() -> None:
    # Six have been followed up since, and one is new: no class has changed by one.
    earlier = release({(1, "t0"): 10, (1, "t0+t6"): 10, (2, "t0"): 9}, x=0, present=0)
    later = release({(1, "t0"): 4, (1, "t0+t6"): 17, (2, "t0"): 18}, x=0, present=0)
    found = compare_releases(earlier, later, [], 5)
    assert [(change.columns, change.key) for change in found.too_small] == [
        (("x",), (1,)),
        (("present",), ("t0",)),
    ]


def test_releases_without_a_common_column_are_compared_as_a_whole() -> None:
    found = compare_releases(release({(1,): 9}, x=0), release({(1,): 11}, y=0), [], 5)
    assert found.too_small == (Change((), (), 9, 11),)


@pytest.mark.parametrize(
    ("classes", "level", "hierarchies"),
    [
        # Bands that the hierarchy does not have: two ways to group can be subtracted too.
        ({(25,): 9}, 1, [AGES]),
        # A level that the hierarchy does not have any longer.
        ({("*",): 9}, 3, [AGES]),
        # Another level, and nothing that tells how they hang together.
        ({("*",): 9}, 2, []),
    ],
)
def test_columns_that_were_grouped_otherwise_cannot_be_compared(
    classes: dict[tuple[int | str, ...], int], level: int, hierarchies: list[Hierarchy]
) -> None:
    later = release({(20,): 9}, age=1)
    found = compare_releases(release(classes, age=level), later, hierarchies, 5)
    assert (found.unlike, found.columns) == (("age",), ())


def test_a_release_remembers_persons_by_class() -> None:
    data = table([(1, 2), (1, 3), (2, 2)], persons=["p", "p", "q"])
    found = release_of(data, {"a": 1})
    told = Contents(("a", "b"), {(1, 2): 1, (1, 3): 1, (2, 2): 1})
    assert found == Release({"a": 1}, {(1,): 1, (2,): 1}, frozenset("pq"), told)
    assert told.values("b") == {2, 3}


PERSONS = st.lists(st.tuples(st.integers(20, 59), st.integers(0, 1)), min_size=1, max_size=12)


@given(PERSONS, PERSONS, st.integers(0, 2), st.integers(0, 2))
def test_subtracting_shows_what_counting_on_the_coarser_level_shows(
    old: list[tuple[int, int]], new: list[tuple[int, int]], one: int, two: int
) -> None:
    def on(level: int, rows: list[tuple[int, int]]) -> Microdata:
        lifted = [(AGES.at(age, level), x) for age, x in rows]
        return Microdata(
            tuple(map(str, range(len(rows)))),
            {"age": tuple(age for age, _ in lifted), "x": tuple(x for _, x in lifted)},
        )

    earlier = release_of(on(one, old), {"age": one, "x": 0})
    later = release_of(on(two, new), {"age": two, "x": 0})
    found = compare_releases(earlier, later, [AGES], 3)
    level = max(one, two)
    differing = set()
    for columns in ([0, 1], [0], [1], []):
        before, after = (
            [tuple((AGES.at(row[0], level), row[1])[each] for each in columns) for row in rows]
            for rows in (old, new)
        )
        for key in {*before, *after}:
            if 0 < abs(before.count(key) - after.count(key)) < 3:
                differing.add((tuple(("age", "x")[each] for each in columns), key))
    assert {(change.columns, change.key) for change in found.too_small} == differing


@pytest.mark.parametrize(
    ("before", "after", "columns"),
    [
        ({"age": 0}, {"age": 0}, ()),
        ({"age": 1}, {"age": 0, "sex": 0}, ()),
        ({"age": 0, "sex": 0}, {"age": 1}, ()),
        ({"age": 0}, {"sex": 0}, ("age", "sex")),
        ({"age": 0, "sex": 1}, {"age": 1, "sex": 0}, ("age", "sex")),
        ({"age": 0, "sex": 0}, {"age": 0, "town": 0}, ("sex", "town")),
    ],
)
def test_two_releases_joined_tell_no_more_than_one_of_them(
    before: dict[str, int], after: dict[str, int], columns: tuple[str, ...]
) -> None:
    someone = frozenset({"p1"})
    earlier, later = (Release(levels, {}, someone) for levels in (before, after))
    assert told_together(earlier, later) == columns
    assert told_together(earlier, Release(after, {}, frozenset({"p2"}))) == ()
