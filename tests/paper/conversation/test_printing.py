from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from kast_eval.paper.charts.chart import WIDE, Chart
from kast_eval.paper.conversation.half_page import print_taken
from kast_eval.paper.conversation.printing import print_conversation
from kast_eval.paper.conversation.setting import LARGER
from kast_eval.paper.conversation.told import CourseTeller, Taken
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH
from kast_eval.wording import Language
from tests.paper.conversation.test_told import called
from tests.study.course.golden_cases import CASES, Case

TODAY = date(2026, 1, 28)
CODE = "XX0001A"
FULL = called("since: everything at once")
WORST = [FULL, called("order: fifty sessions"), called("own: a very long goal")]
"""The fullest sheet, the longest course, the longest words."""


def teller(case: Case, language: Language = Language.SV) -> CourseTeller:
    return CourseTeller(case.course, language, TODAY)


def sheet(
    case: Case, language: Language = Language.SV, *, larger: bool = False
) -> tuple[Chart, ...]:
    told = teller(case, language).told()
    return print_conversation(told, CODE, language, training=False, larger=larger)


def half(
    case: Case,
    language: Language = Language.SV,
    *,
    own_words: bool = False,
    larger: bool = False,
) -> tuple[Chart, ...]:
    taken = teller(case, language).taken(own_words=own_words)
    return print_taken(taken, language, training=True, larger=larger)


def texts(pages: Sequence[Chart]) -> list[str]:
    """Return what stands on each page, in the order in which it was set."""
    return [" ".join(span.text for span in page.spans) for page in pages]


@pytest.mark.parametrize("case", CASES[::8] + tuple(WORST), ids=lambda one: one.name)
@pytest.mark.parametrize("language", Language)
def test_a_sheet_is_one_page(case: Case, language: Language) -> None:
    for (page,) in (sheet(case, language), half(case, language)):
        assert page.width / page.height == pytest.approx(PAPER_WIDTH / PAPER_HEIGHT)
        assert all(0 <= span.x <= span.x + span.width <= page.width for span in page.spans)
        assert all(span.y < page.height for span in page.spans)


def test_a_sheet_has_everything_in_the_order_in_which_it_is_read() -> None:
    (page,) = sheet(FULL)
    parts = [
        "Samtalsunderlag", CODE, "Mest ändrat sedan samtal 2: Tilltro", "Sug", "Köp av sex",
        "Frågor att börja med", "Tilltron gick från 5 till 7", "Det du sa", "att sluta helt",
    ]  # fmt: skip
    for text in (*texts([page]), page.alt):
        places = [text.index(part) for part in parts]
        assert places == sorted(places)


def test_larger_type_takes_more_pages_and_loses_nothing() -> None:
    first, second = sheet(FULL, larger=True)
    larger = " ".join(texts([first, second]))
    # Sheets of paper can be parted, so the code stands on each.
    assert sorted(larger.split()) == sorted([CODE, *" ".join(texts(sheet(FULL))).split()])
    assert all(CODE in page.alt for page in (first, second))
    code, *others = second.spans
    assert code.text == CODE
    assert code.y < min(span.y for span in others)


def test_the_half_page_has_no_code_and_no_purchase_and_stays_in_its_half() -> None:
    (page,) = half(FULL)
    (text,) = texts([page])
    assert "Dina svar · ÖVNING" in text
    for hidden in (CODE, "Köp", "sluta med"):
        assert hidden not in text + page.alt
    assert max(span.y for span in page.spans) < page.height / 2
    assert max(rule.y2 for rule in page.rules) == page.height / 2


def test_in_larger_type_the_half_page_is_a_whole_one_and_loses_nothing() -> None:
    (page,), (larger,) = half(FULL), half(FULL, larger=True)
    assert sorted(texts([larger])[0].split()) == sorted(texts([page])[0].split())
    # Drawn smaller in mm, a page is larger on the paper.
    assert larger.width == pytest.approx(page.width / LARGER)
    assert max(span.y for span in larger.spans) < larger.height
    assert all(rule.x1 > 0 for rule in larger.rules), "a line to cut along"


def test_what_the_client_wrote_is_on_the_half_page_only_if_it_is_asked_for() -> None:
    case = called("own: a goal in own words")
    words = "få tillbaka kontakten med min familj"
    (with_words,), (page,) = half(case, own_words=True), half(case)
    assert f"Det du vill ha hjälp med: {words}" in texts([with_words])[0]
    (text,) = texts([page])
    assert words not in text + page.alt
    assert "annat" not in text
    assert "Det du vill ha hjälp med: Det här vill du tänka på:" in text
    # Beside the name is a line to write on.
    assert len(page.rules) == len(with_words.rules) + 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("larger", [False, True])
def test_the_fullest_half_page_fits(language: Language, *, larger: bool) -> None:
    taken = teller(FULL, language).taken()
    every = ("M" * 60, "M" * 30 + " " + "M" * 29)
    # Each thing is there in words or as a line to write on.
    for by_hand in ((), every[:1], every):
        own = tuple((one, one) for one in every if one not in by_hand)
        fullest = Taken(taken.draw, own, by_hand, has_gaps=True)
        assert len(print_taken(fullest, language, training=True, larger=larger)) == 1


def test_what_half_a_page_cannot_hold_goes_on_without_a_code() -> None:
    fuller = replace(teller(FULL).taken(), own=(("Något", "M" * 60),) * 20)
    _, second = print_taken(fuller, Language.SV, training=True)
    assert all(span.text.startswith(("Något", "M", "Det här")) for span in second.spans)


def test_a_client_without_check_ins_has_questions_and_no_drawing() -> None:
    empty = called("few: no check-in at all")
    (text,) = texts(sheet(empty))
    assert "Vad vill du tala om i dag?" in text
    assert "streck" not in text
    assert "Dina svar" in texts(half(empty))[0]


def test_what_the_drawing_shows_is_said_in_its_place_when_it_is_read_aloud() -> None:
    told = teller(FULL).told()
    assert told.draw is not None
    (page,) = sheet(FULL)
    assert told.draw(WIDE).alt in page.alt
    assert "10 starkast" not in page.alt


def test_a_fuller_sheet_is_drawn_smaller_and_is_still_one_page() -> None:
    told = teller(FULL).told()
    fuller = replace(told, own=told.own * 3)
    assert len(print_conversation(fuller, CODE, Language.SV, training=False)) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("larger", [False, True])
@pytest.mark.parametrize("training", [False, True])
def test_the_code_stands_clear_of_the_title(
    language: Language, *, larger: bool, training: bool
) -> None:
    for case in (FULL, called("order: a second episode begins anew")):
        for when in (teller(case, language).told().when, "m" * 40):
            told = replace(teller(case, language).told(), when=when)
            page, *_ = print_conversation(told, CODE, language, training=training, larger=larger)
            (code,) = [span for span in page.spans if span.text == CODE]
            assert code.x + code.width < page.width
            beside = [span for span in page.spans if span is not code]
            near = [span for span in beside if abs(span.y - code.y) < code.style.leading * 0.9]
            assert all(span.x + span.width < code.x for span in near)


def test_what_a_stroke_means_is_told_only_where_there_is_one() -> None:
    for made in (sheet, half):
        assert "streck" in texts(made(called("gaps: unreadable")))[0]
        assert "streck" not in texts(made(called("curves: rising")))[0]
