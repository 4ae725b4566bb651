"""Figures of made-up clinics, for the tests of what is shown of them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from kast_eval.answers.read import read_answers
from kast_eval.paper.report.section import Section, Teller
from kast_eval.paper.response.sections import response_sections
from kast_eval.quality.compared import Compared
from kast_eval.quality.response import ReadSheets, Response, response_of
from kast_eval.study.expected import SheetFacts
from kast_eval.wording import Language
from tests.quality.at_work import ledger, row, whole_way
from tests.study.sheets import FIRST, log, schedule, sheet

SWEDISH = Teller(schedule(), Language.SV)
ENGLISH = Teller(schedule(), Language.EN)
DAY = date(2026, 9, 1)

THREE_CLIENTS = [
    *whole_way("XX0001A"),
    *whole_way("XX0002B")[:5],
    log(1, 0, code="XX0003C"),
    sheet("relative_start", 0, code="RX0001A"),
    *(row(number) for number in range(1, 5)),
    row(5, eligible=6, asked=0, consent=3),
]
TEXTS = [{"mood_7d": text, "fill_mode": "1"} for text in ("", "3|4", "o", "7", "1|9", "v")]
TWICE = [
    ("start", Compared(50, frozenset(), frozenset(), frozenset(), decided=True)),
    ("checkin", Compared(9, frozenset(["mood_7d"]), frozenset(), frozenset(["mood_7d"]),
                         decided=True)),
]  # fmt: skip


def response(
    facts: list[SheetFacts],
    texts: Iterable[Mapping[str, str]] = (),
    twice: Iterable[tuple[str, Compared]] = (),
    day: int = 400,
) -> Response:
    """Return the figures of a clinic with these sheets, so many days after the first session."""
    paper = schedule().forms["checkin"].as_asked()
    answers = [(paper, read_answers(paper, one, today=DAY).answers) for one in texts]
    today = FIRST + timedelta(day)
    return response_of(schedule(), facts, ledger(facts, day), ReadSheets(answers, twice), today)


def sections(found: Response, teller: Teller = SWEDISH) -> dict[str, Section]:
    """Return the sections by their anchors."""
    return {one.anchor: one for one in response_sections(found, teller)}


def table_of(section: Section) -> dict[str, tuple[str, ...]]:
    """Return the rows of a section's table by what each is about."""
    assert section.table is not None
    return {one[0]: one[1:] for one in section.table.rows}
