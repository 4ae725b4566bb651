from collections.abc import Mapping

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kast_eval.actions.steps.protected_inflow import protect_inflow
from kast_eval.dataset.anonymise.attack import interval_attack
from kast_eval.dataset.anonymise.count_table import table_of
from kast_eval.quality.inflow import Inflow, ShownInflow, Way
from kast_eval.quality.quarter import Quarter

QUARTERS = tuple(Quarter(2026, number) for number in (1, 2, 3))
LOGGED = dict.fromkeys(QUARTERS, 12)


def inflow(*counts: int) -> Inflow:
    places = [(quarter, way) for quarter in QUARTERS for way in Way]
    return dict(zip(places, counts, strict=True))


def hidden(shown: ShownInflow) -> list[tuple[str, Way]]:
    return [(quarter, way) for quarter in shown for way in Way if shown[quarter][way] is None]


def narrowest(contacts: Inflow, shown: ShownInflow, clinics: Mapping[str, int | None]) -> int:
    """Return the narrowest interval for one who knows every sum that is not hidden."""
    counts: dict[tuple[int | str, ...], int] = {
        (str(quarter), way): count for (quarter, way), count in contacts.items()
    }
    table = table_of(("quarter", "way"), (list(shown), tuple(Way)), counts)
    sums = [(quarter, None) for quarter, count in clinics.items() if count is None]
    small = [cell for cell in table.totals if 0 < table.counts[cell] < 5]
    found = interval_attack(table, frozenset([*hidden(shown), *sums, *small]))
    return min((one.width for one in found.values()), default=99)


@given(counts=st.lists(st.sampled_from((0, 1, 4, 6, 9, 30)), min_size=15, max_size=15))
@settings(max_examples=8)
def test_no_small_number_is_shown_nor_told_by_the_others(counts: list[int]) -> None:
    contacts = inflow(*counts)
    shown, clinics = protect_inflow(contacts, LOGGED, rounds=0)
    assume(shown is not None)
    assert shown is not None
    assert not {1, 2, 3, 4} & {shown[quarter][way] for quarter in shown for way in Way}
    assert narrowest(contacts, shown, clinics) >= 5


def test_what_takes_too_long_is_hidden_in_blocks() -> None:
    contacts = inflow(4, 30, 9, 20, 30, 9, 30, 9, 20, 30, 9, 30, 9, 20, 30)
    finest, _ = protect_inflow(contacts, LOGGED)
    blocks, _ = protect_inflow(contacts, LOGGED, rounds=0)
    assert finest is not None
    assert blocks is not None
    assert 0 < len(hidden(finest)) <= len(hidden(blocks)) < 15


def test_where_nothing_is_small_all_is_shown() -> None:
    shown, clinics = protect_inflow(inflow(*[30] * 15), LOGGED, rounds=0)
    assert shown is not None
    assert not hidden(shown)
    assert set(clinics.values()) == {12}


@pytest.mark.parametrize("rounds", [0, 20])
def test_where_too_few_got_in_touch_there_is_no_table(rounds: int) -> None:
    assert protect_inflow(inflow(1, *[0] * 14), LOGGED, rounds=rounds) == (None, {})


def test_a_hidden_sum_does_not_stand_alone() -> None:
    contacts = inflow(*[30] * 5, 1, *[0] * 4, *[30] * 5)
    shown, clinics = protect_inflow(contacts, LOGGED, rounds=0)
    assert shown is not None
    assert list(clinics.values()) == [None, None, 12]
    assert narrowest(contacts, shown, clinics) >= 5
