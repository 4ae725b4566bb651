import re
from pathlib import Path

import pytest

from kast_eval.definition.form import Condition
from kast_eval.errors import DefinitionError
from kast_eval.study.course.conversation import When
from kast_eval.study.course.read_conversation import ASKED, read_conversation
from tests.definition.example import REAL_FORMS
from tests.definition.lix import lix, sentences_of
from tests.study.course.golden_cases import CONVERSATION, FORMS

SOURCE = (REAL_FORMS / "conversation.yaml").read_text("utf-8")
EASY = 30
HAPPENED = {When.SOME, When.NONE}


def test_a_rating_is_shown_only_by_the_answers_that_say_it_was_handed_over() -> None:
    assert CONVERSATION.handed_over == Condition("fill_mode", frozenset({1, 3, 4, 5}))
    shown = {line.item for line in (*CONVERSATION.curves, *CONVERSATION.since)}
    assert not shown & {line.item for line in CONVERSATION.rated}


def test_what_leaves_with_the_client_tells_of_no_purchase() -> None:
    assert not any(line.taken for line in CONVERSATION.since)


def test_every_client_can_be_asked_three_questions() -> None:
    assert sum(one.when is When.ALWAYS for one in CONVERSATION.questions) >= ASKED


def test_every_question_is_in_plain_swedish() -> None:
    texts = [re.sub(r"{\w+}", "3", one.wording.sv) for one in CONVERSATION.questions]
    assert max(lix(sentences_of(text)) for text in texts) <= EASY


@pytest.mark.parametrize(
    ("part", "spoiled", "line", "says"),
    [
        ("conversation: 1", "conversation: 2", 4, "heltal från 1 till 1"),
        ("form: checkin", "form: chekin", 5, "Menade du «checkin»"),
        ("form: checkin", "form: closing", 5, "inte i vid varje samtal"),
        ("urge_max_7d, taken: true", "urge, taken: true", 8, "urge_max_7d"),
        ("urge_max_7d, taken: true", "since_main, taken: true", 8, "En kurva ritas av en skala"),
        ("taken: true", "taken: ja", 8, "true eller false"),
        ("item: since_main", "item: mood_7d", 14, "ett antal eller ett val"),
        ("{since_buy: [0]}", "{since_buy: [7]}", 13, "har inte koden 7"),
        ("{since_buy: [0]}", "{mood_7d: [0]}", 13, "ingen fråga med ett kryss"),
        ("{since_buy: [0]}", "{bought: [0]}", 13, "ingen fråga med ett kryss"),
        ("{since_buy: [0]}", "{since_buy: [0], since_main: [0]}", 13, "en fråga och dess koder"),
        ("{since_buy: [0]}", "{since_buy: []}", 13, "Listan är tom"),
        ("item: trig,", "item: age_years,", 21, "rutor att kryssa i"),
        ("item: sess_topic", "item: mood_7d", 27, "kan läggas i kuvert"),
        ("[1, 3, 4, 5]", "[1, 9]", 29, "har inte koden 9"),
        ("name: main_some", "name: bought_some", 38, "två gånger"),
        ("about: since_main", "about: since_then", 39, "since_main"),
        ("    about: since_buy_n\n    when: some", "    when: some", 34, "«some» passar inte"),
        ("when: down", "when: sunk", 55, "inte känt"),
        ("when: down", "when: none", 55, "«none» passar inte"),
        ("skrev {now} köp", "skrev {before} köp", 36, "«{before}» går inte"),
        ("skrev {now} köp", "skrev {now köp", 36, "Klamrarna"),
        ("when: always", "when: answered", 124, "«answered» passar inte"),
        (
            "name: after\n    when: always",
            "name: after\n    about: trig\n    when: answered",
            33,
            "Minst 3 frågor",
        ),
        ("    en: What would you like to talk about today?\n", "", 123, "«en» saknas"),
    ],
)
def test_a_fault_is_told_at_its_place(
    tmp_path: Path, part: str, spoiled: str, line: int, says: str
) -> None:
    assert part in SOURCE
    (tmp_path / "conversation.yaml").write_text(SOURCE.replace(part, spoiled, 1), "utf-8")
    with pytest.raises(DefinitionError, match=says) as refused:
        read_conversation(tmp_path, FORMS)
    assert (refused.value.file, refused.value.line) == ("conversation.yaml", line)


def test_no_question_asks_the_client_to_account_for_an_answer() -> None:
    assert not any("tänkte du" in one.wording.sv for one in CONVERSATION.questions)
    happened = [one.wording.sv for one in CONVERSATION.questions if one.when in HAPPENED]
    assert happened
    assert all(text.startswith("Du skrev ") for text in happened)
