"""Two files of the same persons, whose rows somebody has linked by what stands in them."""

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.anonymise.gates import Gate
from kast_eval.dataset.anonymise.hierarchy import Hierarchy, generalised
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.releases import Contents, Release, release_of
from kast_eval.dataset.release.anonymised.linking import (
    joined_by_answers,
    linked_by_content,
)

AGE = Hierarchy("age", {1: ("*",), 2: ("*",)})
SEX = Hierarchy("sex", {1: ("*",), 2: ("*",)})
PERSONS = tuple(f"p{number:02}" for number in range(24))
# Twelve to each age and twelve to each sex, but two only who are both 1 and 1.
DATA = Microdata(
    PERSONS,
    {
        "age": (1,) * 12 + (2,) * 12,
        "sex": (1,) * 2 + (2,) * 10 + (1,) * 10 + (2,) * 2,
        "(time points present)": ("t0",) * 24,
    },
)


def candidate(age: int, sex: int, *earlier: Release) -> Candidate:
    lifted = generalised(DATA, (AGE, SEX), (age, sex))
    columns = {name: lifted.columns[name] for name in ("age", "sex")}
    return Candidate(
        Microdata(PERSONS, columns), {"age": age, "sex": sex}, (), 24,
        hierarchies=(AGE, SEX), earlier=earlier,
    )  # fmt: skip


def earlier(age: int, sex: int) -> Release:
    table = generalised(DATA, (AGE, SEX), (age, sex))
    return release_of(table, {"age": age, "sex": sex})


def test_two_files_that_each_hide_tell_together_who_is_alone() -> None:
    (breach,) = linked_by_content(DATA, candidate(0, 1, earlier(1, 0)), 5)
    assert (breach.gate, breach.subject, breach.found, breach.limit) == (
        Gate.CROSS_RELEASE, ("age", "sex"), 2, 5,
    )  # fmt: skip


def test_a_file_on_the_same_levels_tells_nothing_more() -> None:
    assert list(linked_by_content(DATA, candidate(0, 1, earlier(0, 1)), 5)) == []
    assert list(linked_by_content(DATA, candidate(0, 1, earlier(1, 1)), 5)) == []


def test_who_is_in_one_file_only_cannot_be_linked() -> None:
    nobody = Release({"age": 1, "sex": 0}, {}, frozenset())
    assert list(linked_by_content(DATA, candidate(0, 1, nobody), 5)) == []


def told(levels: dict[str, int], **columns: int | str) -> Release:
    """Return a file of two persons that held one row of these contents."""
    contents = Contents(tuple(columns), {tuple(columns.values()): 2})
    return Release(levels, {}, frozenset(PERSONS[:2]), contents)


def holding(earlier: Release, **columns: int) -> Candidate:
    """Return a file of the same persons that searches by age and holds other columns too."""
    cells = {name: (cell,) * 24 for name, cell in columns.items()}
    table = Microdata(PERSONS, {"age": DATA.columns["age"], **cells})
    return Candidate(table, {"age": 0}, tuple(cells), 24, hierarchies=(AGE,), earlier=(earlier,))


def test_files_with_other_columns_are_not_joined() -> None:
    before = told({"age": 0}, age=1, mood_t0=3)
    (breach,) = joined_by_answers(holding(before, urge_t0=3))
    assert breach.gate is Gate.JOINED_RELEASES
    assert {"mood_t0", "urge_t0"} <= set(breach.subject)
    assert [one.gate for one in joined_by_answers(holding(before, mood_t0=4))] == [
        Gate.JOINED_RELEASES
    ]
    assert [one.limit for one in joined_by_answers(holding(told({"sex": 0}, sex=1)))] == [0]


def test_files_of_three_points_together_are_not_joined() -> None:
    before = told({"age": 0}, age=1, mood_t0=3, mood_t1=3)
    (breach,) = joined_by_answers(holding(before, mood_t0=3, mood_f06=3))
    assert (breach.subject, breach.found, breach.limit) == (("f06", "t0", "t1"), 3, 2)


def test_files_may_follow_that_tell_no_more_or_are_of_nobody_in_common() -> None:
    same = holding(told({}), mood_t0=3).as_release
    mine = Release(same.levels, {}, frozenset(PERSONS), same.contents)
    assert list(joined_by_answers(holding(mine, mood_t0=3))) == []
    others = Release(same.levels, {}, frozenset({"q"}), told({}, urge_t0=1).contents)
    assert list(joined_by_answers(holding(others, mood_t0=3))) == []
