import io
import random
import zipfile

import pypdf
import pytest
import zxingcpp

from kast_eval.kit.starter_kit import ALL_FILE, make_starter_kit
from kast_eval.study.client_code import read_client_code
from tests.kit.orders import files, made, manual, order
from tests.paper.pictures import page_texts, pictures

KITS = [("new", "sv"), ("study", "en")]


def reader(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def bookmarks(pdf: bytes) -> dict[str, int]:
    read = reader(pdf)
    found = {}
    for one in read.outline:
        assert isinstance(one, pypdf.generic.Destination)
        page = read.get_destination_page_number(one)
        assert page is not None
        found[str(one.title)] = page
    return found


def codes_of(kit: bytes) -> dict[str, list[str]]:
    series: dict[str, list[str]] = {"client": [], "relative": []}
    for row in files(kit)["codes.csv"].decode().splitlines()[1:]:
        code, name = row.split(",")
        series[name].append(code)
    return series


@pytest.mark.prove
def test_equal_orders_and_equal_chance_give_equal_bytes() -> None:
    again = make_starter_kit(order(clients="3"), manual(), random.Random(1))
    assert again == made()
    assert make_starter_kit(order(clients="3"), manual(), random.Random(2)) != again


def test_the_archive_has_a_fixed_order_and_time_and_no_name_that_was_typed() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        entries = archive.infolist()
        assert archive.testzip() is None
    assert [entries[0].filename, entries[-1].filename] == [ALL_FILE, "codes.csv"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    names = " ".join(entry.filename for entry in entries)
    assert names.isascii()
    assert "KAST" not in names


@pytest.mark.prove
@pytest.mark.parametrize(("edition", "language"), KITS)
def test_everything_is_in_the_print_in_its_number_each_copy_on_its_own_sheet(
    edition: str, language: str
) -> None:
    kit = files(made(edition, language=language))
    marks = bookmarks(kit[ALL_FILE])
    places = [*marks.values(), len(reader(kit[ALL_FILE]).pages)]
    alone = [name for name in kit if name.endswith(".pdf") and name != ALL_FILE]
    assert len(alone) == len(marks) == len(places) - 1
    for name, title, start, end in zip(alone, marks, places, places[1:], strict=False):
        copies = int(title.rsplit(" × ", 1)[1]) if " × " in title else 1
        pages = len(reader(kit[name]).pages)
        sheets = pages if name == "etiketter.pdf" else (pages + 1) // 2
        # Two pages of the PDF are one sheet of paper.
        assert end - start == 2 * sheets * copies, name


def test_the_forms_come_in_the_numbers_of_the_plan() -> None:
    marks = bookmarks(files(made())[ALL_FILE])
    assert {"A Startformulär × 3", "C Avstämning × 30", "G Uppföljning × 9"} <= set(marks)


def test_a_printed_copy_is_the_form_itself() -> None:
    kit = files(made())
    page = bookmarks(kit[ALL_FILE])["C Avstämning × 30"]
    texts = page_texts(kit[ALL_FILE])
    (form,) = page_texts(kit["formular/C-checkin.pdf"])
    assert texts[page] == texts[page + 58] == form
    assert texts[page + 1] == ""


def test_the_contents_tell_each_paper_its_number_and_why() -> None:
    text = " ".join(page_texts(files(made())["00-innehall.pdf"]))
    for told in (
        "A Startformulär 3 2 3 klienter",
        "C Avstämning 30 1 3 klienter × 10 samtal",
        "Klienternas koder börjar med SM, de anhörigas med RM.",
        "De är dragna för det här paketet.",
        "codes.csv",
        "Paketet har inga uppgifter om någon människa.",
    ):
        assert told in text


def test_an_english_kit_says_that_the_texts_of_the_manual_are_in_swedish() -> None:
    kit = files(made("study", language="en"))
    contents = " ".join(page_texts(kit["00-innehall.pdf"]))
    assert "written in Swedish" in contents
    assert "Which form when?" in " ".join(page_texts(kit["03-affisch.pdf"]))
    assert "written in Swedish" not in " ".join(page_texts(files(made())["00-innehall.pdf"]))


@pytest.mark.prove
def test_the_labels_carry_the_codes_of_the_file_and_can_be_read() -> None:
    kit = files(made())
    codes = codes_of(made())
    assert len(codes["client"]) == 3
    assert len(codes["relative"]) == 1
    wanted = dict.fromkeys(codes["client"], 24) | dict.fromkeys(codes["relative"], 3)
    read = [
        one.text
        for picture in pictures(kit["etiketter.pdf"], 200)
        for one in zxingcpp.read_barcodes(picture)
    ]
    assert {code: read.count(code) for code in wanted} == wanted
    assert len(read) == sum(wanted.values())
    assert [read_client_code(code) for code in wanted] == list(wanted)


def test_the_code_key_has_a_row_for_each_code_and_everything_else_empty() -> None:
    text = " ".join(page_texts(files(made())["04-kodnyckel.pdf"]))
    codes = codes_of(made())
    for code in (*codes["client"], *codes["relative"]):
        assert text.count(code) == 1
    assert "Skrivs aldrig in" in text


def test_the_codes_stand_on_labels_and_key_alone() -> None:
    codes = codes_of(made())["client"]
    for name, content in files(made()).items():
        if name.endswith(".pdf") and name not in {ALL_FILE, "etiketter.pdf", "04-kodnyckel.pdf"}:
            text = " ".join(page_texts(content))
            assert not any(code in text for code in codes), name


@pytest.mark.prove
def test_the_work_is_told_from_the_first_paper_to_the_last() -> None:
    told: list[tuple[int, int]] = []
    make_starter_kit(
        order(clients="1", sessions="1"),
        manual(),
        random.Random(1),
        lambda done, total: told.append((done, total)),
    )
    assert [done for done, _ in told] == list(range(1, len(told) + 1))
    assert {total for _, total in told} == {len(told)}
