from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.formats.limits import require_fit
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.release.mock import PERSONS, mock_tables
from tests.dataset.release.made import study


def test_every_code_of_every_column_stands_somewhere() -> None:
    for table in mock_tables(study(), seed=1):
        require_fit(table)
        for place, column in enumerate(table.columns):
            found = set(table.cells(place))
            assert {one.code for one in column_codes(column)} <= found


def test_no_value_is_outside_what_the_column_can_hold() -> None:
    for table in mock_tables(study(), seed=2):
        assert len(table.rows) >= PERSONS
        for place, column in enumerate(table.columns):
            values = {
                cell for cell in table.cells(place)
                if not isinstance(cell, str) and reason_of(column, cell) is None
            }  # fmt: skip
            if column.largest is not None:
                assert max(values) <= column.largest
            if column.codes:
                assert values == set(column.codes)


def test_the_rows_of_the_study_are_never_read() -> None:
    empty = [type(table)(table.name, table.title, table.columns, ()) for table in study()]
    assert mock_tables(study(), seed=3) == mock_tables(empty, seed=3)
