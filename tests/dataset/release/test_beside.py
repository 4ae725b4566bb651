"""An anonymised file and tables of the same study, laid beside each other."""

from collections.abc import Mapping

import pytest

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.anonymise.crossings import Crossing
from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.anonymise.releases import Contents, Release
from kast_eval.dataset.release.beside import cut_otherwise, few_apart
from kast_eval.dataset.release.tables.published import PublishedRelease, PublishedTable
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers, undecided
from tests.dataset.release.anonymised.study import ground, many

ROWS: Mapping[tuple[Value, ...], int] = {
    ("1+2", 1, "01:..7", "t0+f06"): 10,
    ("1+2", 2, "01:..7", "t0"): 12,
    (3, 1, "02:7..", "t0"): 20,
    (3, -7, "02:7..", "t0"): 8,
}
LEVELS = {"age": 1, "sex": 0, "days": 0, PRESENCE: 0}
FILE = Release(LEVELS, ROWS, frozenset(), Contents((*LEVELS,), ROWS))
K = 5

Shown = Mapping[tuple[Value | None, ...], int]


def found(
    shown: Shown,
    *names: str,
    only: tuple[tuple[str, Value], ...] = (),
    of: str = "",
    cuts: Mapping[str, tuple[int, ...]] | None = None,
) -> list[tuple[tuple[str, ...], int]]:
    table = PublishedTable(Crossing(names, only), of, cuts or {}, shown)
    return list(few_apart(FILE, [table], K))


@pytest.mark.parametrize(
    ("shown", "few"),
    [
        # As many as in the file, and so many more that nobody is told of.
        ({(1,): 12, (2,): 10, (3,): 28, (None,): 50}, []),
        ({(1,): 17, (2,): 10, (3,): 28, (None,): 55}, []),
        # One, two and four persons more, in answers that the file has as one.
        ({(1,): 13, (2,): 10, (3,): 28}, [(("age",), 1)]),
        ({(1,): 12, (2,): 12, (3,): 28}, [(("age",), 2)]),
        ({(3,): 32, (None,): 54}, [((), 4), (("age",), 4)]),
        # Fewer tells as much.
        ({(3,): 25}, [(("age",), 3)]),
        # What the table hides tells nothing of the file's class.
        ({(1,): 13, (3,): 28}, []),
    ],
)
def test_a_class_that_lies_a_few_persons_apart_is_found(
    shown: Shown, few: list[tuple[tuple[str, ...], int]]
) -> None:
    assert sorted(found(shown, "age")) == few


def test_no_answer_is_a_class_whatever_the_reason() -> None:
    assert found({(1,): 30, (2,): 12, (998,): 8}, "sex") == []
    assert found({(1,): 30, (2,): 12, (998,): 9}, "sex") == [(("sex",), 1)]


def test_what_only_the_table_has_is_summed_over() -> None:
    shown: Shown = {(3, None): 27, (3, 1): 14, (3, 2): 13}
    assert found(shown, "age", "drug") == [(("age",), 1)]


def test_only_those_whom_a_filter_leaves_are_compared() -> None:
    assert found({(1,): 10, (2,): 9}, "drug", only=(("sex", 1),)) == []
    assert found({(None,): 31}, "drug", only=(("sex", 1),)) == [((), 1)]
    # The file has the answers 1 and 2 as one, so it cannot tell whom the table is of.
    assert found({(None,): 12}, "sex", only=(("age", 1),)) == []
    assert found({(None,): 1}, "sex", only=(("drug", 1),)) == []


def test_bands_are_compared_where_they_fit() -> None:
    # The same bands, and finer ones whose sums they are.
    assert found({(0,): 22, (1,): 29}, "days", cuts={"days": (7,)}) == [(("days",), 1)]
    assert found({(0,): 11, (1,): 13, (2,): 28}, "days", cuts={"days": (3, 7)}) == [(("days",), 2)]
    # A coarser one, of which the file's are parts.
    assert found({(1,): 30}, "sex", cuts={"sex": (1,)}) == []
    assert found({(1,): 43}, "sex", cuts={"sex": (1,)}) == [(("sex",), 1)]


@pytest.mark.parametrize(
    ("name", "cuts", "unlike"),
    [
        ("days", (), ("days",)),
        ("days", (6,), ("days",)),
        ("days", (3, 7), ()),
        # The file has 1 and 2 as one, and 3 apart; the table has 2 and 3 as one.
        ("age", (2,), ("age",)),
        ("age", (3,), ()),
        ("drug", (3,), ()),
    ],
)
def test_what_is_cut_otherwise_is_told(
    name: str, cuts: tuple[int, ...], unlike: tuple[str, ...]
) -> None:
    table = PublishedTable(Crossing((name,), ()), "", {name: cuts} if cuts else {}, {(1,): 23})
    assert cut_otherwise(FILE, [table]) == unlike
    only = PublishedTable(Crossing((), ((name, 1),)), "", {name: cuts} if cuts else {}, {(): 23})
    assert cut_otherwise(FILE, [only]) == unlike


def test_those_with_an_answer_are_compared_and_means_are_counted_with_them() -> None:
    assert found({(None,): 42}, "age", only=(("sex answered", 1),)) == []
    assert found({(None,): 43}, "age", only=(("sex answered", 1),)) == [((), 1)]
    assert found({(3,): 27}, "age", of="urge") == []


TABLES = """\
recipe: 1
level: C
language: sv
formats: [csv]
tables:
  age: {rows: age_group_t0, statistic: count}
recipient: Ett universitet
purpose: Undervisning
approval: 2026-00000-01
expires: 2027-12-31
"""
AGE = RECIPE
for other in ("gender", "education", "rel_status"):
    AGE = AGE.replace(f"  {other}: defined\n", "")


def test_r8_a_file_one_person_apart_from_tables_is_refused() -> None:
    tables = undecided(TABLES, many(range(401))).tabulated
    assert tables is not None
    shown = ground(published=(PublishedRelease("tabeller", "2026-09-01", tables.published),))
    assert numbers(decided(AGE, many(range(400)), shown)) == ["R8"]
    assert numbers(decided(AGE, many(range(401)), shown)) == []


def test_r8_tables_one_person_apart_from_a_file_are_refused() -> None:
    file = decided(AGE, many(range(400))).anonymised
    assert file is not None
    assert len(file.persons) == 400
    later = ground(earlier=(file.profile,))
    assert numbers(undecided(TABLES, many(range(400)), later)) == ["R1"]
    assert numbers(undecided(TABLES, many(range(401)), later)) == ["R1", "R8"]


BANDED = TABLES.replace(
    "tables:\n  age: {rows: age_group_t0, statistic: count}",
    "bands: {buy_total_90d_n_t0: [1, 4]}\n"
    "tables:\n  a: {rows: main_behaviour_t0, columns: buy_total_90d_n_t0, statistic: count}",
)


def test_r8_what_the_file_called_sensitive_is_compared_with_tables() -> None:
    file = decided(RECIPE, many(range(400))).anonymised
    assert file is not None
    later = ground(earlier=(file.profile,))
    assert numbers(undecided(BANDED, many(range(401)), later)) == ["R1", "R8"]
    tables = undecided(BANDED, many(range(401))).tabulated
    assert tables is not None
    shown = ground(published=(PublishedRelease("tabeller", "2026-09-01", tables.published),))
    assert numbers(decided(RECIPE, many(range(400)), shown)) == ["R8"]


def test_r8_other_bands_than_the_files_are_refused() -> None:
    file = decided(RECIPE, many(range(400))).anonymised
    assert file is not None
    later = ground(earlier=(file.profile,))
    other = BANDED.replace("[1, 4]", "[1, 3]")
    assert numbers(undecided(other, many(range(400)), later)) == ["R1", "R8"]
