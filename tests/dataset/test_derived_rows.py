from dataclasses import replace

import pytest

from kast_eval.dataset.derived_rows import DERIVED, EPISODES, Episodes, derived_columns
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import Code
from kast_eval.definition.names import is_name
from kast_eval.kinds.answer import Measure
from tests.dataset.made import DERIVATIONS, LIBRARY, START, code, first_session, sheet

CLOSING = LIBRARY.newest("closing")
HARMED = ("harm_rel", "harm_work", "harm_money", "harm_health")

SHEETS = (
    replace(
        sheet(CLOSING, person="B"),
        texts={"urge_max_7d": "2", **dict.fromkeys((*HARMED, "harm_self"), "1")},
    ),
    replace(first_session(), person_id="B"),
    # One of the five is left out, which a score bears.
    replace(sheet(START, person="B"), texts={"urge_max_7d": "8", **dict.fromkeys(HARMED, "3")}),
    sheet(START, person="A", urge_max_7d="8"),
    sheet(LIBRARY.newest("relative_start"), person="C", person_type=3),
    sheet(LIBRARY.newest("contact_log"), 1),
)


def table(file: str, sheets: tuple[KeyedSheet, ...] = SHEETS) -> list[dict[str, Code]]:
    episodes = Episodes(DERIVATIONS)
    for one in sheets:
        episodes.take_in(one, code(one).codes)
    names = [column.name for column in derived_columns(file, DERIVATIONS)]
    return [dict(zip(names, row, strict=True)) for row in episodes.tables()[file]]


def test_every_client_has_a_row_for_each_time_point_with_a_sheet() -> None:
    whose = [(row["person_id"], row["episode_no"], row["timepoint"]) for row in table(DERIVED)]
    assert whose == [("A", 1, "t0"), ("B", 1, "t0"), ("B", 1, "t1")]


def test_every_client_has_one_row_an_episode() -> None:
    rows = {row["person_id"]: row for row in table(EPISODES)}
    assert set(rows) == {"A", "B"}
    assert (rows["B"]["response_start"], rows["B"]["dose"]) == (1, 0)


def test_relatives_and_clinics_have_none() -> None:
    assert table(DERIVED, SHEETS[4:]) == table(EPISODES, SHEETS[4:]) == []


def test_a_change_is_worked_out_of_two_time_points() -> None:
    last = table(DERIVED)[-1]
    assert (last["change_urge"], last["change_harm"]) == (-6, -10)


def test_what_a_time_point_does_not_have_is_not_asked_there() -> None:
    first = table(DERIVED)[0]
    assert first["relapse"] == -9
    # The reasons of a change are out of the way of what is below zero.
    assert first["change_urge"] == -1009


def test_the_order_of_keying_leaves_no_trace() -> None:
    assert table(DERIVED, SHEETS[::-1]) == table(DERIVED)


@pytest.mark.parametrize("file", [DERIVED, EPISODES])
def test_columns_have_names_that_every_program_takes(file: str) -> None:
    names = [column.name for column in derived_columns(file, DERIVATIONS)]
    assert len(set(names)) == len(names)
    assert all(is_name(name) for name in names)


def test_every_variable_stands_in_one_of_the_files() -> None:
    names = [
        column.name
        for file in (DERIVED, EPISODES)
        for column in derived_columns(file, DERIVATIONS)
        if column.name not in {"person_id", "site_code", "episode_no", "timepoint"}
    ]
    assert sorted(names) == sorted(variable.name for variable in DERIVATIONS.variables)
    columns = {column.name: column for column in derived_columns(DERIVED, DERIVATIONS)}
    assert columns["relapse"].measure is Measure.NOMINAL
    assert set(columns["relapse"].codes) == {0, 1}
    assert (columns["change_urge"].signed, columns["change_urge"].decimals) == (True, 3)
