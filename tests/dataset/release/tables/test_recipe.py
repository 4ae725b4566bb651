import pytest

from kast_eval.dataset.release.tables.chosen import chosen_variables
from kast_eval.dataset.release.tables.recipe import (
    AskedTable,
    Figure,
    Tabulated,
    tabulated_lines,
)
from kast_eval.errors import DefinitionError
from tests.dataset.release.made import study
from tests.dataset.release.tables.made import recipe

ONE = "tables: {a: {rows: x, statistic: count}}\n"


def test_a_recipe_says_tables_bands_and_the_smallest_count() -> None:
    text = (
        "tables:\n"
        "  a: {rows: x, columns: y, statistic: mean, of: z}\n"
        "  b: {rows: x, where: {y: 2}, statistic: share}\n"
        "bands: {x: [10, 20]}\n"
        "smallest: 8\n"
    )
    found = recipe(text)
    assert found == Tabulated(
        (
            AskedTable("a", "x", "y", Figure.MEAN, "z"),
            AskedTable("b", "x", None, Figure.SHARE, where=("y", 2)),
        ),
        {"x": (10, 20)},
        8,
    )
    assert [one.line for one in found.tables] == [2, 3]
    assert found.said == {
        "tables": {
            "a": {"rows": "x", "columns": "y", "statistic": "mean", "of": "z", "where": None},
            "b": {"rows": "x", "columns": None, "statistic": "share", "of": None,
                  "where": {"y": 2}},
        },
        "bands": {"x": [10, 20]},
        "smallest": 8,
        "open": False,
    }  # fmt: skip


@pytest.mark.parametrize(("more", "smallest"), [("", 5), ("open: true", 10), ("smallest: 12", 12)])
def test_what_everybody_may_read_hides_more(more: str, smallest: int) -> None:
    assert recipe(f"{ONE}{more}").smallest == smallest


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("tables: {}", 1, "ingen tabell"),
        ("tables:\n  Kön: {rows: x, statistic: count}", 2, "heter till exempel kop_per_alder"),
        ("tables:\n  a: {rows: x, statistic: max}", 2, "max"),
        ("tables:\n  a: {rows: x, statistic: percentile}", 2, "percentile"),
        # Three dimensions, in each of the ways that they could be asked for.
        ("tables:\n  a: {rows: [x, y, z], statistic: count}", 2, "högst två variabler"),
        ("tables:\n  a: {rows: x, columns: [y, z], statistic: count}", 2, "högst två"),
        ("tables:\n  a: {rows: x, columns: y, where: {z: 1}, statistic: count}", 2, "filtret"),
        ("tables:\n  a: {rows: x, where: {y: 1, z: 1}, statistic: count}", 2, "högst två"),
        ("tables:\n  a: {rows: x, columns: x, statistic: count}", 2, "med sig själv"),
        ("tables:\n  a: {rows: x, statistic: mean}", 2, "Skriv «of»"),
        ("tables:\n  a: {rows: x, statistic: share, of: y}", 2, "«of» hör till"),
        ("tables:\n  a: {rows: x, where: {y: ja}, statistic: count}", 2, "heltal"),
        (f"{ONE}smallest: 4", 2, "från 5 till 100"),
        (f"{ONE}open: true\nsmallest: 9", 3, "från 10 till 100"),
        (f"{ONE}smallest: 101", 2, "från 5 till 100"),
        (f"{ONE}bands: {{x: [20, 10]}}", 2, "i ordning"),
        (f"{ONE}bands: {{x: [10, 10]}}", 2, "en gång"),
        (f"{ONE}threshold: 3", 2, "threshold"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(DefinitionError, match=words) as caught:
        recipe(text)
    assert caught.value.line == line


def test_a_recipe_to_begin_with_can_be_read() -> None:
    found = recipe("tables:\n" + "\n".join(tabulated_lines()))
    assert [one.figure for one in found.tables] == [Figure.SHARE, Figure.MEAN]
    assert set(chosen_variables(study(), found, "tabeller.yaml")) == {
        "age_group_t0", "buy_total_30d_n_t0", "ref_source_t0", "urge_max_7d_t0",
    }  # fmt: skip
