import pytest

from kast_eval.dataset.anonymise.recode import merge_rare
from tests.dataset.anonymise.examples import table


def test_rare_categories_are_merged_into_the_declared_one() -> None:
    found = merge_rare(table([(1,)] * 5 + [(2,)] * 3 + [(3,)] * 2 + [("x",)]), "a", "x", 5)
    assert found.table.column("a") == (1,) * 5 + ("x",) * 6
    assert (found.merged, found.dropped) == ((2, 3), False)


def test_a_rare_missing_code_is_left_to_suppression() -> None:
    found = merge_rare(table([(1,)] * 5 + [(2,)] * 5 + [(-7,)]), "a", 9, 5)
    assert found.table.column("a")[-1] == -7
    assert (found.merged, found.dropped) == ((), False)


@pytest.mark.parametrize(
    "rows",
    [
        # What was merged is rare itself: 49 men and one woman.
        [("man",)] * 49 + [("woman",)],
        # All that is left is one category.
        [(1,)] * 3 + [(2,)] * 2,
    ],
)
def test_a_column_that_merging_does_not_make_safe_is_dropped(
    rows: list[tuple[int | str]],
) -> None:
    found = merge_rare(table([(*row, 0) for row in rows]), "a", "other", 5)
    assert found.dropped
    assert set(found.table.columns) == {"b"}


def test_one_woman_among_fifty_is_merged_with_the_men_only_by_dropping_the_column() -> None:
    found = merge_rare(table([("man",)] * 49 + [("woman",)]), "a", "man", 5)
    assert found.dropped


def test_a_column_that_was_constant_from_the_start_is_kept() -> None:
    assert not merge_rare(table([(1,)] * 5), "a", 9, 5).dropped
