import pytest

from kast_eval.errors import DefinitionError
from tests.dataset.release.tables.made import persons, planned


@pytest.mark.parametrize(
    ("table", "more", "words"),
    [
        ("rows: nothing_t0, statistic: count", "", "«nothing_t0» finns inte"),
        ("rows: school_t0, statistic: mean, of: nothing_t0", "", "«nothing_t0» finns inte"),
        # Texts, days of a sheet and flags of the program are nothing to count persons by.
        ("rows: note_t0, statistic: count", "", "«note_t0» finns inte"),
        ("rows: flag_t0, statistic: count", "", "«flag_t0» finns inte"),
        ("rows: person_id, statistic: count", "", "«person_id» finns inte"),
        ("rows: age_t0, statistic: count", "", "«age_t0» är ett tal"),
        ("rows: school_t0, statistic: count", "bands: {school_t0: [2]}", "redan svarsalternativ"),
        ("rows: school_t0, statistic: count", "bands: {age_t0: [30]}", "Ingen tabell sorterar"),
        ("rows: school_t0, statistic: mean, of: source_t0", "", "inget medelvärde"),
        ("rows: school_t0, statistic: mean, of: school_t0", "", "inget medelvärde"),
        ("rows: school_t0, statistic: median, of: source_t0", "", "ingen median"),
        ("rows: school_t0, where: {source_t0: 7}, statistic: count", "", "inte det svar"),
    ],
)
def test_a_table_that_cannot_be_made_is_told_with_its_line(
    table: str, more: str, words: str
) -> None:
    with pytest.raises(DefinitionError, match=words) as caught:
        planned(persons(60), f"{more}\ntables:\n  a: {{{table}}}")
    assert caught.value.line == (1 if "Ingen" in words else 3)
    assert caught.value.file == "tabeller.yaml"


def test_a_scale_with_names_at_its_ends_is_sorted_by_measured_and_cut() -> None:
    text = "tables:\n  a: {rows: mood_t0, statistic: count}\n"
    mean = "tables:\n  a: {rows: school_t0, statistic: mean, of: mood_t0}\n"
    assert "mean_value" in planned(persons(220), mean).tables[0].names
    plain, banded = (planned(persons(220), text + more).tables[0]
                     for more in ("", "bands: {mood_t0: [4, 7]}"))  # fmt: skip
    assert list(plain.columns[0].codes) == [*range(11), 998, 999]
    assert plain.columns[0].codes[10].sv == "mood_t0 10"
    assert plain.columns[0].codes[4].sv == "4"
    assert [label.sv for label in banded.columns[0].codes.values()][:3] == [
        "under 4", "4–6", "7 eller mer",
    ]  # fmt: skip


def test_sorts_of_persons_and_answers_in_order_can_be_tabled() -> None:
    text = "tables:\n  a: {rows: person_type, statistic: median, of: school_t0}"
    (table,) = planned(persons(120), text).tables
    assert table.names == ("person_type", "persons", "q1_value", "median_value", "q3_value")
