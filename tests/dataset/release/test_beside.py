"""An anonymised file and tables of the same study, laid beside each other."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.anonymise.crossings import Crossing
from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.anonymise.releases import Contents, Release
from kast_eval.dataset.release.beside import few_apart, stands_in, told_beyond, touched
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.release.tables.kin import Kin
from kast_eval.dataset.release.tables.published import PublishedRelease, PublishedTable
from kast_eval.dataset.table import DatasetTable
from kast_eval.study.signs import Sign
from tests.dataset.made import DERIVATIONS
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers, undecided
from tests.dataset.release.anonymised.study import (
    Cells,
    answers,
    filled,
    ground,
    many,
    person,
)
from tests.dataset.release.made import signs

ROWS: Mapping[tuple[Value, ...], int] = {
    ("1+2", 1, "01:..7", "t0+f06"): 10,
    ("1+2", 2, "01:..7", "t0"): 12,
    (3, 1, "02:7..", "t0"): 20,
    (3, -7, "02:7..", "t0"): 8,
}
LEVELS = {"age": 1, "sex": 0, "days": 0, PRESENCE: 0}
FILE = Release(LEVELS, ROWS, frozenset(), Contents((*LEVELS,), ROWS))

Shown = Mapping[tuple[Value | None, ...], int]


def table(
    shown: Shown,
    *names: str,
    only: tuple[tuple[str, Value], ...] = (),
    of: str = "",
    cuts: Mapping[str, tuple[int, ...]] | None = None,
) -> PublishedTable:
    return PublishedTable(Crossing(names, only), of, cuts or {}, shown)


SEX: Shown = {(1,): 30, (2,): 12, (998,): 8, (None,): 50}
DAYS: Shown = {(0,): 22, (1,): 28, (None,): 50}
BANDS = {"days": (7,)}


@pytest.mark.parametrize(
    "told",
    [
        table(SEX, "sex"),
        # What the table hides, or has nobody in, the file tells.
        table({(1,): 30, (None,): 50, (3,): 0, (998,): 8}, "sex"),
        table(DAYS, "days", cuts=BANDS),
        # Of the groups of the file the table may make larger ones.
        table({(0,): 30, (1,): 12, (998,): 8}, "sex", cuts={"sex": (2,)}),
        table({(1, 0): 10, (1, None): 30, (998, 1): 8}, "sex", "days", cuts=BANDS),
        table({(1,): 20, (0,): 10}, "days", only=(("sex", 1),), cuts=BANDS),
        table({(1,): 8, (None,): 8}, "days", only=(("sex", 998),), cuts=BANDS),
    ],
)
def test_a_table_of_the_files_own_rows_and_groups_adds_nothing(told: PublishedTable) -> None:
    assert stands_in(FILE, told)
    assert told_beyond([told], [FILE]) == ()


@pytest.mark.parametrize(
    "beyond",
    [
        # One person more or less, somewhere or in all.
        table({**SEX, (2,): 13}, "sex"),
        table({**SEX, (None,): 51}, "sex"),
        table({**SEX, (998,): 9}, "sex"),
        # The file has these answers as one.
        table({(1,): 10, (2,): 12}, "age"),
        table({(None,): 22}, "sex", only=(("age", 1),)),
        table({(0,): 22, (1,): 28}, "age", cuts={"age": (3,)}),
        # It has no such column, nor whether somebody answered.
        table({(1,): 50}, "drug"),
        table({(1,): 20}, "sex", only=(("drug", 1),)),
        table({(None,): 42}, "days", only=(("sex answered", 1),), cuts=BANDS),
        # Its bands hold those of the table, or lie across them.
        table(DAYS, "days", cuts={"days": (6,)}),
        table({(0,): 22, (2,): 28}, "days", cuts={"days": (3, 7)}),
        table(DAYS, "days"),
        # A mean is no count, and where nobody without an answer is shown nobody knows who they are.
        table(SEX, "sex", of="sex"),
        table({(1,): 30, (2,): 12}, "sex"),
    ],
)
def test_any_other_table_adds_something(beyond: PublishedTable) -> None:
    assert not stands_in(FILE, beyond)
    assert told_beyond([beyond], [FILE]) == (beyond,)


CODES = st.sampled_from([1, 2, 3, -8])
PEOPLE = st.lists(st.tuples(CODES, CODES), max_size=30)


@settings(max_examples=60)
@given(PEOPLE, st.sets(st.integers(0, 24)), st.sampled_from([0, 0, 1]), st.integers(0, 24))
def test_what_stands_in_a_file_is_what_anybody_counts_in_its_rows(
    people: list[tuple[int, int]], hidden: set[int], more: int, odd: int
) -> None:
    every = [1, 2, 3, 998, None]
    told = [tuple(998 if code == -8 else code for code in each) for each in people]
    counts: dict[tuple[Value | None, ...], int] = {
        (one, other): sum(one in {None, a} and other in {None, b} for a, b in told)
        for one in every
        for other in every
    }
    shown = {
        cell: count + more * (place == odd)
        for place, (cell, count) in enumerate(counts.items())
        if place not in hidden
    }
    file = Release({}, {}, frozenset(), Contents(("a", "b"), Counter(people)))
    names_no_answer = all(
        any(cell[place] == 998 for cell in shown)
        for place in (0, 1)
        if any(each[place] == -8 for each in people)
    )
    true = all(counts[cell] == count for cell, count in shown.items())
    assert stands_in(file, table(shown, "a", "b")) == (true and names_no_answer)


def test_a_table_that_one_file_tells_is_passed_over_whatever_others_there_are() -> None:
    other = replace(FILE, contents=Contents())
    assert told_beyond([table(SEX, "sex")], [other, FILE]) == ()


def test_a_table_that_hides_what_the_file_shows_would_be_solved_by_it() -> None:
    assert stands_in(FILE, table(SEX, "sex"), whole=True)
    hiding = {cell: count for cell, count in SEX.items() if cell != (2,)}
    assert not stands_in(FILE, table(hiding, "sex"), whole=True)


def test_what_stems_from_the_answers_of_a_file_touches_it() -> None:
    kin = Kin({"young": frozenset({"age"}), "few": frozenset({"days"}), "drug": frozenset()})
    asked = table({}, "young", "drug", only=(("sex answered", 1),), of="few")
    assert touched(FILE, asked, kin) == ("sex", "young", "few")
    assert touched(FILE, table({}, "drug", of="drug"), kin) == ()


def test_how_many_there_are_in_all_tells_of_nobody_or_of_enough() -> None:
    apart = [
        list(few_apart(FILE, [table({(None,): persons}, "drug")], 5))
        for persons in (44, 45, 46, 49, 50, 51, 54, 55)
    ]
    assert apart == [[], [], [4], [1], [], [1], [4], []]
    assert list(few_apart(FILE, [table({(None,): 49}, "drug", of="drug")], 5)) == []
    assert list(few_apart(FILE, [table({(None,): 49}, only=(("drug", 1),))], 5)) == []
    assert list(few_apart(FILE, [table({(1,): 49}, "drug")], 5)) == []


HEAD = "recipe: 1\nlevel: C\nlanguage: sv\nformats: [csv]\n"
TAIL = RECIPE[RECIPE.index("recipient:") :]


def tables_of(told: str) -> str:
    return f"{HEAD}{told}\n{TAIL}"


def crossing(rows: str, columns: str) -> str:
    return tables_of(f"tables:\n  a: {{rows: {rows}, columns: {columns}, statistic: count}}")


def alone(rows: str, bands: str) -> str:
    return tables_of(
        f"bands: {{{rows}: {bands}}}\ntables:\n  a: {{rows: {rows}, statistic: count}}"
    )


def mean_of(rows: str, of: str) -> str:
    return tables_of(f"tables:\n  a: {{rows: {rows}, statistic: mean, of: {of}}}")


AT_START = RECIPE.replace("[t0, f06]", "[t0]")
for other in ("education", "rel_status", "gender"):
    AT_START = AT_START.replace(f"  {other}: defined\n", "")
AT_START = AT_START.replace("outcomes:\n  buy_total_90d_n: {cuts: [1, 4]}\n", "")
AT_START = AT_START.replace("other:\n  first_contact_mode: defined\n", "")
"""A file of age and main behaviour at the start."""

PURCHASES = AT_START.replace("age_group: defined", "age_group: defined\n  gender: defined").replace(
    "main_behaviour: defined", "buy_total_90d_n_t0: {cuts: [1, 4]}"
)
NUMBERS = PURCHASES.replace("{cuts: [1, 4]}", "{top: 60}")


def later(*before: Plan) -> Ground:
    """Return what a release is planned with when these have left."""
    return ground(
        derivations=DERIVATIONS,
        earlier=tuple(one.anonymised.profile for one in before if one.anonymised),
        published=tuple(
            PublishedRelease("tabeller", "2026-09-01", one.tabulated.published)
            for one in before
            if one.tabulated
        ),
    )


def told_by(plan: Plan) -> list[str]:
    """Return the refusals but those of who has not decided yet."""
    return [number for number in numbers(plan) if number not in {"R1", "R16"}]


ONLY = next(
    one
    for one in range(400)
    if (answers(one)["age_group_t0"], answers(one)["buy_total_90d_n_t0"]) == (4, 2)
)


def with_one_of_three_purchases(number: int) -> Cells:
    return {"buy_total_90d_n_t0": 3} if number == ONLY else {}


def derived(number: int) -> Cells:
    bought = answers(number)["buy_total_90d_n_t0"]
    return {"abstinent_90d_t0": int(bought == 0)}


def nothing(_number: int) -> Cells:
    return {}


def alike(number: int) -> Cells:
    return {COUNTED: 40, "age_group_t0": 4} if number >= 400 else {}


def exchanged(number: int) -> Cells:
    """Return somebody who came where another went, with the class and not the purchases."""
    return {**answers(number - 400), "buy_total_90d_n_t0": 5} if number >= 400 else {}


COUNTED = "buy_total_90d_n_t0"
BANDED = alone(COUNTED, "[1, 4]")


LATER = [*range(1, 400), 400]


@pytest.mark.parametrize(
    ("file", "asked", "change", "after"),
    [
        # Between the bands of the two, persons with exactly so many stand by themselves.
        (
            PURCHASES,
            alone(COUNTED, "[1, 3]"),
            with_one_of_three_purchases,
            range(400),
        ),
        # A variable that is worked out of what stands in the file, and five newcomers.
        (PURCHASES, crossing("gender_t0", "abstinent_90d_t0"), derived, range(405)),
        # One left and one came in the same class.
        (NUMBERS, mean_of("age_group_t0", COUNTED), exchanged, LATER),
        # Five came who all answered alike.
        (NUMBERS, mean_of("age_group_t0", COUNTED), alike, range(405)),
        # As before, and ten persons more.
        (PURCHASES, BANDED, nothing, range(410)),
    ],
    ids=["between bands", "derived", "exchanged", "all alike", "ten more"],
)
def test_r8_no_table_of_the_answers_of_a_file_but_the_files_own(
    file: str, asked: str, change: Callable[[int], Cells], after: Sequence[int]
) -> None:
    before, now = many(range(400), change), many(after, change)
    rows = decided(file, before)
    assert told_by(rows) == []
    assert told_by(undecided(asked, now, later(rows))) == ["R8"]
    counts = undecided(asked, before, later())
    assert told_by(counts) == []
    assert {*told_by(decided(file, now, later(counts)))} == {"R8"}


def test_tables_of_the_files_own_rows_leave_after_it() -> None:
    rows = decided(PURCHASES, many(range(400)))
    assert told_by(undecided(BANDED, many(range(400)), later(rows))) == []
    assert told_by(undecided(BANDED.replace("[1, 4]", "[4]"), many(range(400)), later(rows))) == []


def test_a_file_leaves_after_tables_of_it_that_hid_nothing() -> None:
    alone = tables_of("tables:\n  a: {rows: main_behaviour_t0, statistic: share}")
    counts = undecided(alone, many(range(400)), later())
    assert told_by(decided(AT_START, many(range(400)), later(counts))) == []


def test_r8_what_tables_hide_no_file_of_the_same_persons_shows() -> None:
    hiding = crossing("age_group_t0", "main_behaviour_t0")
    rare = many(range(400), lambda one: {"main_behaviour_t0": 1 + one % 3 + (not one % 37)})
    counts = undecided(hiding, rare, later())
    assert told_by(counts) == []
    assert told_by(decided(AT_START, rare, later(counts))) == ["R8"]


def test_a_later_file_and_tables_of_an_earlier_one_go_together() -> None:
    rows = decided(PURCHASES, many(range(400)))
    counts = undecided(BANDED, many(range(400)), later(rows))
    assert told_by(decided(PURCHASES, many(range(1000)), later(rows, counts))) == []


def test_tables_of_what_no_file_holds_leave_as_before() -> None:
    rows = decided(PURCHASES, many(range(400)))
    other = crossing("education_t0", "first_contact_mode_t0")
    assert told_by(undecided(other, many(range(400)), later(rows))) == []
    assert told_by(undecided(other, many(range(410)), later(rows))) == []
    assert told_by(undecided(other, many(range(401)), later(rows))) == ["R8"]
    counts = undecided(other, many(range(400)), later())
    assert told_by(decided(PURCHASES, many(range(401)), later(counts))) == ["R8"]
    assert told_by(decided(PURCHASES, many(range(410)), later(counts))) == []


def with_couples(table: DatasetTable, couples: Sequence[int]) -> DatasetTable:
    came = signs().codes[Sign.CAME_AS_COUPLE]
    cells: list[Cells] = [
        {"person_id": person(one), "episode_no": 1, came.item: 2} for one in couples
    ]
    return filled(table, cells) if table.name == came.form else table


def test_couples_are_no_more_in_tables_than_in_a_file() -> None:
    study = tuple(with_couples(one, range(14)) for one in many(range(400)))
    rows = decided(AT_START, study)
    counts = undecided(crossing("age_group_t0", "main_behaviour_t0"), study, later(rows))
    assert told_by(counts) == []
    assert rows.leaving == counts.leaving
    assert len(counts.leaving) == 386
