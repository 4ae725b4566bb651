from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from kast_eval.dataset.anonymise.policy import Policy
from kast_eval.dataset.release.anonymised.recipe import Anonymised, Suppress
from kast_eval.dataset.release.anonymised.variable import Use, Variable
from kast_eval.dataset.release.recipe import Level, read_recipe
from kast_eval.errors import DefinitionError
from tests.dataset.release.made import written

RECIPE = """\
recipe: 1
level: B
language: sv
formats: [csv, sav]
points: [f06, t0]
quasi:
  age_group: defined
  gender: {levels: [[[1, 3], [2]], [[1, 2, 3]]]}
sensitive:
  main_behaviour: {rare: 97}
outcomes:
  buy_total_90d_n: {cuts: [1, 4, 10]}
  urge_max_7d: {top: 7}
other:
  buy_ever: defined
thresholds: {k: 7, distinct: 3, commonest: 75, suppressed_persons: 4, suppressed_cells: 8}
recipient: Ett universitet
purpose: Undervisning
approval: 2026-00000-01
expires: 2027-12-31
"""
SUM = "0f" * 32
DECISION = f"decision: {{by: Forskningsledaren, on: 2026-01-02, columns: {SUM}}}\n"


def part_of(folder: Path, text: str = RECIPE) -> Anonymised:
    part = read_recipe(written(folder, text)).part
    assert isinstance(part, Anonymised)
    return part


def test_a_recipe_says_what_somebody_may_know_and_what_must_not_come_out(tmp_path: Path) -> None:
    part = part_of(tmp_path)
    assert part.points == ("t0", "f06")
    assert [one.name for one in part.used_as(Use.QUASI)] == ["age_group", "gender"]
    assert part.variables[1] == Variable(
        "gender", Use.QUASI, 8, levels=(((1, 3), (2,)), ((1, 2, 3),))
    )
    assert part.used_as(Use.OUTCOMES) == (
        Variable("buy_total_90d_n", Use.OUTCOMES, 12, cuts=(1, 4, 10)),
        Variable("urge_max_7d", Use.OUTCOMES, 13, top=7),
    )
    assert part.policy == Policy(7, 3, Fraction(3, 4), Fraction(1, 25), Fraction(2, 25))
    assert (part.clinic, part.open, part.suppress) == (False, False, Suppress.PERSONS)


def test_who_decided_stands_in_the_recipe(tmp_path: Path) -> None:
    recipe = read_recipe(written(tmp_path, RECIPE + DECISION))
    assert recipe.level is Level.ANONYMISED
    assert recipe.approved is not None
    assert (recipe.approved.by, recipe.approved.on) == ("Forskningsledaren", date(2026, 1, 2))


def without(*names: str) -> str:
    return "".join(
        f"{line}\n" for line in RECIPE.splitlines() if line.partition(":")[0] not in names
    )


def test_the_thresholds_are_the_usual_ones_unless_said(tmp_path: Path) -> None:
    assert part_of(tmp_path, without("thresholds")).policy == Policy()


def test_what_everybody_may_read_has_larger_classes(tmp_path: Path) -> None:
    opened = part_of(tmp_path, without("thresholds") + "open: true\nclinic: true\n")
    assert (opened.policy, opened.open, opened.clinic) == (Policy(11), True, True)
    with pytest.raises(DefinitionError, match="minst 11"):
        part_of(tmp_path, RECIPE + "open: true\n")


def test_single_cells_may_be_removed_instead_of_persons(tmp_path: Path) -> None:
    assert part_of(tmp_path, RECIPE + "suppress: cells\n").suppress is Suppress.CELLS


def test_what_is_said_of_a_recipe_is_what_stands_in_it(tmp_path: Path) -> None:
    recipe = read_recipe(written(tmp_path, RECIPE + DECISION))
    assert recipe.said == {
        "name": "huvudanalys",
        "level": "B",
        "language": "sv",
        "formats": ["csv", "sav"],
        "points": ["t0", "f06"],
        "quasi": {
            "age_group": "defined",
            "gender": {"levels": [[[1, 3], [2]], [[1, 2, 3]]]},
        },
        "sensitive": {"main_behaviour": {"rare": 97}},
        "outcomes": {"buy_total_90d_n": {"cuts": [1, 4, 10]}, "urge_max_7d": {"top": 7}},
        "other": {"buy_ever": "defined"},
        "clinic": False,
        "open": False,
        "suppress": "persons",
        "thresholds": {
            "k": 7,
            "distinct": 3,
            "commonest": 75.0,
            "suppressed_persons": 4.0,
            "suppressed_cells": 8.0,
        },
        "recipient": "Ett universitet",
        "purpose": "Undervisning",
        "approval": "2026-00000-01",
        "expires": "2027-12-31",
        "approved": {"by": "Forskningsledaren", "on": "2026-01-02", "columns": SUM},
    }


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("points: [f06, t0]", "points: [t0, t1, f06]", 5, "högst 2"),
        ("points: [f06, t0]", "points: [t0, t0]", 5, "högst 2"),
        ("points: [f06, t0]", "points: [s01]", 5, "s01"),
        ("age_group: defined", "age_group: banded", 7, "defined"),
        ("[[1, 3], [2]]", "[[1, 3], [2, 3]]", 8, "två gånger"),
        # A value without a parent, and a level that parts what was one.
        ("[[1, 2, 3]]]", "[[1, 3]]]", 8, "Koden 2 har ingen grupp"),
        ("[[1, 2, 3]]]", "[[1, 2], [3]]]", 8, "delar 1, 3"),
        ("{rare: 97}", "{levels: [[[1, 2]]]}", 10, "levels"),
        ("{rare: 97}", "{raer: 97}", 10, "rare"),
        ("[1, 4, 10]", "[1, 4, 4]", 12, "ordning"),
        ("{top: 7}", "{top: 7, cuts: [3]}", 13, "eller fler"),
        ("buy_ever: defined", "gender: defined", 15, "under «quasi»"),
        ("k: 7", "k: 2", 16, "Gränsen är 3"),
        ("distinct: 3", "distinct: 1", 16, "Gränsen är 2"),
        ("commonest: 75", "commonest: 81", 16, "Gränsen är 80"),
        ("suppressed_persons: 4", "suppressed_persons: 6", 16, "Gränsen är 5"),
        ("suppressed_cells: 8", "suppressed_cells: 11", 16, "Gränsen är 10"),
        ("k: 7", "kk: 7", 16, "kk"),
        ("purpose", "tables: {start: all}\npurpose", 18, "tables"),
    ],
)
def test_a_fault_is_told_with_its_line(
    before: str, after: str, line: int, told: str, tmp_path: Path
) -> None:
    assert before in RECIPE
    with pytest.raises(DefinitionError, match=f"huvudanalys.yaml:{line}: .*{told}"):
        read_recipe(written(tmp_path, RECIPE.replace(before, after)))


def test_a_release_in_which_nobody_knows_anything_is_no_release(tmp_path: Path) -> None:
    text = RECIPE.replace("quasi:\n  age_group: defined\n", "quasi: {}\n")
    text = "".join(line for line in text.splitlines(keepends=True) if "gender" not in line)
    with pytest.raises(DefinitionError, match=r"yaml:6: .*minst en variabel"):
        read_recipe(written(tmp_path, text))
