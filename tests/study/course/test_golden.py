import pytest

from kast_eval.study.course.questions import questions_of
from kast_eval.study.course.read_conversation import ASKED
from kast_eval.study.course.series import HIDDEN
from kast_eval.study.course.statements import missing_said, most_said, said, series_said
from kast_eval.wording import Language
from tests.study.course.golden_cases import CASES, Case

AT_LEAST = 60


def test_the_golden_set_is_large_and_tells_its_cases_apart() -> None:
    assert len(CASES) >= AT_LEAST
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_the_sheet_says_and_asks_what_was_laid_down(case: Case) -> None:
    course = case.course
    told = (*course.curves, *course.since)
    assert tuple(said(series_said(one), Language.SV) for one in told) == case.says
    assert tuple(one.in_language(Language.SV) for one in missing_said(course)) == case.missing
    assert tuple(one.in_language(Language.SV) for one in most_said(course)) == case.most
    assert tuple(one.question.name for one in questions_of(course)) == case.asks


@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_what_the_client_gave_is_shown_as_it_was_given(case: Case) -> None:
    course = case.course
    shown = [point.code for series in course.rated for point in series.points]
    assert shown == [HIDDEN if one == "hidden" else one for one in case.ratings]
    own = {one.of.item.name: one.wording.sv for one in course.own}
    assert case.own.items() <= own.items()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)
def test_a_question_is_asked_with_its_numbers_in_place(case: Case, language: Language) -> None:
    asked = [one.in_language(language) for one in questions_of(case.course)]
    assert len(asked) == ASKED
    assert not any("{" in text or "}" in text for text in asked)
