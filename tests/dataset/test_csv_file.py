import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.csv_file import csv_bytes, defused


def test_lines_end_as_on_unix_and_cells_are_split_by_commas() -> None:
    assert csv_bytes(("a", "b"), [(1, "0680"), (-7, "å, ä")]) == (
        'a,b\n1,0680\n-7,"å, ä"\n'.encode()
    )


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@a", "\ta", "\ra"])
def test_a_text_that_a_spreadsheet_would_calculate_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-7, 0, "", "0680", "s01", "a=b", "Är du …"])
def test_numbers_and_other_texts_are_left_alone(cell: int | str) -> None:
    assert defused(cell) == cell


# Labels are cleaned of control characters long before they come here.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(st.lists(st.tuples(st.integers(), texts), min_size=1))
def test_every_text_is_read_back_by_another_reader(rows: list[tuple[int, str]]) -> None:
    written = csv_bytes(("n", "text"), rows).decode()
    header, *read = csv.reader(StringIO(written, newline=""))
    assert header == ["n", "text"]
    assert read == [[str(number), str(defused(text))] for number, text in rows]
