from dataclasses import replace

from flask import Flask

from kast_eval.definition.form import Item, Role
from kast_eval.kinds import Several, Words
from kast_eval.web.asked_when import asked_when, write_in_code
from kast_eval.wording import Wording
from tests.actions.at_the_clinic import library

W = Wording("ord", "word")


def test_words_beside_one_of_several_boxes_are_for_that_box(app: Flask) -> None:
    several = Several({"a": W, "other": W}, W, write_ins={"other": "other_txt"})
    host = Item("host", "1", W, W, several, Role.OTHER)
    beside = Item("other_txt", "1", W, W, Words(largest=60), Role.TEXT, write_in_for="host")
    definition = replace(library().newest("session"), head=(host, beside), sections=())
    assert write_in_code(definition, beside) == 2
    with app.test_request_context():
        assert asked_when(definition, beside) == "Bara om ruta 2 är kryssad."


def test_what_is_always_asked_has_no_condition(app: Flask) -> None:
    definition = library().newest("session")
    with app.test_request_context():
        assert asked_when(definition, definition.item("attended")) == ""
