from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.formats.limits import require_fit
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.release.mock import PERSONS, mock_tables
from tests.dataset.made import LIBRARY
from tests.dataset.release.made import named, study


def test_every_code_of_every_column_stands_somewhere() -> None:
    for table in mock_tables(study(), 1, LIBRARY.forms):
        require_fit(table)
        for place, column in enumerate(table.columns):
            found = set(table.cells(place))
            assert {one.code for one in column_codes(column)} <= found


def test_no_value_is_outside_what_the_column_can_hold() -> None:
    for table in mock_tables(study(), 2, LIBRARY.forms):
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
    assert mock_tables(study(), 3, LIBRARY.forms) == mock_tables(empty, 3, LIBRARY.forms)


def test_a_form_has_a_row_of_each_person_at_each_of_its_own_points() -> None:
    made = mock_tables(study(), 4, LIBRARY.forms)
    points = {
        name: set(named(made, name).cells(named(made, name).names.index("timepoint")))
        for name in ("start", "closing", "followup", "checkin", "session")
    }
    assert points["start"] == {"t0"}
    assert points["closing"] == {"t1"}
    assert points["followup"] == {"f03", "f06", "f12"}
    assert points["checkin"] == points["session"] == {"s01", "s02", "s03", "s04"}
    for table in made:
        keys = [
            table.names.index(name)
            for name in ("person_id", "site_code", "episode_no", "timepoint")
            if name in table.names
        ]
        assert len({tuple(row[key] for key in keys) for row in table.rows}) == len(table.rows)


def test_the_tables_of_the_mock_file_join_by_person_and_session() -> None:
    made = mock_tables(study(), 5, LIBRARY.forms)
    checkin, session = (
        {
            tuple(row[table.names.index(name)] for name in ("person_id", "session_no"))
            for row in table.rows
        }
        for table in (named(made, "checkin"), named(made, "session"))
    )
    assert checkin == session
