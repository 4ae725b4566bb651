import pytest

from kast_eval.answers.finding import Finding
from kast_eval.answers.notes import check_notes
from kast_eval.kinds.text import LONGEST_TEXT
from kast_eval.wording import Wording
from tests.definition.example import real_library

CHECKIN = real_library().newest("checkin").as_asked()


@pytest.mark.parametrize("mark", ["x", "X", " x "])
def test_an_ambiguous_mark_needs_a_note(mark: str) -> None:
    texts = {"since_buy": mark, "mood_7d": "3"}
    (finding,) = check_notes(CHECKIN, texts, {})
    assert finding.items == ("since_buy",)
    assert check_notes(CHECKIN, texts, {"since_buy": "kryss mellan rutorna"}) == ()


def test_any_item_may_have_a_note() -> None:
    assert check_notes(CHECKIN, {}, {"mood_7d": "n" * LONGEST_TEXT}) == ()


def test_a_note_that_is_too_long_is_told() -> None:
    (finding,) = check_notes(CHECKIN, {}, {"mood_7d": "n" * (LONGEST_TEXT + 1)})
    assert finding.items == ("mood_7d",)
    assert finding.details == {"largest": LONGEST_TEXT}


def test_a_note_to_no_item_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        check_notes(CHECKIN, {}, {"no_such_item": "note"})


def test_the_key_of_a_finding_tells_it_from_others() -> None:
    findings = (
        Finding(("a",), "text"),
        Finding(("b",), "text"),
        Finding(("a", "b"), "text"),
        Finding(("a",), "other"),
        Finding(("a",), Wording("ord", "word")),
    )
    assert len({finding.key for finding in findings}) == len(findings)
    assert Finding(("a",), "text", {"largest": 3}).key == Finding(("a",), "text").key
