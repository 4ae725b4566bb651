from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds.answer import Missing, Ruling
from kast_eval.quality.gaps import Gaps, ItemGaps, flagged
from kast_eval.quality.response import FILL_MODE
from kast_eval.training.random_texts import random_texts
from tests.study.sheets import schedule

DAY = date(2026, 9, 1)


def counted(texts: Iterable[Mapping[str, str]], definition: FormDefinition | None = None) -> Gaps:
    gaps = Gaps(FILL_MODE)
    paper = (definition or schedule().forms["checkin"]).as_asked()
    for one in texts:
        gaps.add(paper, read_answers(paper, one, today=DAY).answers)
    return gaps


def item(gaps: Gaps, name: str) -> ItemGaps:
    return next(one for one in gaps.of_items() if one.item.name == name)


def test_blanks_refusals_and_unclear_marks_are_counted_by_question() -> None:
    texts = ["", "v", "7", "7", "o", "1|9", "3|4", "?"]
    mood = item(counted({"mood_7d": text} for text in texts), "mood_7d")
    assert (mood.asked, mood.blank, mood.unclear) == (8, 1, 2)
    assert mood.missing == {
        Missing.UNANSWERED: 1,
        Missing.REFUSED: 1,
        Missing.UNREADABLE: 1,
        Missing.SEVERAL_MARKS: 1,
        Missing.DONT_KNOW: 1,
    }


def test_ambiguous_marks_are_told_by_what_they_were_ruled_to_be() -> None:
    mood = item(counted({"mood_7d": text} for text in ("3|4", "1|9", "o", "5")), "mood_7d")
    assert mood.marks == {None: 1, Missing.SEVERAL_MARKS: 1, Missing.UNREADABLE: 1}


def test_a_question_that_is_rightly_skipped_is_not_asked() -> None:
    gaps = counted([{"since_buy": "0"}, {"since_buy": "1"}, {"since_buy": "0", "since_buy_n": "3"}])
    number = item(gaps, "since_buy_n")
    assert (number.asked, number.blank) == (2, 1)
    assert number.ruled[Ruling.SKIP_ANSWERED] == 1


def test_a_question_is_flagged_above_ten_per_cent_blank_and_not_at_it() -> None:
    at, above = ([""] * empty + ["5"] * 9 for empty in (1, 2))
    assert not item(counted({"mood_7d": text} for text in at), "mood_7d").often_blank
    assert item(counted({"mood_7d": text} for text in above), "mood_7d").often_blank


def test_a_question_is_flagged_above_two_per_cent_unclear_and_not_at_it() -> None:
    at, above = (["o"] * unclear + ["5"] * (50 - unclear) for unclear in (1, 2))
    assert not item(counted({"mood_7d": text} for text in at), "mood_7d").often_unclear
    assert item(counted({"mood_7d": text} for text in above), "mood_7d").often_unclear


def test_what_needs_a_look_most_comes_first() -> None:
    filled = {"since_main": "0", "mood_7d": "5"}
    sheets = [filled] * 4 + [{**filled, "mood_7d": ""}, {"since_main": "", "mood_7d": ""}]
    names = [one.item.name for one in flagged(counted(sheets).of_items())]
    assert names.index("mood_7d") < names.index("since_main")


def test_a_sheet_of_only_missing_answers_leaves_every_question_blank() -> None:
    found = counted([{}]).of_items()
    assert found
    assert all((one.asked, one.blank) == (1, 1) for one in found)
    assert counted([{}]).of_modes() is None


def test_free_text_is_no_gap() -> None:
    definition = schedule().forms["start_staff"]
    names = {one.item.name for one in counted([{}], definition).of_items()}
    assert "ref_source" in names
    assert "ref_source_txt" not in names


def test_two_versions_count_as_one_question_with_the_newest_words() -> None:
    first = schedule().forms["checkin"].as_asked()
    second = replace(first, version=2)
    for order in ((first, second), (second, first)):
        gaps = Gaps(FILL_MODE)
        for paper in order:
            gaps.add(paper, read_answers(paper, {"mood_7d": "5"}, today=DAY).answers)
        mood = item(gaps, "mood_7d")
        assert (mood.asked, mood.form.version) == (2, 2)


def test_a_question_of_an_older_version_only_is_asked_there_only() -> None:
    first = schedule().forms["checkin"].as_asked()
    without = replace(first, version=2, sections=first.sections[:-1])
    gone = first.sections[-1].questions[0].items[0].name
    gaps = Gaps(FILL_MODE)
    for paper in (first, without, without):
        gaps.add(paper, read_answers(paper, {}, today=DAY).answers)
    assert (item(gaps, gone).asked, item(gaps, "mood_7d").asked) == (1, 3)


def test_ways_of_filling_in_are_counted_when_they_are_told() -> None:
    modes = counted({"fill_mode": text} for text in ("1", "4", "1", "", "1|2")).of_modes()
    assert modes is not None
    assert modes.counts == {1: 2, 4: 1}


@given(st.integers(0, 10_000), st.sampled_from(sorted(schedule().forms)))
def test_no_question_has_more_gaps_than_sheets(seed: int, form: str) -> None:
    definition = schedule().forms[form].as_asked()
    chooser = Random(seed)
    texts = [random_texts(definition, chooser, last_day=DAY) for _ in range(3)]
    for one in counted(texts, definition).of_items():
        assert 1 <= one.asked <= 3
        assert sum(one.missing.values()) <= one.asked
        assert sum(one.marks.values()) <= one.asked
        assert one.blank + one.unclear <= one.asked
