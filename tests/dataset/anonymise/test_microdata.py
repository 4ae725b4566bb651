import pytest

from kast_eval.dataset.anonymise.microdata import Microdata, TableShapeError, is_missing
from tests.dataset.anonymise.examples import table


def test_a_column_has_one_value_a_row() -> None:
    with pytest.raises(TableShapeError, match="not one value a row: b"):
        Microdata(("p1", "p2"), {"a": (1, 2), "b": (1,)})


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(TableShapeError, match="no such column: z"):
        table([(1, 2)]).keys(["a", "z"])


def test_persons_are_counted_and_not_rows() -> None:
    assert table([(1,), (2,), (3,)], persons=["p", "p", "q"]).person_count == 2


def test_without_columns_all_rows_are_alike() -> None:
    assert table([(1,), (2,)]).keys([]) == ((), ())


def test_a_person_who_is_taken_out_leaves_with_every_row() -> None:
    kept = table([(1,), (2,), (3,)], persons=["p", "q", "p"]).without(frozenset("p"))
    assert kept == table([(2,)], persons=["q"])


@pytest.mark.parametrize(
    ("value", "missing"),
    [(-1, True), (-10, True), (-11, False), (0, False), ("-7", False), ("", False)],
)
def test_only_the_codes_of_the_manual_are_missing(value: int | str, *, missing: bool) -> None:
    assert is_missing(value) == missing
