import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.dataset.release.leaks import FREE_TEXT, Leak, find_leaks
from kast_eval.paper.report.report import ReportHead, print_report
from tests.paper.response.made import SWEDISH

SECRETS = {
    "klientkod": {"GB0427T"},
    "namn": {"Eva"},
    FREE_TEXT: {"jag vill sluta helt och hållet nu", "ja", "12 3"},
}


def kinds(contents: bytes, public: bytes = b"") -> list[str]:
    found = find_leaks({"data/x.csv": contents}, SECRETS, {"data/x.csv": public})
    assert {leak.file for leak in found} <= {"data/x.csv"}
    return [leak.kind for leak in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("811228-9874", ["personnummer"]),
        ("198112289874", ["personnummer"]),
        ("19811228 9874", ["personnummer"]),
        ("811288-9871", ["personnummer"]),  # A coordination number: sixty added to the day.
        ("811228-9875", []),  # The check digit is wrong.
        ("8113289874", []),  # There is no thirteenth month.
        ("+46 70 123 45 67", ["telefon"]),
        ("070-1234567", ["telefon"]),
        ("811228\u20139874", ["personnummer"]),
        ("811228\u20119874", ["personnummer"]),
        ("811228 - 9874", ["personnummer"]),
        ("08-123 45 67", ["telefon"]),
        ("08-12345678", ["telefon"]),
        ("031-7014000", ["telefon"]),
        ("031/701 40 00", ["telefon"]),
        ("+46 8 123 456 78", ["telefon"]),
        ("+4631 701 40 00", ["telefon"]),
        ("811228/9874", ["personnummer"]),
        ("1981-12-28-9874", ["personnummer"]),
        ("81-12-28 9874", ["personnummer"]),
        ("+46 (0)70 123 45 67", ["telefon"]),
        ("2026-03-11 12 34 56", []),
        ("20260311", []),
        ("någon@exempel.se", ["e-post"]),
        ("a,GB0427T,3", ["klientkod"]),
        ("gb0427t", ["klientkod"]),
        ("xGB0427Tx", []),
        ("Jag vill sluta helt – och hållet nu!", ["fritext"]),
        ("jag vill sluta", []),
        ("ja 12 3", []),
        ("1,eva,2", ["namn"]),
        ("evas,evakuerad", []),
    ],
)
def test_what_must_stay_is_found_and_nothing_else(text: str, found: list[str]) -> None:
    assert kinds(text.encode()) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-09-11", ["datum"]),
        ("den 2026-09-11.", ["datum"]),
        ("2026-09-30", []),  # The day of the release itself.
        ("t.ex. 2026-03-09", []),  # An example in a question.
        ("2026-13-11, 12026-09-11, 2026-09-110, 2026-09", []),
    ],
)
def test_a_calendar_day_is_found_where_none_may_leave(text: str, found: list[str]) -> None:
    public = {"codebook.csv": b"such as 2026-03-09"}
    leaks = find_leaks({"a": text.encode()}, {}, public, {"2026-09-30"})
    assert [one.kind for one in leaks] == found
    assert find_leaks({"a": text.encode()}, {}, public) == ()


def test_what_stands_in_the_release_of_no_data_came_from_none() -> None:
    assert kinds(b"code GB0427T", public=b"code GB0427T") == []


def test_packed_files_are_unpacked_and_their_names_looked_at() -> None:
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("GB0427T.txt", "a@b.se")
    outer = BytesIO()
    with zipfile.ZipFile(outer, "w") as packed:
        packed.writestr("inner.zip", inner.getvalue())
    assert kinds(outer.getvalue()) == ["e-post", "klientkod"]


@given(st.text(), st.text())
def test_a_code_is_found_wherever_it_stands(before: str, after: str) -> None:
    found = find_leaks({"x": f"{before} GB0427T {after}".encode()}, {"klientkod": {"GB0427T"}})
    assert Leak("x", "klientkod") in found


def test_texts_packed_in_parquet_are_found(tmp_path: Path) -> None:
    file = tmp_path / "x.parquet"
    pl.DataFrame({"a": ["x" * 200, "GB0427T"]}).write_parquet(file)
    assert kinds(file.read_bytes()) == ["klientkod"]


def test_what_stands_on_the_pages_of_a_pdf_is_looked_at() -> None:
    head = ReportHead("Rapport", "2026-11-22", ("Skriv till GB0427T.",))
    assert kinds(print_report(head, [], SWEDISH, training=False)) == ["klientkod"]
    head = ReportHead("Om GB0427T", "2026-11-22")
    assert kinds(print_report(head, [], SWEDISH, training=False)) == ["klientkod"]


def test_a_number_that_goes_on_is_no_personal_number() -> None:
    assert kinds(b"1234561234    19811228987455") == []
    assert kinds(b"1234561234    198112289874 5") == ["personnummer"]


@pytest.mark.parametrize("digits", ["0731234567", "8112289874", "198112289874"])
def test_a_checksum_is_no_number_of_anybody(digits: str) -> None:
    checksum = f"a{digits}b".ljust(64, "c")
    assert kinds(f'"recipe": "{checksum}"'.encode()) == []
    assert kinds(f'"recipe": "{checksum}c"'.encode()) != []
    assert kinds(f'"recipe": "{checksum[:-1]}"'.encode()) != []


def test_a_text_that_begins_as_a_public_one_is_found_all_the_same() -> None:
    whole = b"jag vill sluta helt och h\xc3\xa5llet nu"
    assert kinds(whole, public=b"jag vill sluta helt") == ["fritext"]
    assert kinds(whole, public=whole) == []


@pytest.mark.parametrize("before", [999_990, 1_000_000, 2_000_005])
def test_a_long_file_is_looked_through_from_end_to_end(before: int) -> None:
    text = b"1\n" * (before // 2) + b"GB0427T 811228-9874\n" + b"2\n" * 99
    assert kinds(text) == ["klientkod", "personnummer"]


@pytest.mark.parametrize("filler", [b"\x00\x00\x00\x00\x00\x80D@", b"\x00"])
def test_a_word_among_the_numbers_of_a_packed_row_is_found(filler: bytes) -> None:
    assert kinds(filler * 9 + b"Eva     " + filler * 9) == ["namn"]
    assert kinds(filler * 9 + "åäö GB0427T".encode() + filler * 9) == ["klientkod"]
