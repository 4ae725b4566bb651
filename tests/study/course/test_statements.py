from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kinds.answer import Answer, Missing
from kast_eval.study.course.own import AnsweredSheet
from kast_eval.study.course.questions import questions_of
from kast_eval.study.course.read_conversation import ASKED
from kast_eval.study.course.series import ENOUGH, Course, course_of
from kast_eval.study.course.statements import most_said, said, series_said
from kast_eval.wording import Language
from tests.study.course.golden_cases import CONVERSATION

CODES = st.one_of(st.integers(0, 10), st.sampled_from([one.value for one in Missing]))
ITEMS = [line.item for line in CONVERSATION.curves]
SHEETS = st.lists(st.fixed_dictionaries(dict.fromkeys(ITEMS, CODES)), max_size=12)
JUDGING = ("bra", "dåligt", "bättre", "sämre", "normalt", "högt", "lågt", "grattis", "tyvärr")


def sheet(numbered: tuple[int, dict[str, int]]) -> AnsweredSheet:
    number, codes = numbered
    answers = {name: Answer((code,)) for name, code in codes.items()}
    return AnsweredSheet("checkin", 1, number, None, answers)


def course(sheets: list[dict[str, int]]) -> Course:
    return course_of(CONVERSATION, map(sheet, enumerate(sheets, start=1)))


@given(SHEETS)
def test_nothing_is_said_of_how_fewer_than_three_answers_went(sheets: list[dict[str, int]]) -> None:
    found = course(sheets)
    for series in found.curves:
        told = said(series_said(series), Language.SV)
        assert ("vid samtal" in told) == (len(series.answered) >= ENOUGH)
    if all(len(series.answered) < ENOUGH for series in found.curves):
        assert most_said(found) == ()


@given(SHEETS)
def test_what_is_said_judges_nothing(sheets: list[dict[str, int]]) -> None:
    found = course(sheets)
    sentences = [said(series_said(one), Language.SV) for one in found.curves]
    sentences += [one.in_language(Language.SV) for one in most_said(found)]
    words = {word.strip(".,:").lower() for text in sentences for word in text.split()}
    assert not words & set(JUDGING)


@given(SHEETS)
def test_a_question_that_compares_needs_three_answers(sheets: list[dict[str, int]]) -> None:
    found = course(sheets)
    asked = questions_of(found)
    assert len(asked) == ASKED
    enough = {series.line.item for series in found.curves if series.is_enough}
    assert {one.question.about for one in asked if "before" in one.details} <= enough


@given(SHEETS.flatmap(lambda made: st.permutations([*enumerate(made, start=1)])))
def test_the_order_in_which_sheets_come_changes_nothing(
    numbered: list[tuple[int, dict[str, int]]],
) -> None:
    assert course_of(CONVERSATION, map(sheet, numbered)) == course_of(
        CONVERSATION, map(sheet, sorted(numbered, key=itemgetter(0)))
    )
