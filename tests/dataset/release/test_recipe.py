from datetime import date
from pathlib import Path

import pytest

from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.recipe import Level, read_recipe
from kast_eval.dataset.release.recipe_fields import Approved
from kast_eval.errors import DefinitionError
from kast_eval.wording import Language
from tests.dataset.release.made import MOCK, RECIPE, written

SUM = "0f" * 32


def test_a_recipe_says_what_leaves_to_whom_and_why(tmp_path: Path) -> None:
    decided = f"approved: {{by: Forskningsledaren, on: 2026-01-02, columns: {SUM}}}\n"
    recipe = read_recipe(written(tmp_path, RECIPE + "clinic: true\n" + decided))
    assert (recipe.name, recipe.level, recipe.language) == (
        "huvudanalys", Level.CODED, Language.SV,
    )  # fmt: skip
    assert recipe.formats == ("csv", "sav")
    assert recipe.part == Coded({"start": None, "checkin": frozenset({"mood_7d"})}, clinic=True)
    assert (recipe.recipient, recipe.purpose) == ("Ett universitet", "Huvudanalysen")
    assert (recipe.approval, recipe.expires) == ("2026-00000-01", date(2027, 12, 31))
    assert recipe.approved == Approved("Forskningsledaren", date(2026, 1, 2), SUM)


def test_a_clinic_is_told_only_where_that_is_said(tmp_path: Path) -> None:
    recipe = read_recipe(written(tmp_path, MOCK))
    assert isinstance(recipe.part, Coded)
    assert (recipe.part.clinic, recipe.approved, recipe.level) == (False, None, Level.MOCK)


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("recipe: 1", "recipe: 2", 1, "heltal"),
        ("level: A", "level: X", 2, "A, B, C, D"),
        ("level: A", "levle: A", 1, "level"),
        ("level: A", "level: A\npoints: [t0]", 3, "points"),
        ("[csv, sav]", "[xls]", 4, "csv"),
        ("[csv, sav]", "[]", 4, "tom"),
        ("start: all", "start: every", 6, "all"),
        ("[mood_7d]", "[]", 7, "tom"),
        ("2027-12-31", "2027-02-30", 11, "dag"),
        ("Huvudanalysen", "x" * 201, 9, "200"),
        ("expires", "approved: {by: a, on: 2026-01-01, columns: abc}\nexpires", 11, "release plan"),
    ],
)
def test_a_fault_is_told_with_its_line(
    before: str, after: str, line: int, told: str, tmp_path: Path
) -> None:
    assert before in RECIPE
    with pytest.raises(DefinitionError, match=f"huvudanalys.yaml:{line}: .*{told}"):
        read_recipe(written(tmp_path, RECIPE.replace(before, after)))


def test_the_name_of_a_recipe_goes_into_no_path_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="heter till exempel"):
        read_recipe(written(tmp_path, name="Å b.yaml"))
