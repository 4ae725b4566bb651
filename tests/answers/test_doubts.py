from datetime import date, timedelta

import pytest

from kast_eval.answers.doubts import LONG_AGO
from kast_eval.answers.read import Reading, read_answers
from kast_eval.kinds.answer import Ruling
from kast_eval.wording import Language
from tests.definition.example import real_library

TODAY = date(2026, 3, 9)
START = real_library().newest("start").as_asked()


def read_start(**texts: str) -> Reading:
    return read_answers(START, texts, today=TODAY)


def told(reading: Reading) -> list[str]:
    return [doubt.in_language(Language.SV) for doubt in reading.doubts]


def test_a_sheet_without_an_answer_is_doubted() -> None:
    empty = "Ingen fråga har något svar. Spara bara om arket är tomt."
    assert told(read_start()) == [empty]
    assert told(read_start(fill_date="2026-03-09", fill_mode="1")) == [empty]
    assert told(read_start(gender="v")) == []


@pytest.mark.parametrize(("days", "doubted"), [(0, False), (366, False), (367, True), (9999, True)])
def test_a_day_long_ago_is_doubted(days: int, doubted: bool) -> None:  # noqa: FBT001 - a column.
    assert timedelta(days=366) == LONG_AGO
    reading = read_start(fill_date=(TODAY - timedelta(days=days)).isoformat(), gender="1")
    assert (told(reading) == ["Datumet är mer än ett år gammalt. Stämmer året?"]) is doubted


def test_a_year_alone_is_doubted_before_it_is_no_answer() -> None:
    reading = read_start(fill_date="2026", gender="1")
    assert told(reading) == [
        "Datumet räknas som obesvarat. Fråga den som fyllde i om månad och dag går att få."
    ]
    assert reading.answers["fill_date"].values == (-7,)


def test_a_doubt_confirmed_of_one_text_is_not_confirmed_of_another() -> None:
    first = read_start(buy_ever="1", buy_phys_30d_n="5", buy_phys_90d_n="3").doubts
    again = read_start(buy_ever="1", buy_phys_30d_n="5", buy_phys_90d_n="3", gender="2").doubts
    other = read_start(buy_ever="1", buy_phys_30d_n="50", buy_phys_90d_n="3").doubts
    assert [doubt.key for doubt in first] == [doubt.key for doubt in again]
    assert not {doubt.key for doubt in first} & {doubt.key for doubt in other}


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"buy_ever": "0", "buy_phys_30d_n": "4"}, "Fråga 10 säger nej"),
        ({"buy_ever": "0", "buy_rem_90d_n": "1"}, "Fråga 10 säger nej"),
        ({"buy_ever": "1", "buy_phys_90d_n": "40", "buy_12m_cat": "1"}, "Fler köp på 3 månader"),
        ({"buy_ever": "1", "buy_rem_30d_n": "4", "buy_12m_cat": "2"}, "Fler köp på 30 dagar"),
    ],
)
def test_a_contradiction_is_seen_although_another_count_is_blank(
    texts: dict[str, str], says: str
) -> None:
    reading = read_start(**texts)
    assert any(doubt.startswith(says) for doubt in told(reading))
    contradicting = {
        name for name, answer in reading.answers.items() if Ruling.CONTRADICTION in answer.rulings
    }
    # Having bought sex contradicts none of the counts.
    assert contradicting == {name for name in texts if texts[name] != "1" or name != "buy_ever"}
