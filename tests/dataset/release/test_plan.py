from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.release.chosen import PERSON, with_columns
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.persons import Persons, agreeing_rows, persons_of
from kast_eval.dataset.release.plan import Plan, plan_release, refusals_of
from kast_eval.dataset.release.recipe import read_recipe
from kast_eval.dataset.release.recipe_fields import Approved
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import DatasetTable
from kast_eval.definition.form import Role
from kast_eval.errors import DefinitionError
from kast_eval.wording import Language
from tests.dataset.made import LIBRARY, START, TODAY, sheet
from tests.dataset.release.made import (
    DEVIATION,
    MOCK,
    RECIPE,
    STAFF,
    named,
    signs,
    study,
    tables_of,
    written,
)


def planned(
    folder: Path,
    text: str = RECIPE,
    tables: tuple[DatasetTable, ...] | None = None,
    *,
    decided: date | None = date(2026, 1, 1),
) -> Plan:
    """Return the plan of a recipe whose columns somebody has decided on."""
    recipe = read_recipe(written(folder, text))
    every = tables or study()
    plan = plan_release(every, recipe, Ground(signs(), TODAY))
    if decided is None:
        return plan
    approved = replace(recipe, approved=Approved("Ledaren", decided, plan.columns))
    return plan_release(every, approved, Ground(signs(), TODAY))


def person_count(tables: tuple[DatasetTable, ...]) -> int:
    persons: set[object] = set()
    for table in tables:
        if PERSON in table.names:
            persons |= set(table.cells(table.names.index(PERSON))) - {""}
    return len(persons)


def numbers(plan: Plan) -> list[str]:
    return [refusal.number for refusal in plan.refusals]


def test_only_those_who_said_yes_leave(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    assert numbers(plan) == []
    assert plan.persons.leaving == {"AAAAAAAAAA"}
    assert person_count(plan.tables) == 1
    assert [len(table.rows) for table in plan.empty] == [0, 0]


def test_only_what_is_asked_for_leaves_with_what_tells_rows_apart(tmp_path: Path) -> None:
    checkin = named(planned(tmp_path).tables, "checkin")
    assert checkin.names == (
        "person_id", "form_version", "timepoint", "person_type", "episode_no", "session_no",
        "mood_7d",
    )  # fmt: skip


def test_the_clinic_leaves_only_where_it_is_approved(tmp_path: Path) -> None:
    assert "site_code" not in named(planned(tmp_path).tables, "start").names
    told = planned(tmp_path, RECIPE + "clinic: true\n")
    assert "site_code" in named(told.tables, "start").names


@pytest.mark.parametrize("role", [Role.IDENTIFIER, Role.TEXT])
def test_a_column_whose_role_forbids_it_stays(role: Role, tmp_path: Path) -> None:
    start = named(study(), "start")
    spoiled = tuple(
        replace(one, role=role) if one.name == "age_group" else one for one in start.columns
    )
    plan = planned(tmp_path, tables=(*others("start"), replace(start, columns=spoiled)))
    assert "age_group" not in named(plan.tables, "start").names


def others(name: str) -> tuple[DatasetTable, ...]:
    return tuple(table for table in study() if table.name != name)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("  start: all", "  strat: all", "«strat»"), ("[mood_7d]", "[mood]", "«mood»")],
)
def test_what_the_dataset_does_not_have_is_told(
    before: str, after: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(DefinitionError, match=told):
        planned(tmp_path, RECIPE.replace(before, after))


def test_without_a_decision_nothing_leaves(tmp_path: Path) -> None:
    assert numbers(planned(tmp_path, decided=None)) == ["R1"]


def test_a_decision_of_tomorrow_is_none(tmp_path: Path) -> None:
    assert numbers(planned(tmp_path, decided=date(2026, 10, 1))) == ["R1"]


def test_a_column_that_came_after_the_decision_is_refused(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    start = named(study(), "start")
    new = DatasetColumn("new_one", start.columns[0].label, start.columns[0].measure, Role.OTHER)
    grown = replace(
        start, columns=(*start.columns, new), rows=tuple((*row, 1) for row in start.rows)
    )
    tables = (*others("start"), grown)
    later = plan_release(tables, plan.recipe, Ground(signs(), TODAY))
    assert numbers(later) == ["R1"]
    assert later.columns != plan.columns


@pytest.mark.parametrize("name", ["recipient", "purpose", "approval"])
def test_a_decision_for_somebody_or_something_else_is_none(tmp_path: Path, name: str) -> None:
    recipe = replace(planned(tmp_path).recipe, **{name: "other"})  # type: ignore[arg-type] # Texts.
    assert numbers(plan_release(study(), recipe, Ground(signs(), TODAY))) == ["R1"]


@pytest.mark.parametrize("name", ["recipient", "purpose", "approval", "expires"])
def test_who_and_why_and_how_long_must_stand_there(name: str, tmp_path: Path) -> None:
    lines = [line for line in RECIPE.splitlines() if not line.startswith(name)]
    assert numbers(planned(tmp_path, "\n".join(lines))) == ["R13"]


def test_an_expired_purpose_is_refused(tmp_path: Path) -> None:
    assert numbers(planned(tmp_path, RECIPE.replace("2027-12-31", "2026-09-29"))) == ["R13"]
    assert numbers(planned(tmp_path, RECIPE.replace("2027-12-31", "2026-09-30"))) == []


def test_a_withdrawn_person_in_the_tables_is_refused(tmp_path: Path) -> None:
    plan = planned(tmp_path)
    withdrawn = Persons(plan.persons.every, plan.persons.consenting, frozenset({"AAAAAAAAAA"}))
    found = refusals_of(plan.recipe, plan.tables, withdrawn, plan.columns, TODAY)
    assert [refusal.number for refusal in found] == ["R14"]


def test_a_release_of_nobody_is_refused(tmp_path: Path) -> None:
    assert numbers(planned(tmp_path, tables=tables_of(sheet(START, age_years="30")))) == ["R15"]


def test_the_mock_file_needs_nobody_and_holds_nobody(tmp_path: Path) -> None:
    plan = planned(tmp_path, MOCK, decided=None)
    assert numbers(plan) == []
    text = repr(plan.tables)
    assert "AAAAAAAAAA" not in text
    assert len(named(plan.tables, "start").rows) > 1


ANNA = "AAAAAAAAAA"


def yes(episode_no: int = 1) -> KeyedSheet:
    return sheet(STAFF, person=ANNA, episode_no=episode_no, consent_research="1")


def no(episode_no: int = 1) -> KeyedSheet:
    return sheet(STAFF, person=ANNA, episode_no=episode_no, consent_research="2")


def deviating(scope: str, number: int = 1) -> KeyedSheet:
    return sheet(DEVIATION, number, person=ANNA, deviation_kind="1", withdraw_scope=scope)


@pytest.mark.parametrize(
    ("sheets", "leaves"),
    [
        ([yes()], True),
        ([no()], False),
        ([sheet(STAFF, person=ANNA)], False),
        ([sheet(START, person=ANNA)], False),
        # The newest episode counts, whichever was keyed first.
        ([no(2), yes()], False),
        ([yes(2), no()], True),
        ([yes(), deviating("3")], False),
        ([yes(), deviating("")], False),
        ([yes(), deviating("2")], True),
        # One taking back is not undone by another.
        ([yes(), deviating("2"),
          deviating("3", 2)], False),
    ],
)  # fmt: skip
def test_who_may_leave(sheets: list[KeyedSheet], *, leaves: bool) -> None:
    assert (ANNA in persons_of(tables_of(*sheets), signs()).leaving) is leaves


LOG = LIBRARY.newest("contact_log")
CONTACTS = tuple(
    sheet(LOG, number, consent_research=said, contact_adult=adult)
    for number, (said, adult) in enumerate([("1", "1"), ("2", "1"), ("3", "0|1"), ("", "1")], 1)
)


@pytest.mark.parametrize("wanted", ["all", "[contact_adult]"])
def test_a_contact_who_did_not_say_yes_has_no_row_that_leaves(wanted: str, tmp_path: Path) -> None:
    recipe = RECIPE.replace("start: all", f"contact_log: {wanted}")
    log = named(planned(tmp_path, recipe, tables_of(yes(), *CONTACTS)).tables, "contact_log")
    assert log.cells(log.names.index("contact_adult")) == (1,)


def test_a_contact_log_that_says_nothing_of_consent_has_no_row_that_leaves() -> None:
    log = named(tables_of(*CONTACTS), "contact_log")
    places = [place for place, name in enumerate(log.names) if name != "consent_research"]
    assert agreeing_rows([with_columns(log, places)], signs())[0].rows == ()


def test_a_table_may_leave_with_one_column() -> None:
    log = named(tables_of(*CONTACTS), "contact_log")
    assert all(len(row) == 1 for row in with_columns(log, (0,)).rows)


def test_no_flag_tells_of_a_contact_but_flags_of_others_leave(tmp_path: Path) -> None:
    recipe = RECIPE.replace("start: all", "flags: all")
    unclear = sheet(START, person=ANNA, buy_phys_30d_n="2-3")
    every = tables_of(yes(), unclear, *CONTACTS)
    forms = named(every, "flags").names.index("form")
    assert {row[forms] for row in named(every, "flags").rows} == {"start", "contact_log"}
    kept = named(planned(tmp_path, recipe, every).tables, "flags")
    assert set(kept.cells(kept.names.index("form"))) == {"start"}


def test_all_that_stands_against_a_release_is_told_at_once(tmp_path: Path) -> None:
    plan = planned(tmp_path, RECIPE.replace("2027", "2025"), decided=None)
    told = ReleaseRefusedError(plan.refusals).in_language(Language.EN)
    assert "R1: " in told
    assert "R13: " in told


def test_a_table_of_the_clinic_has_no_person_to_count(tmp_path: Path) -> None:
    plan = planned(tmp_path, RECIPE.replace("start: all", "clinic_year: all"))
    assert "person_id" not in named(plan.tables, "clinic_year").names
    assert person_count(plan.tables) == 1
