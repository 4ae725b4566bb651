"""The file as it leaves: ids, order, what the written files are held to, and its terms."""

from dataclasses import replace
from pathlib import Path

import pytest

from kast_eval.dataset.csv_file import csv_bytes
from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.release.anonymised.example import POINTS, anonymised_text
from kast_eval.dataset.release.anonymised.reread import read_again, require_hidden
from kast_eval.dataset.release.contents import release_files
from kast_eval.dataset.release.plan import Plan
from kast_eval.dataset.release.recipe import Level, recipe_of
from kast_eval.dataset.release.refusal import ReleaseRefusedError
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import Language
from tests.dataset.made import DERIVATIONS, LIBRARY, TODAY
from tests.dataset.release.anonymised.made import RECIPE, decided, numbers, undecided
from tests.dataset.release.anonymised.study import four_hundred, ground, many
from tests.dataset.release.made import study

EVERY = RECIPE.replace("[csv, sav]", f"[{', '.join(FORMATS)}]")


def ids(plan: Plan) -> list[Code]:
    (table,) = plan.tables
    return [*table.cells(table.names.index("person_id"))]


def test_ids_are_fresh_and_the_rows_stand_in_their_order() -> None:
    plan = decided()
    assert len(set(ids(plan))) == len(ids(plan))
    assert ids(plan) == sorted(map(str, ids(plan)))
    assert not set(ids(plan)) & {
        one for table in four_hundred() for row in table.rows for one in row
    }


def test_another_seed_gives_other_ids_and_another_order_of_the_same_rows() -> None:
    first, other = decided(), decided(on=ground(seed=bytes(range(32))))
    assert not set(ids(first)) & set(ids(other))
    without = [[row[1:] for row in plan.tables[0].rows] for plan in (first, other)]
    assert without[0] != without[1]
    assert sorted(without[0]) == sorted(without[1])


def test_a_seed_used_again_on_another_study_links_nobody() -> None:
    assert not set(ids(decided())) & set(ids(decided(tables=many(range(500)))))


def test_the_order_of_the_tables_rows_changes_nothing() -> None:
    backwards = tuple(replace(table, rows=table.rows[::-1]) for table in four_hundred())
    assert decided(tables=backwards).tables == decided().tables


def test_every_row_of_practice_says_so() -> None:
    (table,) = decided(on=ground(training=True)).tables
    assert table.names[0] == "training"
    assert set(table.cells(0)) == {1}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, dict[str, bytes]]:
    plan = decided(EVERY + "clinic: true\n", many(range(900)))
    folder = tmp_path_factory.mktemp("files")
    return plan, release_files(plan, folder, TODAY, training=False)


def test_the_written_files_hide_what_the_table_hid(
    written: tuple[Plan, dict[str, bytes]], tmp_path: Path
) -> None:
    plan, files = written
    assert numbers(plan) == []
    require_hidden(plan, files, tmp_path)


@pytest.mark.parametrize("name", FORMATS)
def test_r3_a_written_file_that_hides_less_is_refused(
    name: str, written: tuple[Plan, dict[str, bytes]], tmp_path: Path
) -> None:
    plan, files = written
    (table,) = plan.tables
    # Somebody alone in their class, though the table in memory has nobody such.
    spoiled = replace(table, rows=(spoiled_row(table), *table.rows[1:]))
    path = tmp_path / f"spoiled.{FORMATS[name].ending}"
    FORMATS[name].write(spoiled, path, Language.SV, TODAY)
    kept = f"data/{name}/{table.name}.{FORMATS[name].ending}"
    folder = tmp_path / "again"
    folder.mkdir()
    with pytest.raises(ReleaseRefusedError) as refused:
        require_hidden(plan, {**files, kept: path.read_bytes()}, folder)
    assert [refusal.number for refusal in refused.value.refusals] == ["R3"]


def spoiled_row(table: DatasetTable) -> tuple[Code, ...]:
    changes: dict[str, Code] = {"gender_t0": 3, "education_t0": 4, "age_group_t0": 1}
    row = dict(zip(table.names, table.rows[0], strict=True))
    return tuple({**row, **{name: changes[name] for name in changes if name in row}}.values())


def test_a_file_of_another_level_has_no_classes_to_look_at(tmp_path: Path) -> None:
    assert read_again(replace(decided(), anonymised=None), {}, tmp_path) == ()


@pytest.mark.parametrize(
    ("more", "said"), [("", "får inte lämnas vidare"), ("open: true\n", "Vem som helst")]
)
def test_the_terms_say_who_judged_and_who_may_read(more: str, said: str, tmp_path: Path) -> None:
    plan = decided(RECIPE + more, many(range(900)))
    terms = release_files(plan, tmp_path, TODAY, training=False)["VILLKOR.txt"].decode()
    assert "Bedömd som anonym av Forskningsledaren den 2026-09-01." in terms
    assert "kan inte tas tillbaka" in terms
    assert said in terms


@pytest.mark.parametrize("language", Language)
def test_the_recipe_to_begin_with_is_one_and_says_what_each_part_is(language: Language) -> None:
    text = anonymised_text(LIBRARY.newest_forms, DERIVATIONS, language)
    assert recipe_of("exempel.yaml", text).level is Level.ANONYMISED
    assert f"points: [{', '.join(POINTS)}]" in text
    assert max(map(len, text.splitlines())) <= 100
    plan = undecided(text)
    assert set(numbers(plan)) == {"R13", "R16"}
    assert set(numbers(undecided(text, study()))) == {"R13", "R2"}


def test_the_tidy_csv_is_the_table_in_codes(written: tuple[Plan, dict[str, bytes]]) -> None:
    plan, files = written
    (table,) = plan.tables
    assert files["data/csv/anonymised.csv"] == csv_bytes(table.names, table.rows)
