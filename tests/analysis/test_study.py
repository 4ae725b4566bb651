from dataclasses import replace

import pytest

from kast_eval.analysis.study import Person, read_study
from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Wording
from tests.analysis.made import buyer, study_of
from tests.dataset.made import LIBRARY


def only(*tables: DatasetTable) -> Person:
    (person,) = read_study(tables).persons
    return person


def without(tables: tuple[DatasetTable, ...], *names: str) -> tuple[DatasetTable, ...]:
    return tuple(table for table in tables if table.name not in names)


def test_a_reason_is_no_number() -> None:
    person = only(*study_of(buyer(4, 0, start={"mood_2w": -4, "urge_max_7d": 7})))
    assert person.number("mood_2w", "t0") is None
    assert person.number("urge_max_7d", "t0") == 7
    assert person.number("urge_max_7d", "t1") is None


def test_a_question_that_did_not_stand_there_is_not_missing() -> None:
    person = only(*study_of(buyer(4, 0, closing={"importance": -9})))
    assert not person.should_say("importance", "t1")
    assert person.should_say("confidence", "t1")
    # What is worked out says so too where there is no form at all, and is missing then.
    absent = {**buyer(4, None), ("derived", "t1"): {"buy_total_90d_n": -9}}
    assert only(*study_of(absent)).should_say("buy_total_90d_n", "t1")


def test_each_person_is_told_of_in_the_first_episode() -> None:
    first, second = study_of(buyer(4, 0), episode=1), study_of(buyer(9, 9), episode=2)
    both = tuple(
        replace(one, rows=other.rows + one.rows) for one, other in zip(first, second, strict=True)
    )
    assert only(*both).number("buy_total_90d_n", "t0") == 4


def test_of_several_versions_the_harmonised_table_is_read() -> None:
    tables = study_of(buyer(4, 0, start={"mood_2w": 2}))
    other = study_of(buyer(4, 0, start={"mood_2w": 3}))[0]
    assert only(*tables, replace(other, name="start_harmonised")).number("mood_2w", "t0") == 3


def test_a_clients_own_sheet_says_whether_it_is_late() -> None:
    late = {**buyer(4, 0, start={"late_flag": 1}), ("start_staff", "t0"): {"late_flag": 0}}
    # Without a day nobody knows whether a sheet is late, whatever the staff's own sheet is.
    unknown = {**buyer(4, 0, start={"late_flag": -7}), ("start_staff", "t0"): {"late_flag": 1}}
    study = read_study(study_of(late, unknown))
    assert [one.began_late for one in study.persons] == [True, False]
    assert len(study.baseline) == 1


def test_a_form_is_due_when_it_is_there_or_its_window_is_over() -> None:
    answered, over, not_yet = (
        only(*study_of(sheets))
        for sheets in (
            buyer(4, 0),
            buyer(4, None),
            {**buyer(4, None), ("episodes", ""): {"response_closing": -1}},
        )
    )
    assert [one.is_due("t1") for one in (answered, over, not_yet)] == [True, True, False]
    assert not answered.is_due("f03")


def test_what_a_release_lacks_is_lacking_and_no_error() -> None:
    tables = study_of(buyer(4, 0))
    person = only(*without(tables, "episodes", "closing_staff", "derived"))
    assert person.is_due("t1")
    assert not person.closed
    assert person.number("buy_total_90d_n", "t0") is None
    assert read_study(()).persons == ()


def a_year(site: str, started: int) -> DatasetTable:
    columns = form_columns(LIBRARY.newest("clinic_year"))
    said: dict[str, Code] = {"site_code": site, "start_year": started}
    row = tuple(said.get(one.name, "" if one.text else -7) for one in columns)
    return DatasetTable("clinic_year", Wording("", ""), columns, (row,))


@pytest.mark.parametrize(
    ("started", "new"), [(2024, True), (2023, False), (-7, None)]
)  # fmt: skip
def test_a_clinic_is_new_for_two_years(started: int, *, new: bool | None) -> None:
    assert only(*study_of(buyer(4, 0)), a_year("0680", started)).of_new_clinic is new


def test_without_a_clinic_or_its_year_nobody_knows_how_new_it_is() -> None:
    tables = study_of(buyer(4, 0))
    assert only(*tables, a_year("1480", 2025)).of_new_clinic is None
    year = a_year("0680", 2025)
    place = year.names.index("start_year")
    cut = replace(
        year,
        columns=(*year.columns[:place], *year.columns[place + 1 :]),
        rows=tuple((*row[:place], *row[place + 1 :]) for row in year.rows),
    )
    assert only(*tables, cut).of_new_clinic is None


def test_without_the_clinic_in_the_tables_the_rest_is_read() -> None:
    tables = tuple(_without_site(table) for table in study_of(buyer(4, 0)))
    assert only(*tables).number("buy_total_90d_n", "t1") == 0


def _without_site(table: DatasetTable) -> DatasetTable:
    place = table.names.index("site_code")
    return replace(
        table,
        columns=(*table.columns[:place], *table.columns[place + 1 :]),
        rows=tuple((*row[:place], *row[place + 1 :]) for row in table.rows),
    )
