"""Whose rows an anonymised file begins with, and what is rare in them."""

from collections.abc import Callable

import pytest

from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.dataset.wide import WIDE
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers
from tests.dataset.release.anonymised.study import (
    Cells,
    answers,
    filled,
    four_hundred,
    many,
    person,
    tables_with,
)


def with_rows(
    tables: tuple[DatasetTable, ...], name: str, rows: list[dict[str, Code]]
) -> tuple[DatasetTable, ...]:
    """Return the tables with more rows in one of them."""
    return tuple(
        filled(table, [*(dict(zip(table.names, row, strict=True)) for row in table.rows), *rows])
        if table.name == name
        else table
        for table in tables
    )


def cells(plan: Plan, name: str) -> list[Code]:
    (table,) = plan.tables
    return [*table.cells(table.names.index(name))]


def test_only_the_first_episode_of_each_person_is_in_it() -> None:
    tables = with_rows(
        four_hundred(),
        WIDE,
        [
            {**answers(one), "main_behaviour_t0": 97, "person_id": person(one), "episode_no": 2}
            for one in range(100)
        ],
    )
    again, once = decided(tables=tables), decided()
    assert again.tables == once.tables
    assert numbers(again) == []


def test_an_episode_before_the_yes_is_not_in_it() -> None:
    before: list[dict[str, Code]] = [
        {"person_id": person(one), "episode_no": 0} for one in range(100)
    ]  # fmt: skip
    wide = [{**answers(one), "main_behaviour_t0": 97, **each} for one, each in enumerate(before)]
    refused = with_rows(four_hundred(), WIDE, wide)
    refused = with_rows(
        refused, "start_staff", [{**each, "consent_research": 2} for each in before]
    )
    assert decided(tables=refused).tables == decided().tables


def consent(said: int) -> list[dict[str, Code]]:
    return [
        {"person_id": person(one), "episode_no": 2, "consent_research": said} for one in range(60)
    ]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("start_staff", consent(2)),
        # Whoever came as one of a couple: the other may be in the study, or read the file.
        (
            "session",
            [
                {"person_id": person(one), "episode_no": 1, "participants": 2}
                for one in range(60)
            ],
        ),
        (
            "deviation",
            [
                {
                    "person_id": person(one), "episode_no": 1, "deviation_kind": 1,
                    "withdraw_scope": 3,
                }
                for one in range(60)
            ],
        ),
    ],
)  # fmt: skip
def test_whoever_said_no_took_it_back_or_came_as_a_couple_is_not_in_it(
    table: str, rows: list[dict[str, Code]]
) -> None:
    plan = decided(tables=with_rows(four_hundred(), table, rows))
    assert numbers(plan) == []
    assert not plan.leaving & {person(one) for one in range(60)}
    assert plan.disclosure is not None
    assert plan.disclosure.couples == (60 if table == "session" else 0)


def test_a_session_alone_makes_nobody_a_couple() -> None:
    alone: list[dict[str, Code]] = [
        {"person_id": person(one), "episode_no": 1, "participants": 1} for one in range(60)
    ]
    assert decided(tables=with_rows(four_hundred(), "session", alone)).leaving == decided().leaving


def test_relatives_have_no_row_to_leave() -> None:
    relative: list[dict[str, Code]] = [
        {"person_id": f"R{one:09}", "person_type": 3, "episode_no": 1} for one in range(60)
    ]
    plan = decided(tables=with_rows(four_hundred(), "relative_start", relative))
    assert plan.leaving == decided().leaving


def rare(number: int) -> Cells:
    if number >= 6:
        return {"main_behaviour_t0": 1 + number % 3}
    alike = {"buy_total_90d_n_t0": 0, "buy_total_90d_n_f06": 0, "first_contact_mode_t0": 1}
    return {"main_behaviour_t0": 5 if number < 3 else 6, **alike}


def test_rare_answers_merge_into_the_code_that_the_recipe_names() -> None:
    text = RECIPE.replace("main_behaviour: defined", "main_behaviour: {rare: 97}")
    plan = decided(text, many(range(400), rare))
    assert numbers(plan) == []
    assert set(cells(plan, "main_behaviour_t0")) == {1, 2, 3, 97}
    assert plan.disclosure is not None
    assert plan.disclosure.merged == ("main_behaviour_t0",)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (RECIPE, rare),
        # Merged, they are still too few.
        (
            RECIPE.replace("main_behaviour: defined", "main_behaviour: {rare: 97}"),
            lambda one: {"main_behaviour_t0": 5 if one < 2 else 1 + one % 3},
        ),
    ],
)
def test_without_somewhere_to_merge_rare_answers_the_column_falls_away(
    text: str, change: Callable[[int], Cells]
) -> None:
    plan = decided(text, many(range(400), change))
    assert numbers(plan) == []
    assert "main_behaviour_t0" not in plan.tables[0].names
    assert plan.disclosure is not None
    assert plan.disclosure.dropped == ("main_behaviour_t0",)
    assert [one.name for one in plan.disclosure.sensitive] == [
        "buy_total_90d_n_t0", "buy_total_90d_n_f06",
    ]  # fmt: skip


def test_a_reason_that_few_share_is_removed_and_one_that_many_share_stays() -> None:
    def silent(number: int) -> Cells:
        return {"education_t0": -4 if number < 3 else -7 if number < 30 else 1 + number % 3}

    plan = decided(tables=many(range(400), silent))
    assert {one for one in cells(plan, "education_t0") if float(one) < 0} <= {-7, -10}
    assert -7 in cells(plan, "education_t0")


def test_why_an_outcome_is_missing_is_told_only_where_it_tells_little() -> None:
    def silent(number: int) -> Cells:
        later = (-3, -4, -7, -8, -9)[number % 5] if number < 200 else number % 6
        return {"buy_total_90d_n_t0": number % 6, "buy_total_90d_n_f06": later}

    plan = decided(tables=many(range(400), silent))
    assert {one for one in cells(plan, "buy_total_90d_n_f06") if float(one) < 0} == {-8, -10}


def test_signed_values_are_banded_below_zero_with_the_usual_reasons() -> None:
    text = RECIPE.replace("{cuts: [1, 4]}\n", "{cuts: [1, 4]}\n  change_urge: {cuts: [0, 1]}\n")
    plan = decided(
        text,
        many(
            range(600),
            lambda one: {"change_urge_f06": -1004 if one % 7 == 0 else one % 3 - 1},
        ),
    )
    assert numbers(plan) == []
    assert set(cells(plan, "change_urge_f06")) == {1, 2, 3, -10}


def test_a_study_without_persons_is_not_searched() -> None:
    assert numbers(decided(tables=tables_with({}))) == ["R15"]


def test_a_sensitive_number_that_few_share_takes_its_column_away() -> None:
    text = RECIPE.replace("main_behaviour: defined", "main_days_30d: {top: 30}")
    plan = decided(text, many(range(400), lambda one: {"main_days_30d_t0": one % 29}))
    assert "main_days_30d_t0" in plan.tables[0].names
    odd = many(range(400), lambda one: {"main_days_30d_t0": 30 if one == 7 else one % 29})
    assert "main_days_30d_t0" not in decided(text, odd).tables[0].names
