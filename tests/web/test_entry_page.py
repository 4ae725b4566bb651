import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from kast_eval.definition.form import FormDefinition, Item, Subject
from kast_eval.kinds import Choice, Scale, Several, Words
from kast_eval.store.database import open_database
from kast_eval.study.timepoint import numbers
from kast_eval.web.app import create_app
from kast_eval.wording import Language
from tests.actions.at_the_clinic import ANNA, code, library, plan
from tests.web.reading import Element, fields_of
from tests.web.visitor import Visitor

CODES = {Subject.CLIENT: code(1), Subject.RELATIVE: code(1, "RX"), Subject.CLINIC: ""}
EVERY_FORM = [definition.as_asked() for definition in library().newest_forms]


@dataclass
class Pages:
    """The page of each form in each language, opened once for all tests that only read it."""

    visitor: Visitor
    read: dict[tuple[str, Language], Element] = field(default_factory=dict)

    def of(self, definition: FormDefinition, language: Language) -> Element:
        key = definition.form, language
        if key not in self.read:
            self.read[key] = self._opened(definition, language)
        return self.read[key]

    def _opened(self, definition: FormDefinition, language: Language) -> Element:
        chosen = {"csrf_token": self.visitor.token(), "language": language.value}
        self.visitor.post("/language", chosen)
        number = min(numbers(definition.timing) or (1,))
        code_of = CODES[definition.subject]
        page = self.visitor.page(self.visitor.open(definition.letter, code_of, str(number)))
        assert page.one("html").attributes["lang"] == language
        return page


@pytest.fixture(scope="module")
def pages(made_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = shutil.copytree(made_folder, tmp_path_factory.mktemp("pages") / "instance")
    database = open_database(folder, training=True)
    visitor = Visitor(create_app(database, plan()))
    visitor.sign_in(database, ANNA)
    yield Pages(visitor)
    database.close()


@pytest.mark.parametrize(("definition", "language"), list(product(EVERY_FORM, Language)))
def test_the_page_asks_what_the_paper_asks_in_its_order(
    pages: Pages, definition: FormDefinition, language: Language
) -> None:
    page = pages.of(definition, language)
    shown = [one.text for one in page.all(class_="item__words") if one.text]
    asked = [item.wording for item in definition.head]
    for question in definition.questions:
        asked += [question.wording] if question.is_grid else []
        asked += [
            item.short if question.is_grid or item.write_in_for else question.wording
            for item in question.items
        ]
    # The page of a client's first sheet asks who it is.
    new = definition.subject is Subject.CLIENT
    assert shown[new:] == [one.in_language(language) for one in asked]


@pytest.mark.parametrize("definition", EVERY_FORM)
def test_every_number_of_the_paper_stands_on_the_page(
    pages: Pages, definition: FormDefinition
) -> None:
    page = pages.of(definition, Language.SV)
    shown = [one.text for one in page.all(class_="item__number")]
    printed: list[str] = []
    for question in definition.questions:
        printed += [question.number] if question.is_grid else []
        printed += [item.number for item in question.items if not item.write_in_for]
    assert shown == printed


@pytest.mark.parametrize(("definition", "language"), list(product(EVERY_FORM, Language)))
def test_every_box_of_the_paper_stands_on_the_page(
    pages: Pages, definition: FormDefinition, language: Language
) -> None:
    page = pages.of(definition, language)
    for item in definition.items:
        if isinstance(item.kind, Choice | Scale | Several):
            boxes = page.one("ol", id=f"boxes_{item.name}").all("li")
            assert [int(box.one(class_="box__code").text) for box in boxes] == list(item.kind.codes)
            assert [box.one(class_="box__letter").text for box in boxes] == list(
                "abcdefghijklmn"[: len(boxes)]
            )
            assert [label_of(box) for box in boxes] == labels(item, language)


def labels(item: Item, language: Language) -> list[str]:
    match item.kind:
        case Choice(choices=worded) | Scale(anchors=worded):
            given = [worded.get(code) for code in item.kind.codes]
        case Several(options=options, none=none):
            given = [*options.values(), none]
        case _:
            raise AssertionError(item.kind)
    return ["" if one is None else one.in_language(language) for one in given]


def label_of(box: Element) -> str:
    return "".join(label.text for label in box.all(class_="box__label"))


@pytest.mark.parametrize("definition", EVERY_FORM)
def test_words_that_stay_on_paper_have_no_field(pages: Pages, definition: FormDefinition) -> None:
    fields = fields_of(pages.of(definition, Language.SV).one("form", id="entry"))
    for item in definition.items:
        keyed = not isinstance(item.kind, Words) or item.kind.keyed
        assert (f"text_{item.name}" in fields) is keyed


@pytest.mark.parametrize("definition", EVERY_FORM)
def test_every_field_is_labelled_by_what_it_asks(pages: Pages, definition: FormDefinition) -> None:
    page = pages.of(definition, Language.SV)
    labelled = {one.attributes["for"] for one in page.all("label")}
    fields = page.one("form", id="entry").all("input", class_="key-box")
    assert {one.attributes["id"] for one in fields} <= labelled


@pytest.mark.parametrize("definition", EVERY_FORM)
def test_what_describes_a_field_is_on_the_page(pages: Pages, definition: FormDefinition) -> None:
    page = pages.of(definition, Language.SV)
    ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in page.all("input", class_="key-box"):
        assert set(one.attributes["aria-describedby"].split()) <= set(ids)


def test_a_clients_form_has_the_box_for_not_wanting_to_answer(anna: Visitor) -> None:
    page = anna.page(anna.open("c"))
    item = page.one(id="item_mood_7d")
    assert item.one(class_="refusal").text == "v Vill inte svara"
    assert not page.one(id="item_fill_mode").all(class_="refusal")
    assert not anna.page(anna.open("d")).all(class_="refusal")


def test_the_page_says_when_a_question_is_to_be_answered(anna: Visitor) -> None:
    start = anna.page(anna.open("a"))
    said = {
        one.attributes["id"].removeprefix("only_if_"): one.text
        for one in start.all(class_="only-if")
    }
    assert said["goal_main_txt"] == "Bara om ruta 97 är kryssad."
    assert said["buy_phys_30d_n"] == "Bara om fråga 10: ja."
    assert said["main_days_30d"] == "Inte om fråga 9: inget särskilt."
    checkin = anna.page(anna.open("c"))
    assert checkin.one(id="only_if_since_buy").text == (
        "Bara om personen är: klient som köper eller har köpt sex."
    )


def test_a_known_client_is_not_asked_for_again(app: Flask, anna: Visitor) -> None:
    del app
    anna.enter({"mood_7d": "7"})
    fields = anna.fields(anna.open(number="2"))
    assert "text_person_type" not in fields
    assert fields["person_type"] == "1"


def test_no_two_fields_are_told_by_the_same_name(anna: Visitor) -> None:
    path = anna.open("a", number="")
    boxes = anna.page(path).all("input", class_="key-box")
    numbers = [
        box.attributes["data-name"] for box in boxes if box.attributes["data-name"][0].isdigit()
    ]
    assert len(set(numbers)) == len(numbers)
