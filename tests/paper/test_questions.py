"""Skips, and questions that cannot be drawn."""

from dataclasses import replace

import pytest

from kast_eval.definition.form import Condition, Filler, FormDefinition, Question
from kast_eval.errors import KastEvalError
from kast_eval.kinds import Choice, Count, Day, Kind, Words
from kast_eval.paper.layout import lay_out
from kast_eval.paper.measures import OUTLINE
from kast_eval.paper.type import text_width
from kast_eval.wording import Language
from tests.paper.forms import FORMS, NO_YES, grid_question, item, question, sample, words


def texts_of(definition: FormDefinition, language: Language) -> str:
    return " ".join(
        text.text for page in lay_out(definition, language).pages for text in page.texts
    )


def asked_if(number: int, value: int) -> Question:
    only_if = Condition("item_1", frozenset({value}))
    return replace(
        question(number, Count(9)), items=(item(f"item_{number}", Count(9), only_if=only_if),)
    )


def test_a_choice_that_skips_points_to_the_next_question_that_is_asked() -> None:
    definition = sample(question(1, NO_YES), asked_if(2, 1), asked_if(3, 1), question(4, Count(9)))
    assert "nej → gå till fråga 4" in texts_of(definition, Language.SV)
    assert "nej (en) → go to question 4" in texts_of(definition, Language.EN)
    assert "ja →" not in texts_of(definition, Language.SV)


def test_a_choice_after_which_nothing_is_asked_says_so() -> None:
    definition = sample(question(1, NO_YES), asked_if(2, 1))
    assert "nej → du är klar" in texts_of(definition, Language.SV)


def test_no_arrow_where_the_next_question_is_asked_or_there_is_none() -> None:
    definition = sample(question(1, NO_YES), question(3, Count(9)), asked_if(2, 1))
    assert "→" not in texts_of(definition, Language.SV)
    assert "→" not in texts_of(sample(question(1, NO_YES)), Language.SV)


def test_form_a_sends_who_never_bought_to_question_16() -> None:
    start = next(one for one in FORMS if one.form == "start")
    assert "nej → gå till fråga 16" in texts_of(start, Language.SV)


def test_a_skip_over_questions_that_are_asked_is_printed_where_it_ends() -> None:
    later = sample(question(1, NO_YES), question(3, Count(9)), asked_if(2, 1))
    assert "Gäller inte dig som kryssade ”nej” i fråga 1." in texts_of(later, Language.SV)
    assert "Not for you who crossed “nej (en)” in question 1." in texts_of(later, Language.EN)
    led = sample(question(1, NO_YES), asked_if(2, 1), question(3, Count(9)))
    assert "Gäller inte" not in texts_of(led, Language.SV)


def test_words_of_whom_a_question_is_not_for_stand_before_its_hint() -> None:
    asked = replace(asked_if(2, 1), hint=words("Räkna."))
    definition = sample(question(1, NO_YES), question(3, Count(9)), asked)
    assert "i fråga 1. Räkna." in texts_of(definition, Language.SV)


def test_a_question_that_hangs_on_the_head_says_nothing_of_it() -> None:
    asked = replace(asked_if(2, 1), items=(
        item("item_2", Count(9), only_if=Condition("person_type", frozenset({1}))),
    ))  # fmt: skip
    assert "Gäller inte" not in texts_of(sample(question(1, NO_YES), asked), Language.SV)


def test_form_a_says_at_question_16_that_it_hangs_on_question_9() -> None:
    start = next(one for one in FORMS if one.form == "start")
    told = "Gäller inte dig som kryssade ”inget särskilt” i fråga 9."
    assert texts_of(start, Language.SV).count(told) == 1


@pytest.mark.parametrize(
    ("kinds", "columns"),
    [((Day(), Day()), 0), ((Words(), Words()), 0), ((NO_YES, NO_YES), 2), ((NO_YES, Count(9)), 0)],
)
def test_a_grid_of_other_kinds_is_refused(kinds: tuple[Kind, ...], columns: int) -> None:
    with pytest.raises(KastEvalError, match="frågan 1 kan inte ritas som ett rutnät"):
        lay_out(sample(grid_question(1, kinds, columns)), Language.SV)


def test_a_head_item_may_be_a_number() -> None:
    definition = replace(sample(question(1, NO_YES)), head=(item("number", Count(999)),))
    parts = [box.part for box in lay_out(definition, Language.SV).boxes if box.item == "number"]
    assert parts == ["digit 0", "digit 1", "digit 2"]


def test_many_head_items_take_several_rows() -> None:
    choice = Choice({1: words("en ganska lång lydelse"), 2: words("en annan lång lydelse")})
    items = tuple(item(f"item_nummer_{place}", choice) for place in range(5))
    definition = replace(sample(question(1, NO_YES)), head=items)
    boxes = lay_out(definition, Language.SV).boxes
    assert len({box.y for box in boxes if box.item.startswith("item_nummer")}) > 1


def test_a_grid_of_the_staff_has_no_boxes_for_not_wanting_to_answer() -> None:
    definition = sample(grid_question(1, (NO_YES, NO_YES), 0), filler=Filler.STAFF)
    parts = {box.part for box in lay_out(definition, Language.SV).boxes}
    assert "missing -4" not in parts
    assert "choice 1" in parts


def test_a_legend_that_fills_its_last_line_leaves_room_for_the_pictures() -> None:
    legend = words("ord " * 50)
    definition = replace(sample(question(1, NO_YES)), legend=legend)
    page = lay_out(definition, Language.SV).pages[0]
    lines = [text for text in page.texts if text.text.startswith("ord ord")]
    pictures = min(line.x1 for line in page.lines if line.width == OUTLINE)
    assert len(lines) > 1
    assert lines[-1].x + text_width(lines[-1].text, lines[-1].style) < pictures
