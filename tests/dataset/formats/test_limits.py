from dataclasses import replace

import pytest

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import (
    LONGEST_STATA_LABEL,
    FormatLimitError,
    labels_within,
    require_fit,
    shortened,
)
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Language, Wording
from tests.dataset.formats.made import number, real_tables, table, text


@pytest.mark.parametrize("made", real_tables(), ids=lambda made: made.name)
def test_the_tables_of_the_study_fit(made: DatasetTable) -> None:
    require_fit(made)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (number("Q1"), 1),
        (number("by"), 1),
        (number("q" * 30), 1),
        (replace(number(), label=Wording("å" * 128, "a")), 1),
        (replace(number(), codes={1: Wording("ja", "y" * 121)}), 1),
        (number(), 1.5),
        (number(), float("inf")),
        (number(), 2**53 + 1),
        (number(), "1"),
        (text(), 1),
        (text(), "å" * 128),
        (text(), "rad\nbyte"),
    ],
)
def test_what_a_format_cannot_hold_is_refused_by_name(column: DatasetColumn, cell: Code) -> None:
    with pytest.raises(FormatLimitError, match=column.name):
        require_fit(table((column,), (cell,)))


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(FormatLimitError, match="q1"):
        require_fit(table((number(), replace(number(), missing=(Missing.SKIPPED,))), (1, 1)))


@pytest.mark.parametrize(
    ("label", "longest", "shown"),
    [("en fråga", 8, "en fråga"), ("en fråga till", 10, "en fråga…"), ("enfråga", 4, "enf…")],
)
def test_a_long_label_is_cut_at_a_word(label: str, longest: int, shown: str) -> None:
    assert shortened(label, longest) == shown


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("made", real_tables(), ids=lambda made: made.name)
def test_no_two_questions_have_one_label_in_stata(made: DatasetTable, language: Language) -> None:
    labels = labels_within(made.columns, language, LONGEST_STATA_LABEL)
    whole = {column.label.in_language(language) for column in made.columns}
    assert len(set(labels.values())) == len(whole)
    assert max(map(len, labels.values())) <= LONGEST_STATA_LABEL


def test_a_label_is_cut_in_the_middle_and_named_where_that_leaves_two_alike() -> None:
    start, end = "Hur ofta har du gjort det", "under tiden som gick före det"
    labels = ["de senaste trettio dagarna", "de senaste nittio dagarna"]
    columns = [
        replace(number(f"q{place}"), label=Wording(f"{start} {one} {end}", "q"))
        for place, one in enumerate(labels)
    ]
    one, other = labels_within(columns, Language.SV, 40).values()
    assert one.endswith("… (q0)")
    assert other.endswith("… (q1)")
    (alone,) = labels_within(columns[:1], Language.SV, 40).values()
    assert alone == "Hur ofta har du … som gick före det"
    words = replace(number("q0"), label=Wording("a" * 50, "q"))
    assert len(labels_within([words], Language.SV, 40)["q0"]) == 40
