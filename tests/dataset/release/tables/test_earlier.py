import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from kast_eval.dataset.anonymise.count_table import Cell
from kast_eval.dataset.anonymise.crossings import Crossing
from kast_eval.dataset.release.tables.plan import PlannedTables
from kast_eval.dataset.release.tables.published import PublishedRelease, published_table
from kast_eval.dataset.table import Code
from kast_eval.wording import Language
from tests.dataset.release.tables.attacker import intervals, known
from tests.dataset.release.tables.made import RECIPE, Row, persons, planned, recipe
from tests.dataset.release.tables.test_plan import CODES, SOURCES, numbers, rows_of, sourced

BY_SCHOOL = "tables:\n  a: {rows: source_t0, columns: school_t0, statistic: count}\n"
URGE = "tables:\n  a: {rows: source_t0, statistic: mean, of: urge_t0}\n"


def released(found: PlannedTables) -> PublishedRelease:
    """Return a release as it is remembered, after a way through the store."""
    assert found.made is not None
    kept = json.loads(json.dumps([one.said for one in found.made.published]))
    return PublishedRelease("forsta", "2026-03-01", tuple(map(published_table, kept)))


def after(before: tuple[Row, ...], now: tuple[Row, ...], text: str, then: str = "") -> list[str]:
    """Return what refuses tables of `now` when tables of `before` have left."""
    return numbers(planned(now, text, [released(planned(before, then or text))]))


def test_what_is_remembered_is_what_was_shown() -> None:
    found = planned(persons(150))
    assert found.made is not None
    assert released(found).tables == found.made.published


def test_the_same_tables_of_the_same_persons_may_leave_again() -> None:
    assert after(persons(150), persons(150), RECIPE) == []


def test_one_person_more_is_refused_and_told_where() -> None:
    earlier = released(planned(sourced({1: 20, 2: 30, 3: 30}), SOURCES))
    found = planned(sourced({1: 20, 2: 31, 3: 30}), SOURCES, [earlier])
    assert numbers(found) == ["R8"]
    told = found.refusals[0].in_language(Language.SV)
    assert "2026-03-01 (forsta)" in told


@pytest.mark.parametrize(
    ("now", "refused"),
    [
        ({1: 25, 2: 30, 3: 30}, False),
        ({1: 24, 2: 30, 3: 30}, True),
        # Somebody less is as telling as somebody more.
        ({1: 20, 2: 29, 3: 30}, True),
        # Five are new, but one of them has another source than the rest.
        ({1: 24, 2: 31, 3: 30}, True),
        ({1: 20, 2: 30, 3: 30}, False),
    ],
)
def test_a_count_changes_by_nobody_or_by_five(now: dict[int, int], *, refused: bool) -> None:
    before = sourced({1: 20, 2: 30, 3: 30})
    assert after(before, sourced(now), SOURCES) == (["R8"] if refused else [])


def test_a_sum_of_hidden_counts_changes_by_nobody_or_by_five() -> None:
    # Shown are 40, 30 and everybody; the sum of the three that are hidden has grown by one.
    before, now = sourced({1: 40, 2: 3, 3: 6}), sourced({1: 45, 2: 4, 3: 6})
    assert after(before, now, SOURCES) == ["R8"]


def test_a_mean_changes_by_nobody_or_by_ten() -> None:
    before = sourced({1: 20, 2: 30, 3: 30})
    more = sourced({1: 90})[80:]
    assert after(before, (*before, *more[:6]), URGE) == ["R8"]
    assert after(before, (*before, *more), URGE) == []


@pytest.mark.parametrize("figure", ["mean", "median"])
def test_who_is_exchanged_for_another_is_not_told_by_a_figure_of_as_many(figure: str) -> None:
    text = URGE.replace("mean", figure)
    before = exchanging()
    assert after(before, before, text) == []
    gone = (*before[1:], ("P9000", *before[0][1:5], 0, *before[0][6:]))
    many = tuple((*row[:5], 8, *row[6:]) if n < 14 else row for n, row in enumerate(before))
    corrected = ((*before[0][:5], 0, *before[0][6:]), *before[1:])
    assert after(before, many, text) == ["R8"]
    if figure == "mean":
        assert after(before, gone, text) == ["R8"]
        assert after(before, corrected, text) == ["R8"]


def exchanging() -> tuple[Row, ...]:
    return tuple(
        (f"P{n:04}", 1, 30, 1 if n < 20 else 2, 1, 5 + n % 4, 0.0, "", 1, 0) for n in range(60)
    )


def test_nor_by_what_is_left_of_a_line_when_the_shown_are_taken_away() -> None:
    # The mean of the nine is hidden, and another one; one of the nine has answered otherwise.
    before = tuple((*row[:3], 3 if n >= 51 else row[3], *row[4:]) for n, row in
                   enumerate(exchanging()))  # fmt: skip
    now = (*before[:-1], (*before[-1][:5], 0, *before[-1][6:]))
    more = tuple((f"P{n:04}", *before[30 + n % 4][1:]) for n in range(100, 110))
    assert after(before, before, URGE) == []
    assert after(before, (*before, *more), URGE) == []
    # All are ten more, as are those of the second source; the rest are as many as before.
    assert after(before, (*now, *more), URGE) == ["R8"]


BANDED = """\
tables: {a: {rows: school_t0, columns: urge_t0, statistic: count}}
bands: {urge_t0: [3, 6]}
"""


def urging(urges: Sequence[Code], first: int, school: int = 2) -> tuple[Row, ...]:
    return tuple(
        (f"P{first + n:04}", 1, 30, 1, school, urge, 0.5, "", 1, 5) for n, urge in enumerate(urges)
    )


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ([7] * 5, True),
        ([7] * 40, True),
        ([7] * 25 + [0] * 5, True),
        ([7] * 10 + [0] * 5, False),
        # Of so many that a file could be made of them, a common answer tells of nobody.
        ([7] * 90 + [0] * 10, False),
        # That nobody has answered yet is no answer.
        ([-8] * 10, False),
        ([-8] * 10 + [7] * 5, True),
    ],
)
def test_those_who_came_or_left_have_not_all_given_the_same_answer(
    more: list[int], *, refused: bool
) -> None:
    few = urging([0, 1, 2, 3, 4, 5, 6, 7, 8, -7] * 12, 0) + urging([1, 4, 7] * 9, 500, school=1)
    many = (*few, *urging(more, 1000))
    assert after(few, many, BANDED) == (["R8"] if refused else [])
    assert after(many, few, BANDED) == (["R8"] if refused else [])


def test_five_who_left_are_not_hidden_by_ten_who_came() -> None:
    few = urging([0, 1, 2, 3, 4, 5, 6, 7, 8] * 12, 0) + urging([1, 4, 7] * 9, 500, school=1)
    gone = [row for row in few if row[5] == 7][:5]
    came = urging([0, 0, 4, 4] * 5, 1000)
    now = (*(row for row in few if row not in gone), *came)
    assert after(few, now, BANDED) == ["R8"]


def test_of_what_is_known_of_everybody_all_who_came_may_be_alike() -> None:
    few = sourced({1: 20, 2: 30, 3: 30})
    assert after(few, sourced({1: 30, 2: 30, 3: 30}), SOURCES) == []


def test_the_sum_of_those_who_came_tells_no_few_of_them() -> None:
    before = exchanging()
    for urges in ([3] * 10, [0] * 9 + [4]):
        came = tuple((f"P{n:04}", *before[0][1:5], urge, *before[0][6:])
                     for n, urge in enumerate(urges, 900))  # fmt: skip
        assert after(before, (*before, *came), URGE) == ["R8"]
        assert after((*before, *came), before, URGE) == ["R8"]


OPEN = "open: true\n"


def test_what_everybody_may_read_shows_no_more_because_some_have_read_it() -> None:
    people = sourced({1: 60, 2: 40, 3: 7})
    shown = rows_of(planned(people, SOURCES).tables[0])
    alone = rows_of(planned(people, OPEN + SOURCES).tables[0])
    restricted, widely = (released(planned(people, one + SOURCES)) for one in ("", OPEN))
    after_restricted = rows_of(planned(people, OPEN + SOURCES, [restricted]).tables[0])
    assert (shown[3,], alone[3,]) == ((7,), (-10,))
    assert after_restricted == alone
    assert rows_of(planned(people, SOURCES, [widely]).tables[0]) == shown


def test_a_mean_that_some_have_read_is_not_open_by_that() -> None:
    people = sourced({1: 60, 2: 40, 3: 12})
    restricted = released(planned(people, URGE))
    alone = rows_of(planned(people, f"smallest: 20\n{URGE}").tables[0])
    assert list(alone[3,]) == [-10, -10]
    assert rows_of(planned(people, f"smallest: 20\n{URGE}", [restricted]).tables[0]) == alone


def test_tables_that_were_remembered_before_floors_were_count_as_read_by_some() -> None:
    assert planned(persons(150)).made is not None
    (one, *_) = released(planned(persons(150))).tables
    old = {name: value for name, value in one.said.items() if name not in {"smallest", "open"}}
    assert published_table(json.loads(json.dumps(old))) == one


def test_a_mean_that_nobody_remembers_is_refused_where_as_many_have_answered() -> None:
    earlier = released(planned(exchanging(), URGE))
    forgot = replace(earlier, tables=tuple(replace(one, figures={}) for one in earlier.tables))
    assert numbers(planned(exchanging(), URGE, [forgot])) == ["R8"]
    more = tuple((f"P{n:04}", 1, 30, 1 + n % 2, *exchanging()[0][4:]) for n in range(100, 120))
    assert numbers(planned((*exchanging(), *more), URGE, [forgot])) == []


def test_other_bands_than_before_cannot_be_compared() -> None:
    found = planned(persons(150), RECIPE.replace("35", "36"), [released(planned(persons(150)))])
    assert numbers(found) == ["R8"]
    assert "andra gränser för age_t0" in found.refusals[0].in_language(Language.SV)
    assert found.tables == ()


def test_what_was_hidden_stays_hidden_beside_other_tables() -> None:
    people = persons(160, 3)
    first, second = planned(people, SOURCES), planned(people, BY_SCHOOL)
    beside = planned(people, BY_SCHOOL, [released(first)])
    assert numbers(beside) == []
    codes = {name: CODES[name] for name in ("source_t0", "school_t0")}
    told = known(beside.tables, recipe(BY_SCHOOL), codes)
    told += known(first.tables, recipe(SOURCES), codes)
    assert min(intervals(told), default=5) >= 5 - 1e-6
    assert second.tables[0].names == beside.tables[0].names


def test_what_was_shown_is_known_even_where_it_would_be_hidden_now() -> None:
    # The first release showed every source; hidden in the second, it would still be known.
    people = sourced({1: 20, 2: 30, 3: 30})
    earlier = released(planned(people, SOURCES))
    found = planned(people, BY_SCHOOL, [earlier])
    shown = rows_of(found.tables[0])
    assert [shown[source, 999] for source in (1, 2, 3)] == [(20,), (30,), (30,)]


def test_tables_that_cannot_be_protected_beside_earlier_ones_are_refused() -> None:
    # Three persons were shown before, so that no crossing can hide how many they are.
    earlier = released(planned(sourced({1: 20, 2: 30, 3: 30}), SOURCES))
    table = earlier.tables[0]
    by_mistake = published_table(
        {**table.said, "shown": [[[1], 20], [[2], 3], [[3], 57], [[998], 0], [[None], 80]]}
    )
    told = replace(earlier, tables=(by_mistake,))
    found = planned(sourced({1: 20, 2: 3, 3: 57}), BY_SCHOOL, [told])
    assert numbers(found) == ["R8"]
    assert "bredvid dem som redan" in found.refusals[0].in_language(Language.SV)


def gone(shown: Mapping[Cell, int]) -> PublishedRelease:
    """Return a release with one table of sources and of a question that is asked no more."""
    earlier = released(planned(sourced({1: 20, 2: 30, 3: 30}), SOURCES))
    crossing = Crossing(("source_t0", "gone_t0"))
    return replace(earlier, tables=(replace(earlier.tables[0], crossing=crossing, shown=shown),))


def test_a_table_of_a_question_that_is_asked_no_more_stands_in_nobody_s_way() -> None:
    earlier = released(planned(persons(150), SOURCES))
    (table,) = earlier.tables
    filtered = Crossing(("source_t0",), (("gone_t0", 1),))
    for crossing in (Crossing(("gone_t0",)), filtered):
        other = replace(earlier, tables=(replace(table, crossing=crossing),))
        assert numbers(planned(persons(150), SOURCES, [other])) == []


def test_what_it_told_of_other_questions_is_known_still() -> None:
    # Two of the sources were hidden: three persons, and those who hid them, who are others now.
    earlier = gone({(1, None): 20, (1, 1): 20, (None, None): 80})
    people = sourced({1: 20, 2: 3, 3: 57})
    assert rows_of(planned(people, SOURCES).tables[0])[3,] == (57,)
    shown = rows_of(planned(people, SOURCES, [earlier]).tables[0])
    assert [shown[source,] for source in (1, 2, 3)] == [(20,), (-10,), (-10,)]


@pytest.mark.parametrize("now", [{1: 21, 2: 30, 3: 30}, {1: 20, 2: 30, 3: 31}])
def test_nor_may_one_person_more_be_told_beside_it(now: dict[int, int]) -> None:
    earlier = gone({(1, None): 20, (2, None): 30, (3, None): 30, (None, None): 80})
    assert numbers(planned(sourced(now), SOURCES, [earlier])) == ["R8"]
    only_all = gone({(None, None): 80})
    assert numbers(planned(sourced(now), SOURCES, [only_all])) == ["R8"]


def test_tables_of_other_variables_are_held_against_how_many_the_persons_are() -> None:
    text = "tables: {a: {rows: school_t0, statistic: count}}"
    people = sourced({1: 30, 2: 30, 3: 30})
    assert after(people, people, text, SOURCES) == []
    assert after(people[:-2], people, text, SOURCES) == ["R8"]
    assert after(people[:-6], people, text, SOURCES) == []
