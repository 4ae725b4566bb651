"""A recipe of level B for the large made-up study, and its plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.plan import Plan, plan_release
from kast_eval.dataset.release.recipe import Recipe, recipe_of
from kast_eval.dataset.release.recipe_fields import Approved
from kast_eval.dataset.table import DatasetTable
from tests.dataset.release.anonymised.study import four_hundred, ground

RECIPE = """\
recipe: 1
level: B
language: sv
formats: [csv, sav]
points: [t0, f06]
quasi:
  age_group: defined
  gender: defined
  education: defined
  rel_status: defined
sensitive:
  main_behaviour: defined
outcomes:
  buy_total_90d_n: {cuts: [1, 4]}
other:
  first_contact_mode: defined
recipient: Ett universitet
purpose: Undervisning
approval: 2026-00000-01
expires: 2027-12-31
"""
DAY = date(2026, 9, 1)


def read(text: str = RECIPE) -> Recipe:
    return recipe_of("undervisning.yaml", text)


def undecided(
    text: str = RECIPE,
    tables: Sequence[DatasetTable] | None = None,
    on: Ground | None = None,
) -> Plan:
    return plan_release(tables or four_hundred(), read(text), on or ground())


def decided(
    text: str = RECIPE,
    tables: Sequence[DatasetTable] | None = None,
    on: Ground | None = None,
    day: date = DAY,
) -> Plan:
    """Return the plan of a recipe that somebody has judged."""
    plan = undecided(text, tables, on)
    recipe = replace(plan.recipe, approved=Approved("Forskningsledaren", day, plan.columns))
    return plan_release(tables or four_hundred(), recipe, on or ground())


def numbers(plan: Plan) -> list[str]:
    return [refusal.number for refusal in plan.refusals]
