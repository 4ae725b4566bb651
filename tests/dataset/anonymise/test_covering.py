from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.attack import interval_attack
from kast_eval.dataset.anonymise.count_table import CountTable, table_of
from kast_eval.dataset.anonymise.covering import cover_table
from kast_eval.dataset.anonymise.linked_tables import linked
from kast_eval.dataset.anonymise.protection import (
    UnprotectableError,
    protect_table,
    sensitive_cells,
)


def crossed(counts: Mapping[tuple[int | str, ...], int], names: str = "ab") -> CountTable:
    return table_of(names, [sorted({key[place] for key in counts}) for place in (0, 1)], counts)


def of(*rows: tuple[int, ...], names: str = "ab") -> CountTable:
    return crossed(
        {(a, b): count for a, row in enumerate(rows) for b, count in enumerate(row)}, names
    )


TABLE = of((3, 12, 9), (14, 8, 20), (11, 16, 7))


def test_where_nothing_is_sensitive_nothing_is_hidden() -> None:
    assert cover_table(TABLE, [], width=5).intervals == {}


def test_a_small_table_hides_no_more_than_the_exact_search() -> None:
    found = cover_table(TABLE, [(0, 0)], width=5)
    assert len(found.secondary) == len(protect_table(TABLE, [(0, 0)], width=5).secondary)
    assert found.primary == {(0, 0)}


def test_what_is_kept_is_shown_and_others_are_hidden_for_it() -> None:
    free = cover_table(TABLE, [(0, 0)], width=5)
    kept = min(free.secondary, key=repr)
    found = cover_table(TABLE, [(0, 0)], width=5, keep=[kept])
    assert found.shown(kept) == TABLE.counts[kept]
    assert min(each.width for each in found.intervals.values()) >= 5


@pytest.mark.parametrize(
    ("table", "sensitive", "keep"),
    [
        # Too few are there.
        (of((1, 1), (1, 1)), [(0, 0)], []),
        # What should be hidden has been published.
        (TABLE, [(0, 0)], [(0, 0)]),
        # What could help has been published.
        (TABLE, [(0, 0)], [cell for cell in TABLE.counts if cell[0] == 0 and cell[1] != 0]),
        (TABLE, [(None, None)], []),
    ],
)
def test_a_table_that_cannot_be_protected_is_refused(
    table: CountTable, sensitive: list[tuple[int | None, ...]], keep: list[tuple[int | None, ...]]
) -> None:
    with pytest.raises(UnprotectableError, match="Slå ihop kategorier"):
        cover_table(table, sensitive, width=5, keep=keep)


@given(st.lists(st.integers(0, 14), min_size=6, max_size=6))
@settings(max_examples=25, deadline=None)
def test_the_proved_intervals_lie_within_what_the_attack_finds(counts: list[int]) -> None:
    table = of(tuple(counts[:3]), tuple(counts[3:]))
    try:
        found = cover_table(table, sensitive_cells(table, smallest=5), width=5)
    except UnprotectableError:
        return
    attacked = interval_attack(table, found.intervals)
    for cell, proved in found.intervals.items():
        assert proved.width >= 5
        assert attacked[cell].low <= proved.low <= table.counts[cell]
        assert table.counts[cell] <= proved.high <= attacked[cell].high


def test_tables_that_share_totals_are_covered_together() -> None:
    together = linked([of((3, 12), (9, 14)), of((8, 7), (11, 12), names="ac")])
    found = cover_table(together, sensitive_cells(together, smallest=5), width=5)
    assert min(each.width for each in interval_attack(together, found.intervals).values()) >= 5
