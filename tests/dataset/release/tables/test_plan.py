from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.dataset.release.persons import Persons
from kast_eval.dataset.release.tables.plan import PlannedTables, plan_tables
from kast_eval.dataset.release.tables.published import PublishedRelease
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Language
from tests.dataset.release.tables.attacker import intervals, known, told_sums
from tests.dataset.release.tables.made import RECIPE, Row, persons, planned, recipe, tables

CODES: dict[str, Sequence[Code]] = {
    "source_t0": (1, 2, 3, 998), "age_t0": (0, 1, 2, 3, 998), "school_t0": (1, 2, 3, 998),
}  # fmt: skip
# What measures and what counts stand beside each other, in a circle.
CIRCLE = """\
tables:
  a: {rows: source_t0, columns: school_t0, statistic: count}
  b: {rows: school_t0, columns: age_t0, statistic: mean, of: urge_t0}
  c: {rows: age_t0, columns: source_t0, statistic: share}
bands: {age_t0: [25, 35, 45]}
"""
SOURCES = "tables:\n  a: {rows: source_t0, statistic: count}\n"


def rows_of(table: DatasetTable) -> dict[tuple[Code, ...], tuple[Code, ...]]:
    """Return the figures by group."""
    place = table.names.index("persons")
    return {row[:place]: row[place:] for row in table.rows}


def numbers(found: PlannedTables) -> list[str]:
    return [one.number for one in found.refusals]


def sourced(counts: dict[int, int]) -> tuple[Row, ...]:
    """Return so many persons of each source, everything else alike."""
    answers = [source for source, count in counts.items() for _ in range(count)]
    return tuple(
        (f"P{number:04}", 1, 30 + number % 3, source, 1 + number % 3, number % 9, 0.5, "", 1, 5)
        for number, source in enumerate(answers)
    )


@pytest.mark.parametrize("text", [RECIPE, CIRCLE])
@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_works_out_a_hidden_count_from_all_the_tables(text: str, seed: int) -> None:
    found = planned(persons(160, seed), text)
    told = known(found.tables, recipe(text), CODES)
    widths = list(intervals(told))
    assert widths
    assert min(widths) >= 5 - 1e-6
    assert all(one.persons is None or one.persons == 0 or one.persons >= 5 for one in told)


@pytest.mark.parametrize("text", [RECIPE, CIRCLE])
@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_works_out_a_hidden_mean_from_all_the_tables(text: str, seed: int) -> None:
    found = planned(persons(160, seed), text)
    told = known(found.tables, recipe(text), CODES)
    assert all(one.persons is not None and one.persons >= 10 for one in told if one.has_mean)
    assert not [one.table for one, is_sum in told_sums(told) if is_sum]


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=5, max_size=70))
@settings(max_examples=4, deadline=None)
def test_what_is_shown_is_right_and_wide_whoever_the_persons_are(
    answers: list[tuple[int, int]],
) -> None:
    people = tuple(
        (f"P{number:04}", 1, 30, source, school, 3, 0.5, "", 1, 5)
        for number, (source, school) in enumerate(answers)
    )
    text = "tables: {a: {rows: source_t0, columns: school_t0, statistic: count}}"
    found = planned(people, text)
    if not found.tables:
        assert numbers(found) == ["R15"]
        return
    (table,) = found.tables
    for (source, school), (count,) in rows_of(table).items():
        true = sum((source, 999) >= (one, 0) and source in {one, 999} and school in {two, 999}
                   for one, two in answers)  # fmt: skip
        assert count in {-10, true}
    told = known(
        found.tables, recipe(text), {name: CODES[name] for name in ("source_t0", "school_t0")}
    )
    assert min(intervals(told), default=5) >= 5 - 1e-6


def test_the_figures_of_tables() -> None:
    text = (
        "tables:\n"
        "  a: {rows: source_t0, statistic: share}\n"
        "  b: {rows: source_t0, statistic: mean, of: urge_t0}\n"
        "  c: {rows: source_t0, statistic: median, of: urge_t0}\n"
    )
    share, mean, median = planned(sourced({1: 45, 2: 27, 3: 18}), text).tables
    # Three of the 27 stand at each answer, so that the quartiles are rounded to fives.
    assert rows_of(share)[1,] == (45, 50.0)
    assert rows_of(share)[999,] == (90, 100.0)
    assert rows_of(mean)[1,] == (45, 4.0)
    assert rows_of(median)[2,] == (27, 0, 5, 5)
    assert rows_of(mean)[998,] == (0, -10)


def test_a_small_group_is_hidden_with_another_behind_it() -> None:
    (table,) = planned(sourced({1: 45, 2: 27, 3: 3}), SOURCES).tables
    assert [count for (count,) in rows_of(table).values()] == [45, -10, -10, 0, 75]


def test_49_and_1_hide_each_other_so_that_nothing_is_left_to_show() -> None:
    assert numbers(planned(sourced({1: 49, 3: 1}), SOURCES)) == ["R15"]


def test_that_everybody_gave_the_same_answer_is_hidden() -> None:
    text = "tables: {a: {rows: source_t0, columns: school_t0, statistic: count}}"
    people = tuple((*row[:4], 1 if row[3] == 1 else row[4], *row[5:])
                   for row in sourced({1: 20, 2: 30, 3: 30}))  # fmt: skip
    (table,) = planned(people, text).tables
    assert rows_of(table)[1, 1] == (-10,)


def test_that_everybody_answered_tells_nothing_of_anybody() -> None:
    (table,) = planned(sourced({1: 20, 2: 30, 3: 30}), SOURCES).tables
    assert -10 not in [count for (count,) in rows_of(table).values()]


def test_a_mean_of_nine_is_hidden_and_their_count_is_not() -> None:
    text = "tables: {a: {rows: source_t0, statistic: mean, of: urge_t0}}"
    (table,) = planned(sourced({1: 45, 2: 27, 3: 9}), text).tables
    found = rows_of(table)
    assert list(found[3,]) == [9, -10]
    # One more is hidden, or the nine would be what is left of the sum.
    assert [figures[1] for figures in found.values()].count(-10) == 3


def test_a_share_is_of_ten_persons_or_more() -> None:
    text = "tables: {a: {rows: school_t0, columns: source_t0, statistic: share}}"
    people = [row for row in sourced({1: 60, 2: 60}) if row[4] != 3][: 8 + 60]
    few = tuple(row for number, row in enumerate(people) if row[4] == 1 or number < 12)
    (table,) = planned(few, text).tables
    for figures in rows_of(table).values():
        assert figures[1] == -10 or figures[0] != -10


def test_means_that_no_hiding_helps_are_all_hidden() -> None:
    text = "tables: {a: {rows: source_t0, statistic: mean, of: urge_t0}}"
    alike = tuple((*row[:5], 3, *row[6:]) for row in sourced({1: 30, 2: 30, 3: 30}))
    (table,) = planned(alike, text).tables
    assert {figures[1] for figures in rows_of(table).values()} == {-10}


def test_what_is_left_of_a_sum_tells_no_few_either() -> None:
    text = (
        "tables:\n"
        "  a: {rows: source_t0, statistic: mean, of: urge_t0}\n"
        "  b: {rows: school_t0, statistic: mean, of: urge_t0}\n"
    )
    # Of two twelves one and none have an urge; taken from the total, the rest would say so.
    people = tuple(
        row if row[3] == 1 else (*row[:5], int(number == 72), *row[6:])
        for number, row in enumerate(sourced({1: 72, 2: 12, 3: 12}))
    )
    means = {figures[1] for table in planned(people, text).tables
             for figures in rows_of(table).values()}  # fmt: skip
    assert means == {-10}
    assert after_another(people, text) == []


def test_behind_a_sum_of_nobody_nothing_is_hidden() -> None:
    text = "tables: {a: {rows: source_t0, statistic: mean, of: urge_t0}}"
    people = tuple(
        (*row[:5], int(number == 60), *row[6:]) if row[3] == 2 else row
        for number, row in enumerate(sourced({1: 60, 2: 12, 3: 40}))
    )
    hidden = [key for key, figures in rows_of(planned(people, text).tables[0]).items()
              if figures[0] and figures[1] == -10]  # fmt: skip
    assert len(hidden) == 2


def after_another(people: tuple[Row, ...], text: str) -> list[str]:
    first = planned(people, text)
    assert first.made is not None
    earlier = PublishedRelease("forsta", "2026-03-01", first.made.published)
    return numbers(planned(people, text, [earlier]))


def test_a_person_is_counted_once_as_at_the_first_time() -> None:
    people = sourced({1: 20, 2: 20, 3: 20})
    again = tuple((*row[:1], 2, *row[2:3], 3, *row[4:]) for row in people[:9])
    assert planned((*again, *people), SOURCES).tables == planned(people, SOURCES).tables


def test_nobody_who_has_not_said_yes_is_counted() -> None:
    people = sourced({1: 20, 2: 20, 3: 20})
    everybody = frozenset(row[0] for row in people)
    some = Persons(everybody, everybody - {people[0][0]}, frozenset())
    found = plan_tables(tables(people), recipe(SOURCES), "tabeller.yaml", some, ())
    assert rows_of(found.tables[0])[999,] == (59,)
    assert found.made is not None
    assert found.made.persons == some.leaving


def test_the_order_of_persons_does_not_matter() -> None:
    people = persons(150)
    assert planned(people).tables == planned(tuple(reversed(people))).tables


@pytest.mark.parametrize("people", [(), sourced({1: 4}), sourced({1: 2, 2: 2, 3: 2})])
def test_too_few_persons_are_refused(people: tuple[Row, ...]) -> None:
    found = planned(people, SOURCES)
    assert numbers(found) == ["R15"]
    assert found.tables == ()


def test_a_circle_of_too_many_answers_is_refused() -> None:
    cuts = f"[{', '.join(map(str, range(20, 65)))}]"
    text = (
        "tables:\n"
        "  a: {rows: age_t0, columns: urge_t0, statistic: count}\n"
        "  b: {rows: urge_t0, columns: school_t0, statistic: count}\n"
        "  c: {rows: school_t0, columns: age_t0, statistic: count}\n"
        f"bands: {{age_t0: {cuts}, urge_t0: {cuts}}}\n"
    )
    found = planned(persons(100), text)
    assert numbers(found) == ["R8"]
    assert "bildar en ring" in found.refusals[0].in_language(Language.SV)


def test_the_checksum_changes_with_the_tables_and_not_with_the_persons() -> None:
    one = planned(persons(150)).columns
    assert one == planned(persons(100, 2)).columns
    assert one != planned(persons(150), RECIPE.replace("source_t0: 1", "source_t0: 2")).columns
    assert one != planned(persons(150), RECIPE.replace("35", "36")).columns
    known_as = replace(recipe(), smallest=7).said
    assert known_as["smallest"] == 7


def test_a_long_question_is_named_by_its_variable_where_a_label_has_no_room() -> None:
    person, wide = tables(persons(60))
    urge = wide.names.index("urge_t0")
    long = replace(wide.columns[urge], label=replace(wide.columns[urge].label, sv="x" * 250))
    columns = (*wide.columns[:urge], long, *wide.columns[urge + 1 :])
    everybody = frozenset(wide.cells(0))
    found = plan_tables(
        (person, replace(wide, columns=columns)),
        recipe("tables: {a: {rows: source_t0, statistic: mean, of: urge_t0}}"),
        "tabeller.yaml",
        Persons(everybody, everybody, frozenset()),
        (),
    )
    assert found.tables[0].columns[2].label.sv == "Medelvärde: urge_t0"
