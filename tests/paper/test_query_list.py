from collections.abc import Sequence
from datetime import date
from io import BytesIO

from pypdf import PdfReader

from kast_eval.paper.query_list import PrintedQuery, print_query_list
from kast_eval.wording import Language, Wording
from tests.actions.at_the_clinic import library

DAY = date(2026, 3, 9)


def text_of(
    queries: Sequence[PrintedQuery], language: Language = Language.SV, *, training: bool = False
) -> str:
    pdf = print_query_list(
        "Mottagningen", DAY, queries, language, training=training, anchor="3F2A 91C0 77DE 12A7"
    )
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


QUERY = PrintedQuery(
    "XX0001D",
    Wording("Vilken dag är fel?", "Which day is wrong?"),
    (
        (library().newest("session"), 2, ("session_date",)),
        (library().newest("start"), None, ("fill_date",)),
    ),
    date(2026, 3, 23),
    4,
)


def test_the_list_tells_whose_sheets_what_and_by_when() -> None:
    text = text_of([QUERY])
    assert "Mottagningen · 2026-03-09" in text
    assert "XX0001D Vilken dag är fel? D samtal 2 fråga 1; A 2026-03-23 (4 dagar)" in text
    assert "ÖVNING" not in text


def test_the_list_speaks_english_and_says_that_it_is_training() -> None:
    text = text_of([QUERY], Language.EN, training=True)
    assert "Which day is wrong? D session 2 question 1; A 2026-03-23 (4 days)" in text
    assert "TRAINING" in text


def test_a_question_about_the_clinic_tells_its_quarter() -> None:
    query = PrintedQuery("0000", QUERY.text, (), QUERY.due, 0, "2026 kv 1")
    assert "2026 kv 1" in text_of([query])


def test_an_empty_list_says_so() -> None:
    assert "Ingen fråga väntar på svar." in text_of([])


def test_many_questions_go_on_over_pages() -> None:
    text = text_of([QUERY] * 60)
    assert text.count("XX0001D") == 60
