from collections import Counter
from datetime import date
from random import Random

from kast_eval.answers.notes import check_notes
from kast_eval.answers.read import read_answers
from kast_eval.kinds.answer import Missing, Ruling
from kast_eval.training.random_texts import random_texts
from kast_eval.training.untidy import SHARE, untidy
from tests.definition.example import real_library

TODAY = date(2026, 9, 30)
START = real_library().newest("start")
SHEETS = 400


def untidied() -> list[tuple[dict[str, str], dict[str, str], dict[str, str]]]:
    chooser = Random(3)
    made = []
    for _ in range(SHEETS):
        texts = random_texts(START, chooser, last_day=TODAY)
        made.append(
            (texts, *untidy(START, texts, chooser, last_day=TODAY, spared=frozenset({"gender"})))
        )
    return made


MADE = untidied()


def test_unclear_paper_can_still_be_keyed() -> None:
    for _, texts, notes in MADE:
        assert read_answers(START, texts, today=TODAY).errors == ()
        assert check_notes(START, texts, notes) == ()


def test_every_way_of_being_unclear_comes_up() -> None:
    rulings: Counter[Ruling] = Counter()
    missing: Counter[Missing | None] = Counter()
    for _, texts, _ in MADE:
        for answer in read_answers(START, texts, today=TODAY).answers.values():
            rulings.update(answer.rulings)
            missing[answer.missing] += 1
    assert set(rulings) == set(Ruling) - {Ruling.TOO_MANY}
    assert set(missing) >= {
        None, Missing.SKIPPED, Missing.DONT_KNOW, Missing.REFUSED, Missing.SEVERAL_MARKS,
        Missing.UNREADABLE, Missing.UNANSWERED,
    }  # fmt: skip
    written = {text for _, texts, _ in MADE for text in texts.values()}
    assert any(text.startswith("minst ") for text in written)
    assert any("|" in text for text in written)
    assert any(len(text) == len("2026-09") and text.startswith("2026-") for text in written)


def test_most_answers_stay_clear_and_the_spared_ones_always() -> None:
    changed = sum(
        clear[name] != texts[name] for clear, texts, _ in MADE for name in clear if clear[name]
    )
    all_answers = sum(bool(text) for clear, _, _ in MADE for text in clear.values())
    assert 0 < changed / all_answers <= SHARE
    assert all(clear["gender"] == texts["gender"] for clear, texts, _ in MADE)
