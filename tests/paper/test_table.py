"""What holds for a form that is a table."""

from dataclasses import replace

import pytest

from kast_eval.definition.form import Item
from kast_eval.errors import KastEvalError
from kast_eval.kinds import Choice, Count, Scale, Several, Words
from kast_eval.paper.filled import print_filled
from kast_eval.paper.layout import lay_out
from kast_eval.paper.marks import FilledSheet
from kast_eval.paper.table import row_item
from kast_eval.wording import Language, Wording
from tests.paper.forms import FORMS, words

LOG = next(form for form in FORMS if form.form == "contact_log")
ITEMS = tuple(item for question in LOG.questions for item in question.items)
PAGE = lay_out(LOG, Language.SV).pages[0]


@pytest.mark.parametrize("row", range(1, LOG.rows + 1))
def test_every_row_has_the_boxes_of_every_item(row: int) -> None:
    for item in ITEMS:
        parts = [box.part for box in PAGE.boxes if box.item == row_item(item.name, row)]
        if isinstance(item.kind, Choice):
            most = max(len(str(code)) for code in item.kind.codes)
            assert parts == [f"digit {place}" for place in range(most)]
        else:
            assert [part.split()[0] for part in parts] == ["year"] * 4 + ["month"] * 2 + ["day"] * 2


def test_the_rows_stand_below_each_other_in_the_same_columns() -> None:
    for item in ITEMS:
        first = [box for box in PAGE.boxes if box.item == row_item(item.name, 1)]
        for row in range(2, LOG.rows + 1):
            boxes = [box for box in PAGE.boxes if box.item == row_item(item.name, row)]
            assert [box.x for box in boxes] == [box.x for box in first]
            assert all(
                round(box.y - one.y, 2) == 10 * (row - 1)
                for box, one in zip(boxes, first, strict=True)
            )


def test_every_code_is_told_below_the_rows() -> None:
    for language in Language:
        page = lay_out(LOG, language).pages[0]
        below = " ".join(text.text for text in page.texts).replace("\u00a0", " ")
        for item in ITEMS:
            if isinstance(item.kind, Choice):
                for code, label in item.kind.choices.items():
                    assert f"{code} {label.in_language(language)}" in below


def test_columns_with_the_same_codes_share_a_line() -> None:
    lines = [text.text for text in PAGE.texts if text.text.startswith("Fyllt 18,")]
    assert len(lines) == 1


def test_a_heading_is_never_broken_within_a_word() -> None:
    (first_row,) = [text.y for text in PAGE.texts if text.text == "1"]
    words = {word for text in PAGE.texts if text.y < first_row for word in text.text.split()}
    for item in ITEMS:
        assert words >= set(item.wording.sv.replace("Dag", "Dag:").split())


def test_a_table_says_whose_it_is_by_the_clinic_and_not_by_a_person() -> None:
    items = {box.item for box in PAGE.boxes}
    assert {"site_code", "session_no"} <= items
    assert "client_code" not in items


def test_a_recorded_row_leaves_the_blank_table_as_it_is() -> None:
    sheet = FilledSheet("", None, {"first_contact_mode": "1"})
    assert print_filled(LOG, Language.SV, [sheet]).startswith(b"%PDF")


def with_kind(kind: Several | Words | Scale | Count) -> Item:
    return replace(ITEMS[1], kind=kind, name="other")


@pytest.mark.parametrize(
    "kind", [Words(), Scale(0, 4, {}), Several({"a": words("a")}, Wording("inget", "none"))]
)
def test_what_does_not_fit_a_cell_is_refused(kind: Several | Words | Scale) -> None:
    section = LOG.sections[0]
    questions = (replace(section.questions[0], items=(with_kind(kind),)),)
    with pytest.raises(KastEvalError, match="kan inte stå i en tabell"):
        lay_out(replace(LOG, sections=(replace(section, questions=questions),)), Language.SV)


def test_a_number_has_its_boxes_too() -> None:
    section = LOG.sections[0]
    questions = (replace(section.questions[0], items=(with_kind(Count(largest=999)),)),)
    form = replace(LOG, sections=(replace(section, questions=questions),))
    boxes = [box for box in lay_out(form, Language.SV).boxes if box.item == row_item("other", 1)]
    assert len(boxes) == 3


def test_a_table_that_is_too_high_is_refused() -> None:
    with pytest.raises(KastEvalError, match="mm för högt"):
        lay_out(replace(LOG, rows=25), Language.SV)
