import io

import pypdf
import zxingcpp

from kast_eval.paper.labels import print_labels
from tests.paper.pictures import page_texts, pictures

CODES = [f"XX{number:04}K" for number in range(30)]


def test_each_code_stands_once_as_text_and_once_as_a_code() -> None:
    pdf = print_labels(CODES, "Övningsmottagningen")
    text = " ".join(page_texts(pdf))
    assert all(text.count(code) == 1 for code in CODES)
    read = [code.text for picture in pictures(pdf, 300) for code in zxingcpp.read_barcodes(picture)]
    assert sorted(read) == CODES


def test_a_page_holds_24_labels_inside_its_margins() -> None:
    pages = pictures(print_labels(CODES, "Mottagningen"), 100)
    assert len(pages) == 2
    edge = round(5 * 100 / 25.4)
    for picture in pages:
        inside = picture[edge:-edge, edge:-edge]
        assert (picture < 255).sum() == (inside < 255).sum()


def test_labels_of_the_training_clinic_say_so_on_each() -> None:
    texts = page_texts(print_labels(CODES, "Övningsmottagningen med ett långt namn", training=True))
    assert sum(text.count("ÖVNING ·") for text in texts) == len(CODES)


def test_equal_codes_give_equal_bytes_and_no_codes_a_pdf_without_labels() -> None:
    assert print_labels(CODES, "A") == print_labels(CODES, "A")
    reader = pypdf.PdfReader(io.BytesIO(print_labels([], "A")))
    assert len(reader.pages) == 1


def test_a_long_name_of_a_clinic_is_whole_on_each_label() -> None:
    name = "KAST-mottagningen i Upplands Väsby med omnejd"
    text = " ".join(page_texts(print_labels(CODES[:1], name, training=True))[0].split())
    assert f"ÖVNING · {name}" in text
    assert "…" not in text


def test_a_name_that_fits_two_lines_nowhere_ends_in_dots() -> None:
    assert "…" in " ".join(page_texts(print_labels(CODES[:1], "Mottagningen " * 12)))


def test_a_name_that_fits_one_smaller_line_stands_in_one() -> None:
    name = "Mottagningen i Ulricehamn"
    assert name in " ".join(page_texts(print_labels(CODES[:1], name)))
