import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import kast_eval
from kast_eval.kinds.answer import Answer
from kast_eval.paper.charts.chart import WIDE
from kast_eval.paper.conversation.told import CourseTeller, Told
from kast_eval.study.course.own import AnsweredSheet
from kast_eval.study.course.series import course_of
from kast_eval.wording import Language
from tests.definition.lix import lix, sentences_of
from tests.study.course.golden_cases import CASES, CONVERSATION, Case, read

TODAY = date(2026, 1, 28)
EASY = 30
EVERY_CASE = pytest.mark.parametrize("case", CASES, ids=lambda one: one.name)


def told(case: Case, language: Language = Language.SV) -> Told:
    return CourseTeller(case.course, language, TODAY).told()


def called(name: str) -> Case:
    (found,) = [case for case in CASES if case.name == name]
    return found


@EVERY_CASE
def test_every_sheet_is_in_plain_swedish(case: Case) -> None:
    sheet = told(case)
    texts = [*sheet.most, *sheet.said, *sheet.questions, sheet.when]
    texts = [text for text in texts if "aldrigaldrig" not in text]
    assert lix([sentence for text in texts for sentence in sentences_of(text)]) <= EASY


def test_the_words_around_a_sheet_are_in_plain_swedish() -> None:
    templates = Path(kast_eval.__file__).parent / "web" / "templates"
    texts = [
        re.sub(r"{\w+}", "3", text)
        for name in (
            "conversation",
            "conversation_ask",
            "conversation_closed",
            "conversation_print",
        )
        for text in re.findall(r"_\('([^']+)'", (templates / f"{name}.html").read_text("utf-8"))
    ]
    assert lix([sentence for text in texts for sentence in sentences_of(text)]) <= EASY


@EVERY_CASE
@pytest.mark.parametrize("language", Language)
def test_the_drawing_says_what_is_said_in_words(case: Case, language: Language) -> None:
    sheet = told(case, language)
    assert (sheet.draw is None) == (not sheet.said)
    if sheet.draw is not None:
        assert sheet.draw(WIDE).alt == " ".join(sheet.said)


@EVERY_CASE
def test_the_table_has_every_answer_of_the_drawing(case: Case) -> None:
    course = case.course
    table = told(case).table
    followed = (*course.curves, *course.since, *course.rated)
    assert len(table.rows) == len(course.sessions)
    assert all(len(row) == len(followed) + 1 for row in table.rows)
    for place, series in enumerate(course.curves, start=1):
        numbers = [row[place] for row in table.rows if row[place].isdigit()]
        assert numbers == [str(point.code) for point in series.answered]


def test_no_answer_is_called_what_it_is() -> None:
    words = [row[1] for row in told(called("gaps: unreadable")).table.rows]
    assert words == ["5", "saknas", "6", "7"]
    assert told(called("gaps: did not want to once")).table.rows[1][1] == "vill inte svara"
    assert told(called("few: never knew")).table.rows[0][1] == "vet ej / minns inte"
    assert told(called("gaps: a session without a sheet")).table.rows[2][1] == "inget ark"
    assert told(called("versions: the item came later")).table.rows[0][1] == "fanns inte"
    rated = told(called("envelope: sometimes handed over")).table.rows
    assert [row[1] for row in rated] == ["9", "visas inte", "saknas"]


def test_todays_session_and_the_one_before_stand_side_by_side() -> None:
    sheet = told(called("gaps: a session without a sheet"))
    assert sheet.latest.head == ("Fråga", "Samtal 2, 2026-01-21", "Samtal 4, 2026-02-04")
    assert sheet.latest.rows == (("Sug, 0–10", "7", "4"),)
    today = told(called("curves: rising"))
    assert (today.when, today.latest.head[-1]) == ("Samtal 3, i dag",) * 2


def test_an_older_check_in_is_not_taken_for_the_last_one() -> None:
    sheet = told(called("gaps: the newest session has only its log"))
    assert sheet.most == (
        "Avstämningen vid samtal 4 saknas. Det här är från samtal 3.",
        "Mest ändrat sedan samtal 2: Sug, 3 steg ned.",
    )


def test_a_choice_is_said_in_its_words() -> None:
    sheet = told(called("since: other behaviour, not now"))
    assert sheet.latest.rows == (("Gjort det du vill sluta med", "någon gång", "nej"),)


def test_which_episode_it_is_stands_there_where_there_are_two() -> None:
    case = called("order: a second episode begins anew")
    assert told(case).when == "Samtal 1, 2026-01-14. Period 2."


def test_before_the_first_check_in_there_is_no_drawing() -> None:
    sheet = told(called("few: only a start form"))
    assert sheet.when == "Ingen avstämning är inskriven än."
    assert (sheet.draw, sheet.latest.rows, sheet.table.rows) == (None, (), ())


def test_a_sheet_without_its_day_is_told_by_its_number() -> None:
    sheets = [AnsweredSheet("checkin", 1, 1, None, {"mood_7d": read("5")})]
    teller = CourseTeller(course_of(CONVERSATION, sheets), Language.SV, TODAY)
    assert teller.told().when == "Samtal 1"
    assert teller.taken().draw is not None


def test_half_a_page_has_only_what_may_be_taken() -> None:
    taken = CourseTeller(called("since: everything at once").course, Language.SV, TODAY).taken()
    assert taken.draw is not None
    texts = {span.text for span in taken.draw(WIDE).spans}
    assert {"Sug", "Tilltro", "Mående"} <= texts
    assert not any("Köp" in text or "sluta" in text for text in texts)
    assert [name for name, _ in taken.own] == ["Det du vill ha hjälp med", "När det är svårast"]


def test_an_answer_that_is_no_number_counts_as_missing() -> None:
    day = Answer((TODAY - timedelta(1),))
    course = course_of(CONVERSATION, [AnsweredSheet("checkin", 1, 1, None, {"mood_7d": day})])
    assert not course.curves[0].answered
