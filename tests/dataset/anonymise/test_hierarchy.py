import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.hierarchy import (
    Hierarchy,
    HierarchyError,
    OrphanError,
    flat,
    generalised,
)
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.wording import Language
from tests.dataset.anonymise.examples import REGIONS, TEN, table, tables

BANDS = Hierarchy("a", {value: (value // 2, "*") for value in range(4)})


@pytest.mark.parametrize(
    ("ancestors", "says"),
    [
        ({}, "has no values"),
        ({1: ("x", "*"), 2: ("x",)}, "2 has 1 levels"),
        ({1: ("x", "u"), 2: ("x", "v")}, "x on level 1 has two parents"),
        # A parent may not be taken for a missing answer.
        ({1: ("x", -10), 2: ("x", -10)}, "1 becomes a code for a missing answer"),
    ],
)
def test_an_impossible_hierarchy_is_refused(
    ancestors: dict[int | str, tuple[int | str, ...]], says: str
) -> None:
    with pytest.raises(HierarchyError) as refused:
        Hierarchy("a", ancestors)
    assert says in refused.value.in_language(Language.EN)


def test_a_value_without_a_parent_is_counted_and_not_told() -> None:
    with pytest.raises(OrphanError, match="i a som saknar förälder i hierarkin: 2") as refused:
        generalised(table([(1,), (7,), (9,), (-7,)]), [BANDS], [0])
    assert refused.value.values == (7, 9)


def test_a_missing_code_stays_itself_unless_it_has_parents() -> None:
    assert BANDS.at(-7, 2) == -7
    assert Hierarchy("a", {1: ("*",), -7: ("*",)}).at(-7, 1) == "*"


def test_a_flat_hierarchy_leaves_all_as_it_is() -> None:
    data = table([(1,), ("x",), (-7,)])
    stays = flat("a", data.column("a"))
    assert stays.height == 0
    assert generalised(data, [stays], [0]) == data


def test_a_value_stands_for_its_leaves() -> None:
    assert BANDS.leaves(0) == {0: 1, 1: 1, 2: 1, 3: 1}
    assert BANDS.leaves(1) == {0: 2, 1: 2}
    assert BANDS.leaves(2) == {"*": 4}


def test_the_published_recoding_of_regions() -> None:
    before = class_frequencies(TEN, "abc")
    after = class_frequencies(generalised(TEN, [REGIONS], [1]), "abc")
    assert before.by_row == (1, 2, 2, 2, 2, 2, 2, 2, 2, 1)
    assert after.by_row == (3, 3, 3, 2, 2, 2, 2, 3, 3, 3)
    assert (before.k, after.k) == (1, 2)


@given(
    tables(columns=2, several=True, values=st.sampled_from([0, 1, 2, 3, -7])),
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.integers(0, 2), st.integers(0, 2)),
)
def test_a_higher_level_never_lowers_k(
    data: Microdata, one: tuple[int, int], other: tuple[int, int]
) -> None:
    hierarchies = [BANDS, Hierarchy("b", BANDS.ancestors)]
    higher = [max(pair) for pair in zip(one, other, strict=True)]
    low = class_frequencies(generalised(data, hierarchies, one), "ab").by_row
    high = class_frequencies(generalised(data, hierarchies, higher), "ab").by_row
    assert all(before <= after for before, after in zip(low, high, strict=True))
