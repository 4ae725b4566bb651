"""What holds for the printed PDF of every form in every language."""

import io
import itertools

import cv2
import numpy as np
import pypdf
import pytest
import zxingcpp

from kast_eval.definition.form import FormDefinition, Item, Question
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import Several
from kast_eval.paper.blank import print_blank
from kast_eval.paper.filled import FilledSheet, print_filled
from kast_eval.paper.layout import lay_out
from kast_eval.paper.page import Box
from kast_eval.wording import Language, Wording
from tests.paper.forms import FORMS
from tests.paper.pictures import Picture, page_texts, pictures, turned

pytestmark = pytest.mark.prove

CASES = tuple(itertools.product(FORMS, Language))
IDS = [f"{definition.form}-{language.value}" for definition, language in CASES]
PDFS: dict[str, bytes] = {}
"""Each blank form is printed once for all tests."""
every_form = pytest.mark.parametrize(("definition", "language"), CASES, ids=IDS)
DETECTOR = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_1000))


def blank(definition: FormDefinition, language: Language) -> bytes:
    name = f"{definition.form}-{language}"
    if name not in PDFS:
        PDFS[name] = print_blank(definition, language)
    return PDFS[name]


def darkness(picture: Picture, left: float, top: float, right: float, bottom: float) -> float:
    """Return the mean ink of an area in mm, 0 for white and 1 for black."""
    scale = picture.shape[1] / 210
    area = picture[round(top * scale) : round(bottom * scale), round(left * scale) :]
    return 1 - float(np.mean(area[:, : round((right - left) * scale)])) / 255


def outline_inks(picture: Picture, box: Box) -> list[float]:
    """Return the ink of the four sides of a box and of its inside."""
    left, top, right, bottom = box.x, box.y, box.x + box.w, box.y + box.h
    side = 0.35
    return [
        darkness(picture, left, top + 1, left + side, bottom - 1),
        darkness(picture, right - side, top + 1, right, bottom - 1),
        darkness(picture, left + 1, top, right - 1, top + side),
        darkness(picture, left + 1, bottom - side, right - 1, bottom),
        darkness(picture, left + 0.6, top + 0.6, right - 0.6, bottom - 0.6),
    ]


@every_form
def test_each_outline_is_drawn_where_the_layout_says(
    definition: FormDefinition, language: Language
) -> None:
    layout = lay_out(definition, language)
    for page, picture in zip(layout.pages, pictures(blank(definition, language), 300), strict=True):
        for box in page.boxes:
            if box.is_outlined:
                *sides, inside = outline_inks(picture, box)
                assert min(sides) > 0.6, box
                assert inside == 0, box


@every_form
def test_code_and_markers_are_found_on_a_poor_scan(
    definition: FormDefinition, language: Language
) -> None:
    layout = lay_out(definition, language)
    for page, picture in zip(layout.pages, pictures(blank(definition, language), 100), strict=True):
        scan = turned(picture, 3)
        assert [code.text for code in zxingcpp.read_barcodes(scan)] == [page.qr]
        numbers = DETECTOR.detectMarkers(scan)[1]
        assert numbers is not None
        assert sorted(numbers.ravel().tolist()) == [4 * page.code + corner for corner in range(4)]


def labels_of(item: Item) -> list[tuple[int, Wording]]:
    match item.kind:
        case Choice():
            return list(item.kind.choices.items())
        case Several():
            labels = [*item.kind.options.values(), item.kind.none]
            return list(zip(item.kind.codes, labels, strict=True))
        case _:
            return []


def expected_words(question: Question, language: Language) -> list[str]:
    """Return what a single question prints, piece by piece."""
    expected = [f"{question.number} {question.wording.in_language(language)}"]
    if question.is_grid:
        return [*expected, *(row.in_language(language) for row in question.rows)]
    if question.hint:
        expected.append(question.hint.in_language(language))
    item = question.items[0]
    expected += [f"{code} {label.in_language(language)}" for code, label in labels_of(item)]
    if isinstance(item.kind, Scale):
        expected += [str(code) for code in item.kind.codes]
    return expected


@every_form
def test_the_text_says_what_the_definition_says_in_its_order(
    definition: FormDefinition, language: Language
) -> None:
    text = " ".join(page_texts(blank(definition, language)))
    assert definition.title.in_language(language) in text
    assert definition.instruction.in_language(language) in text
    if definition.rows:
        # What a table prints of its questions is tested with the table.
        return
    assert definition.legend.in_language(language) in text
    place = 0
    for section in definition.sections:
        place = text.index(section.title.in_language(language), place)
        for question in section.questions:
            for words in expected_words(question, language):
                assert words in text[place:], words
                place = text.index(words, place)


@every_form
def test_equal_input_gives_equal_bytes(definition: FormDefinition, language: Language) -> None:
    sheets = [FilledSheet("GB0427T", 3, {})]
    assert print_blank(definition, language) == blank(definition, language)
    first, second = (print_filled(definition, language, sheets) for _ in range(2))
    assert first == second


@every_form
def test_the_pdf_names_title_and_language_and_lists_its_sections(
    definition: FormDefinition, language: Language
) -> None:
    reader = pypdf.PdfReader(io.BytesIO(blank(definition, language)))
    assert reader.metadata is not None
    assert reader.metadata.title == definition.title.in_language(language)
    assert str(reader.root_object["/Lang"]) == language.value
    listed = str(reader.outline)
    for section in () if definition.rows else definition.sections:
        assert section.title.in_language(language) in listed


def part(whole: object, name: str) -> pypdf.generic.DictionaryObject:
    """Return an entry of a PDF dictionary that is a dictionary itself."""
    assert isinstance(whole, pypdf.generic.DictionaryObject)
    found = whole[name].get_object()
    assert isinstance(found, pypdf.generic.DictionaryObject)
    return found


@every_form
def test_every_font_is_embedded(definition: FormDefinition, language: Language) -> None:
    reader = pypdf.PdfReader(io.BytesIO(blank(definition, language)))
    for page in reader.pages:
        fonts = part(part(page, "/Resources"), "/Font")
        assert len(fonts) == 2
        for name in fonts:
            assert "/FontFile2" in part(part(fonts, name), "/FontDescriptor")


@every_form
def test_training_sheets_are_marked_on_every_page(
    definition: FormDefinition, language: Language
) -> None:
    sheets = [FilledSheet("XX0427T", 3, {})]
    marked = print_blank(definition, language, training=True)
    filled = print_filled(definition, language, sheets, training=True)
    plain = blank(definition, language)
    assert all("ÖVNING" in text for text in page_texts(marked) + page_texts(filled))
    assert not any("ÖVNING" in text for text in page_texts(plain))
    reader = pypdf.PdfReader(io.BytesIO(marked))
    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("ÖVNING")


@every_form
def test_the_training_mark_disturbs_no_box_and_no_sheet_code(
    definition: FormDefinition, language: Language
) -> None:
    layout = lay_out(definition, language)
    marked = pictures(print_blank(definition, language, training=True), 300)
    for page, picture in zip(layout.pages, marked, strict=True):
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [page.qr]
        for box in page.boxes:
            if box.is_outlined:
                assert outline_inks(picture, box)[-1] == 0


@every_form
def test_no_code_on_a_sheet_tells_who_the_client_is(
    definition: FormDefinition, language: Language
) -> None:
    pdf = print_filled(definition, language, [FilledSheet("GB0427T", 1, {})])
    for picture in pictures(pdf, 150):
        for code in zxingcpp.read_barcodes(picture):
            assert "GB0427T" not in code.text


def test_each_sheet_has_its_own_pages() -> None:
    definition = FORMS[0]
    sheets = [FilledSheet(code, None, {}) for code in ("GB0427T", "GB0428U", "GB0429V")]
    texts = page_texts(print_filled(definition, Language.SV, sheets))
    assert len(texts) == 3 * definition.pages
    letters = [text.replace(" ", "") for text in texts]
    for place, sheet in enumerate(sheets):
        for page in range(definition.pages):
            assert sheet.code in letters[place * definition.pages + page]


def first_answers(definition: FormDefinition) -> dict[str, str]:
    """Return the first choice of every item that is ticked."""
    return {
        one.name: str(one.kind.codes[0])
        for question in definition.questions
        for one in question.items
        if isinstance(one.kind, Choice | Several | Scale)
    }


@every_form
def test_recorded_ticks_are_drawn_in_their_boxes_and_nowhere_else(
    definition: FormDefinition, language: Language
) -> None:
    answers = first_answers(definition)
    pdf = print_filled(definition, language, [FilledSheet("", None, answers)])
    for page, picture in zip(lay_out(definition, language).pages, pictures(pdf, 200), strict=True):
        for box in page.boxes:
            if box.is_outlined:
                is_ticked = box.part == f"choice {answers.get(box.item)}"
                inside = outline_inks(picture, box)[-1]
                assert (0.1 < inside < 0.6) if is_ticked else inside == 0, box
