"""A recipe of level B for the large made-up study, and its plan."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.plan import Plan, plan_release
from kast_eval.dataset.release.recipe import Recipe, recipe_of
from kast_eval.dataset.release.recipe_fields import Approved
from kast_eval.dataset.release.refusals import JUDGEMENT
from kast_eval.dataset.release.refusals import undecided as judgement_missing
from kast_eval.dataset.table import DatasetTable
from tests.dataset.made import TODAY
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
    """Return the plan of a recipe that somebody has judged, without making it a second time."""
    plan = undecided(text, tables, on)
    recipe = judged(plan, day)
    others = [one for one in plan.refusals if one.number != "R16"]
    again = judgement_missing(recipe, plan.columns, TODAY, JUDGEMENT) if plan.anonymised else ()
    return replace(plan, recipe=recipe, refusals=(*others, *again))


def judged(plan: Plan, day: date = DAY) -> Recipe:
    """Return the recipe of a plan with the decision of somebody who has read the report."""
    return replace(plan.recipe, approved=Approved("Forskningsledaren", day, plan.columns))


def numbers(plan: Plan) -> list[str]:
    return [refusal.number for refusal in plan.refusals]
