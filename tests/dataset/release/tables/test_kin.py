import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from kast_eval.dataset.release.persons import Persons
from kast_eval.dataset.release.tables.kin import NO_KIN, Kin, kin_of
from kast_eval.dataset.release.tables.plan import PlannedTables, plan_tables
from kast_eval.dataset.release.tables.published import PublishedRelease, published_table
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.derived import read_derivations
from kast_eval.definition.form import Role
from kast_eval.errors import DefinitionError
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Language
from tests.dataset.release.tables.attacker import intervals, known
from tests.dataset.release.tables.made import (
    EPISODE,
    PERSON_ID,
    SCHOOL,
    TYPE,
    URGE,
    column,
    recipe,
    said,
)
from tests.definition.example import REAL_FORMS, real_library

TOTAL = column("buy_total_90d_n_t0", Measure.SCALE, role=Role.SENSITIVE)
NONE = column("abstinent_90d_t0", Measure.NOMINAL, (0, 1), role=Role.SENSITIVE)
COLUMNS = (SCHOOL, TOTAL, NONE, URGE)
LIBRARY = real_library()
KIN = kin_of(LIBRARY.forms, read_derivations(REAL_FORMS, LIBRARY))
BY_TOTAL = "a: {rows: school_t0, columns: buy_total_90d_n_t0, statistic: count}"
BY_NONE = "b: {rows: school_t0, columns: abstinent_90d_t0, statistic: count}"
BANDS = "bands: {buy_total_90d_n_t0: [1, 5]}\n"
BOTH = f"{BANDS}tables:\n  {BY_TOTAL}\n  {BY_NONE}\n"


def tables(seed: int) -> tuple[DatasetTable, ...]:
    random = Random(seed)
    rows: list[tuple[Code, ...]] = []
    for number in range(90):
        total = random.choice((0, 0, 1, 2, 3, 6, 9))
        school = random.choices((1, 2, 3), (5, 4, 1))[0]
        rows.append((f"P{number:04}", 1, school, total, int(total == 0), random.choice((0, 5, 8))))
    sorts = tuple((row[0], 1) for row in rows)
    return (
        DatasetTable("person", said("person"), (PERSON_ID, TYPE), sorts),
        DatasetTable("wide", said("wide"), (PERSON_ID, EPISODE, *COLUMNS), tuple(rows)),
    )


def planned(
    text: str, kin: Kin = KIN, earlier: Sequence[PublishedRelease] = (), seed: int = 0
) -> PlannedTables:
    every = tables(seed)
    everybody = frozenset(row[0] for row in every[0].rows)
    consent = Persons(everybody, everybody, frozenset())
    return plan_tables(every, recipe(text), "tabeller.yaml", consent, earlier, kin=kin)


def narrowest(found: PlannedTables) -> float:
    """Return how closely whoever knows how the one is worked out can tell a hidden count."""
    codes = {
        "school_t0": (1, 2, 3, 998),
        "buy_total_90d_n_t0": (0, 1, 2, 998),
        "abstinent_90d_t0": (0, 1, 998),
    }
    tie: dict[str, tuple[str, dict[Code, Code]]] = {
        "abstinent_90d_t0": ("buy_total_90d_n_t0", {0: 1, 1: 0, 2: 0, 998: 998})
    }
    return min(intervals(known(found.tables, recipe(BOTH), codes, tie)), default=5.0)


def test_who_knows_how_one_variable_is_worked_out_of_another_would_tell_hidden_counts() -> None:
    # Nothing here says where the numbers come from: this is what the refusal is for.
    unaware = [planned(BOTH, NO_KIN, seed=seed) for seed in range(12)]
    assert min(narrowest(one) for one in unaware if one.made is not None) < 1


def test_two_variables_of_the_same_answers_do_not_leave_together() -> None:
    with pytest.raises(DefinitionError) as refused:
        planned(BOTH)
    told = refused.value.in_language(Language.SV)
    assert told.startswith("tabeller.yaml:4:")
    assert "«abstinent_90d_t0» och «buy_total_90d_n_t0»" in told


def test_nor_one_after_the_other() -> None:
    first = planned(f"{BANDS}tables:\n  {BY_TOTAL}\n")
    assert first.made is not None
    kept = json.loads(json.dumps([one.said for one in first.made.published]))
    released = PublishedRelease("forsta", "2026-03-01", tuple(map(published_table, kept)))
    found = planned(f"tables:\n  {BY_NONE}\n", earlier=[released])
    assert [one.number for one in found.refusals] == ["R8"]
    told = found.refusals[0].in_language(Language.SV)
    assert "«abstinent_90d_t0»" in told
    assert "2026-03-01 (forsta)" in told
    assert found.tables == ()


def test_what_is_measured_is_not_what_persons_are_sorted_by() -> None:
    text = "bands: {urge_t0: [5]}\ntables: {a: {rows: urge_t0, statistic: mean, of: urge_t0}}\n"
    with pytest.raises(DefinitionError, match="urge_t0"):
        planned(text)


def test_a_mean_of_the_same_answers_as_an_earlier_mean_is_refused() -> None:
    mean = "tables: {a: {rows: school_t0, statistic: mean, of: buy_total_90d_n_t0}}\n"
    first = planned(mean)
    assert first.made is not None
    released = PublishedRelease("forsta", "2026-03-01", first.made.published)
    assert planned(mean, earlier=[released]).refusals == ()
    found = planned(f"tables:\n  {BY_NONE}\n", earlier=[replace(released, name="annan")])
    assert [one.number for one in found.refusals] == ["R8"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("abstinent_30d_t0", "buy_total_30d_n_t0"),
        ("abstinent_30d_f06", "buy_phys_30d_n_f06"),
        ("reduced_50_t1", "buy_total_90d_n_t0"),
        ("reduced_50_t1", "abstinent_90d_t1"),
        ("relapse_f06", "abstinent_30d_f06"),
        ("lapse_f03", "relapse_n_cat_f03"),
        ("harm_sum_t0", "harm_rel_t0"),
        ("change_urge_t1", "urge_max_7d_t0"),
        ("change_urge_t1", "change_urge_f06"),
        ("age_group_t0", "age_years_t0"),
        ("dropout", "close_reason_t1"),
        ("dropout", "dose"),
        # No rule makes one of the other, but a sheet where both are zero or one is, is told of.
        ("buy_total_30d_n_t0", "buy_total_90d_n_t0"),
        # Boxes of one question, and a question that another one leads past.
        ("trig_lonely_t0", "trig_stress_t0"),
        ("relapse_any_f06", "relapse_n_cat_f06"),
        # A form that is missing has no answer.
        ("response_f06", "urge_max_7d_f06"),
    ],
)
def test_the_forms_and_the_derived_variables_tell_what_is_tied(one: str, other: str) -> None:
    assert KIN.tied(one, other)
    assert KIN.tied(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("age_group_t0", "buy_total_30d_n_t0"),
        ("ref_source_t0", "urge_max_7d_t0"),
        ("urge_max_7d_t0", "urge_max_7d_t1"),
        ("urge_max_7d_t0", "mood_2w_t0"),
        ("response_f06", "urge_max_7d_f03"),
        ("gender_t0", "dropout"),
    ],
)
def test_other_answers_are_not_tied(one: str, other: str) -> None:
    assert not KIN.tied(one, other)
    assert not KIN.tied(other, one)
