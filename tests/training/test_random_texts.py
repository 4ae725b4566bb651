from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Choice, Several, Words
from kast_eval.kinds.answer import Missing
from kast_eval.training.random_texts import random_text, random_texts
from tests.definition.example import real_library

TODAY = date(2026, 9, 30)
LIBRARY = real_library()
START = LIBRARY.newest("start")

WHOLE_AND_ASKED = [*LIBRARY.forms, *(form.as_asked() for form in LIBRARY.forms)]


@given(st.sampled_from(WHOLE_AND_ASKED), st.integers(), st.sampled_from([1, 2, 3]))
def test_every_random_sheet_can_be_read_without_errors(
    form: FormDefinition, seed: int, person_type: int
) -> None:
    known = {"person_type": person_type}
    texts = random_texts(form, Random(seed), last_day=TODAY, known=known)
    assert list(texts) == [item.name for item in form.items]
    reading = read_answers(form, texts, today=TODAY, known=known)
    assert reading.errors == ()
    # Nobody answers what the paper leads past.
    assert not any(answer.rulings & {"skip_answered"} for answer in reading.answers.values())


@given(st.sampled_from(WHOLE_AND_ASKED), st.integers())
def test_every_question_that_is_asked_has_an_answer(form: FormDefinition, seed: int) -> None:
    texts = random_texts(form, Random(seed), last_day=TODAY, known={"person_type": 1})
    reading = read_answers(form, texts, today=TODAY, known={"person_type": 1})
    missing = {answer.missing for answer in reading.answers.values()}
    assert missing <= {None, Missing.SKIPPED}


def test_chosen_texts_stand_instead() -> None:
    texts = random_texts(
        START, Random(1), last_day=TODAY, chosen={"age_years": "41", "buy_ever": "0"}
    )
    assert texts["age_years"] == "41"
    assert texts["buy_phys_30d_n"] == ""


def test_the_same_seed_gives_the_same_texts() -> None:
    first, second, other = (random_texts(START, Random(seed), last_day=TODAY) for seed in (1, 1, 2))
    assert first == second != other


def written_beside(form: FormDefinition, chosen: dict[str, str]) -> str:
    texts = random_texts(form, Random(1), last_day=TODAY, chosen=chosen)
    return texts["goal_main_txt"]


def test_a_write_in_is_written_only_beside_its_ticked_box() -> None:
    assert written_beside(START, {"goal_main": "97"}) != ""
    assert written_beside(START, {"goal_main": "1"}) == ""


def test_a_write_in_beside_a_box_of_several_is_written_when_that_is_ticked() -> None:
    several = Several(
        {"talk": START.title, "other": START.title}, START.title, None, {"other": "goal_main_txt"}
    )
    form = replace(START, head=(replace(START.item("goal_main"), kind=several),
                                START.item("goal_main_txt")), sections=())  # fmt: skip
    assert written_beside(form, {"goal_main": "1 2"}) != ""
    assert written_beside(form, {"goal_main": "1"}) == ""
    assert written_beside(form, {"goal_main": "0"}) == ""


def test_words_that_stay_on_paper_are_never_keyed() -> None:
    assert random_text(Words(lines=2), Random(1), TODAY) == ""
    assert random_text(Words(largest=60), Random(1), TODAY) != ""


def test_every_choice_and_every_box_comes_up() -> None:
    gender, trig = START.item("gender").kind, START.item("trig").kind
    assert isinstance(gender, Choice)
    assert isinstance(trig, Several)
    chooser = Random(1)
    chosen = {random_text(gender, chooser, TODAY) for _ in range(200)}
    ticked = {code for _ in range(300) for code in random_text(trig, chooser, TODAY).split()}
    assert chosen == {str(code) for code in gender.codes}
    assert ticked == {str(code) for code in trig.codes}


@pytest.mark.parametrize("form", LIBRARY.forms, ids=lambda form: form.form)
def test_no_day_is_after_the_last(form: FormDefinition) -> None:
    for seed in range(50):
        texts = random_texts(form, Random(seed), last_day=date(2026, 1, 3))
        for name in ("fill_date", "session_date"):
            assert texts.get(name, "") <= "2026-01-03"
