"""A table that parts the categories of another one is hidden so that nothing comes out of both."""

from collections.abc import Hashable
from itertools import product

import pytest

from kast_eval.quality.splits import PARTS, REFINES, Clients, Part, Split
from kast_eval.quality.together import OTHERS, together
from kast_eval.study.small_numbers import SMALLEST_COUNT
from tests.quality.attack import Attacker, World, fewest_numbers
from tests.quality.people import Told, clinic_of, simulated
from tests.quality.test_together import FOLLOWED, attack_some, clinic


def followed(*counts: int) -> Clients:
    """Return a clinic with so many in each category of a follow-up, in their order."""
    clients = []
    for part, count in zip(PARTS[Split.AFTER], counts, strict=True):
        came = part in {Part.YES, Part.NO, Part.OTHER_YES, Part.OTHER_NO}
        yes = {Split.AFTER} if part in {Part.YES, Part.OTHER_YES} else set()
        one = Told(
            registered=part in {Part.YES, Part.NO, Part.AWAY},
            due=part is not Part.OUTSIDE,
            yes=frozenset(yes | {Split.FOLLOW_UP} if came else yes),
        )
        assert one.parts()[Split.AFTER] is part
        clients += [one] * count
    return clinic_of(clients)


CAME = {
    "9000": followed(3, 9, 7, 6, 6, 8, 10), "9001": followed(8, 8, 8, 7, 7, 7, 12),
    "9002": followed(9, 12, 5, 8, 6, 6, 20), "9003": followed(9, 9, 6, 6, 7, 6, 9),
}  # fmt: skip


def test_who_is_alone_in_a_split_can_be_hidden_in_the_one_that_refines_it() -> None:
    found = together(CAME)
    assert set(found.rows[Split.FOLLOW_UP]) == set(CAME)
    assert found.merged[Split.AFTER] == set(CAME)
    sums = found.rows[Split.AFTER][OTHERS]
    assert sum(sums.values()) == sum(one.persons for one in CAME.values())
    attack_some(CAME, FOLLOWED)
    attack_some(CAME, FOLLOWED, "9001")


@pytest.mark.prove
@pytest.mark.parametrize(
    ("sizes", "seed"),
    [([150, 150, 60, 90], 6), ([90, 90, 150, 60, 120, 60], 1)],
    ids=["four", "six"],
)
def test_nor_does_it_help_to_take_buyers_in_one_form_for_those_in_another(
    sizes: list[int], seed: int
) -> None:
    """The forms need not agree on who buys, but mostly do."""
    clinics = simulated(sizes, seed, alike=True)
    found = together(clinics)
    assert found.rows[Split.AFTER]
    splits = (Split.FORMS, Split.PURCHASES, Split.DAYS, *FOLLOWED)
    attacker = Attacker(clinics, found, "9001", splits, believes=True)
    for cell, low, high in attacker.learnt(SMALLEST_COUNT):
        assert low <= clinics[cell[0]].splits[cell[1]][cell[2]] <= high
        assert high - low >= SMALLEST_COUNT, (cell, low, high)


def changed(fewer: int, not_fewer: int) -> Clients:
    """Return a clinic where so many no buyers had fewer days at the end, and so many had not."""
    of_buyers = {Part.YES: 10, Part.NO: 10, Part.OTHER: fewer + not_fewer, Part.OUTSIDE: 10}
    days = {Part.YES: fewer, Part.NO: not_fewer, Part.OTHER: 20, Part.OUTSIDE: 10}
    return clinic(20, 20, BOUGHT=of_buyers, PURCHASES=of_buyers, DAYS=days)


def test_a_sum_that_parts_shown_counts_is_of_four_clinics_at_least() -> None:
    """Who works at the first knows that 17 and 6 are left, and that no clinic has more than 11.

    Six and seventeen are shown: so six had fewer days at the second clinic, and nobody had not.
    """
    three = {"9000": changed(0, 11), "9001": changed(6, 0), "9002": changed(11, 6)}
    found = together(three)
    assert set(found.rows[Split.PURCHASES]) == set(three)
    assert found.rows[Split.DAYS] == {}
    assert together({**three, "9003": changed(0, 0)}).rows[Split.DAYS] == {}
    assert set(together({**three, "9003": changed(5, 4)}).rows[Split.DAYS]) == {OTHERS}


def test_who_is_hidden_in_a_split_is_hidden_in_the_one_that_refines_it() -> None:
    for seed in range(30):
        found = together(simulated([150, 110, 90, 60, 80, 160], seed))
        for fine, coarser in REFINES.items():
            assert found.merged[fine] >= found.merged[coarser]
            assert bool(found.rows[coarser]) >= bool(found.rows[fine])


@pytest.mark.prove
def test_so_is_who_sees_how_many_came_to_a_follow_up_and_not_what_they_told() -> None:
    """Exhaustively: every way in which the buyers who came at three clinics may have answered.

    What they answered at a fourth one is known.
    """
    came = (8, 8, 9)
    rooms = [[(yes, size - yes) for yes in range(size + 1)] for size in came]
    fourth = followed(4, 5, *[9] * 5)

    def shown(world: World) -> tuple[frozenset[str], Hashable]:
        clinics = {str(place): followed(*told, *[9] * 5) for place, told in enumerate(world)}
        found = together({**clinics, "fourth": fourth})
        rows = found.rows[Split.AFTER]
        merged = frozenset(clinics) & found.merged[Split.AFTER] if rows else frozenset(clinics)
        seen = tuple((code, *counts.values()) for code, counts in rows.items())
        coarser = found.rows[Split.FOLLOW_UP].items()
        return merged, (seen, tuple((code, *counts.values()) for code, counts in coarser))

    worlds = list(product(*rooms))
    assert fewest_numbers(worlds, shown, from_inside=False) >= SMALLEST_COUNT + 1
