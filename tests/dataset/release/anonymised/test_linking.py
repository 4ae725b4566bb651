"""Two files of the same persons, whose rows somebody has linked by what stands in them."""

from kast_eval.dataset.anonymise.candidate import Candidate
from kast_eval.dataset.anonymise.gates import Gate
from kast_eval.dataset.anonymise.hierarchy import Hierarchy, generalised
from kast_eval.dataset.anonymise.microdata import Microdata
from kast_eval.dataset.anonymise.releases import Release, release_of
from kast_eval.dataset.release.anonymised.linking import linked_by_content

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
