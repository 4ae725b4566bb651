from dataclasses import replace

import pytest

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.formats.limits import FormatLimitError, require_fit, shortened
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds.answer import Missing
from kast_eval.wording import Wording
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
