"""Every item of every form says the same on paper, on the page it is keyed on, in the codebook."""

import csv
import re
from collections import defaultdict
from io import StringIO

import pytest

from kast_eval.dataset.codebook import codebook_table
from kast_eval.definition.form import FormDefinition, Item, Role
from kast_eval.kinds import Choice, Scale, Several, Words
from kast_eval.paper.blank import print_blank
from kast_eval.paper.layout import lay_out
from kast_eval.wording import Language
from tests.definition.example import real_library
from tests.paper.pictures import page_texts
from tests.routes.entry_pages import codes_of, entry_page, items_of, plain

LIBRARY = real_library()
FORMS = pytest.mark.parametrize("form", LIBRARY.newest_forms, ids=lambda form: form.form)
LANGUAGES = pytest.mark.parametrize("language", Language)


def labels(form: FormDefinition, language: Language) -> dict[str, str]:
    """Return the codebook's label of the first column of each item."""
    found: dict[str, str] = {}
    for row in csv.DictReader(StringIO(codebook_table([form]).decode(), newline="")):
        found.setdefault(row["item"], row[f"label_{language}"])
    return found


def codes(form: FormDefinition) -> dict[str, list[int]]:
    """Return the codebook's valid codes of each column, in its order."""
    found: dict[str, list[int]] = defaultdict(list)
    for row in csv.DictReader(StringIO(codebook_table([form]).decode(), newline="")):
        if row["code_is_missing"] == "0":
            found[row["variable"]].append(int(row["code"]))
    return found


def boxes_on_paper(form: FormDefinition) -> dict[str, list[int]]:
    """Return the codes of each item's boxes in the order of the paper."""
    boxes: dict[str, list[int]] = defaultdict(list)
    for box in lay_out(form.as_asked(), Language.SV).boxes:
        sort, _, number = box.part.partition(" ")
        if sort == "choice":
            boxes[box.item].append(int(number))
    return boxes


def asked(form: FormDefinition) -> list[Item]:
    items = [item for question in form.as_asked().questions for item in question.items]
    return [
        item
        for item in items
        if not isinstance(item.kind, Words)
        and item.export is None
        and item.role is not Role.IDENTIFIER
    ]


def squeezed(text: str) -> str:
    """Return a text without blanks and hyphens, which a line's end may add or take."""
    return re.sub(r"[\s\u00ad-]", "", text)


@LANGUAGES
@FORMS
def test_the_question_in_the_codebook_is_the_one_on_paper_in_the_same_order(
    form: FormDefinition, language: Language
) -> None:
    paper = squeezed(" ".join(page_texts(print_blank(form.as_asked(), language))))
    told = labels(form, language)
    place = 0
    for question in form.as_asked().questions:
        wording = squeezed(question.wording.in_language(language))
        found = paper.find(wording, place)
        assert found >= place, question.number
        place = found
        for item in question.items:
            if item.name in told and item in asked(form):
                label = squeezed(told[item.name])
                assert label.startswith(wording)
                # What a row or a box adds to the question is printed too.
                added = told[item.name].split(" – ")[1:]
                assert all(squeezed(part) in paper for part in added), item.name


@FORMS
def test_the_codes_in_the_codebook_are_those_of_the_boxes_on_paper(form: FormDefinition) -> None:
    told = codes(form)
    if form.rows:
        # A table has boxes to write codes in, and tells the codes below; its own test says so.
        return
    boxes = boxes_on_paper(form)
    for item in asked(form):
        match item.kind:
            case Choice(choices):
                assert boxes[item.name] == list(choices) == told[item.name]
            case Scale(smallest, largest):
                assert boxes[item.name] == list(range(smallest, largest + 1))
                assert set(told[item.name]) <= set(boxes[item.name])
            case Several(options):
                assert boxes[item.name] == [*range(1, len(options) + 1), 0]
                columns = [name for name in told if name.startswith(f"{item.name}_")]
                assert columns == [f"{item.name}_{option}" for option in options]


@LANGUAGES
@FORMS
def test_the_page_asks_the_same_questions_in_the_same_order(
    form: FormDefinition, language: Language
) -> None:
    page = entry_page(form.form, language)
    told = labels(form, language)
    order = [name for name in items_of(page) if name in {item.name for item in asked(form)}]
    assert order == [item.name for item in asked(form)]
    # A day that the form gives no export leaves no trace in the codebook.
    assert [name for name in order if name in told] == [name for name in told if name in order]
    text = squeezed(plain(page))
    place = 0
    for question in form.as_asked().questions:
        found = text.find(squeezed(question.wording.in_language(language)), place)
        assert found >= place, question.number
        place = found
        for item in question.items:
            added = told.get(item.name, "").split(" – ")[1:] if item in asked(form) else []
            assert all(squeezed(part) in text for part in added), item.name


@LANGUAGES
@FORMS
def test_the_page_has_the_codes_and_words_of_the_codebook(
    form: FormDefinition, language: Language
) -> None:
    items = items_of(entry_page(form.form, language))
    boxes = boxes_on_paper(form)
    for item in asked(form):
        if form.rows:
            # A table has boxes to write codes in; the page has a box for each code.
            boxes[item.name] = list(getattr(item.kind, "codes", ()))
        assert codes_of(items[item.name]) == boxes[item.name]
        match item.kind:
            case Choice(choices=words) | Scale(anchors=words):
                shown = [label.in_language(language) for label in words.values()]
            case Several(options=options, none=none):
                shown = [label.in_language(language) for label in (*options.values(), none)]
            case _:
                shown = []
        text = squeezed(plain(items[item.name]))
        assert [label for label in shown if squeezed(label) not in text] == []
