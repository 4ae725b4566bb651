import csv
from contextlib import suppress
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.csv_file import CsvRow, csv_bytes, defused, read_csv, undone
from kast_eval.errors import LineError
from kast_eval.wording import Language


def test_lines_end_as_on_unix_and_cells_are_split_by_commas() -> None:
    assert csv_bytes(("a", "b"), [(1, "0680"), (-7, "å, ä")]) == (
        'a,b\n1,0680\n-7,"å, ä"\n'.encode()
    )


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@a", "\ta", "\ra"])
def test_a_text_that_a_spreadsheet_would_calculate_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@given(st.text(st.sampled_from("'=+-@\ta"), max_size=5))
def test_what_was_defused_can_be_undone_and_no_two_texts_become_one(text: str) -> None:
    assert undone(str(defused(text))) == text


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


@pytest.mark.parametrize(
    "contents",
    [
        'a,b\n1,"å, ä"\n\n2,3\n',
        "\ufeffa;b\r\n1;å, ä\r\n;\r\n2;3\r\n",  # As a Swedish spreadsheet program saves it.
        ' a , b \n 1 ,"å, ä"\n,\n2,3',
    ],
)
def test_a_table_is_read_as_people_save_it(contents: str) -> None:
    table = read_csv("a.csv", contents.encode())
    assert (table.file, table.columns) == ("a.csv", ("a", "b"))
    assert table.rows == (
        CsvRow(2, {"a": "1", "b": "å, ä"}),
        CsvRow(4, {"a": "2", "b": "3"}),
    )


def test_an_empty_file_is_a_table_without_columns() -> None:
    assert read_csv("a.csv", b"").columns == ()


@pytest.mark.parametrize(
    ("contents", "place", "told"),
    [
        (b"a,a\n1,2\n", "a.csv:1: ", "varje namn en gång"),
        (b"a,\n1,2\n", "a.csv:1: ", "ett namn för varje kolumn"),
        (b"a,b\n1,2\n3\n", "a.csv:3: ", "Raden har 1 celler, men första raden har 2 kolumner"),
        (b"a,b\n1,2,3\n", "a.csv:2: ", "Raden har 3 celler"),
        (b"a,b\n1,2\n\xe5,2\n", "a.csv:3: ", "UTF-8"),
        (b'a,b\n1,"2"3\n', "a.csv:2: ", "citattecken"),
        (b'a,b\n1,"2\n', "a.csv:2: ", "citattecken"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_line(
    contents: bytes, place: str, told: str
) -> None:
    with pytest.raises(LineError) as refused:
        read_csv("a.csv", contents)
    assert str(refused.value).startswith(place)
    assert told in str(refused.value)
    assert refused.value.in_language(Language.EN) != str(refused.value)


@given(st.binary(max_size=60))
def test_whatever_is_sent_is_a_table_or_refused(contents: bytes) -> None:
    with suppress(LineError):
        table = read_csv("a.csv", contents)
        assert all(tuple(row.cells) == table.columns for row in table.rows)
