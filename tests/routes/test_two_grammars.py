"""The page ticks the boxes of a text just as the program will read it."""

from itertools import product

import pytest
from playwright.sync_api import Page

from kast_eval.kinds import Choice, Scale, Several
from kast_eval.kinds.answer import AnswerError
from kast_eval.kinds.ticks import BOX_LETTERS
from kast_eval.wording import Wording
from tests.routes.conftest import Clinic

pytestmark = pytest.mark.browser

WORDS = Wording("ord", "word")
PARTS = ("", "0", "1", "3", "9", "10", "11", "a", "b", "k", "ab", "z")
BETWEEN = ("", " ", "|", "/", ";", ",", ".", "-", "–", " till ", ", ", " - ")
MORE = (
    "7,5",
    "3,50",
    "3,51",
    "3,05",
    "10,5",
    "0,5",
    "0.5",
    "5-2",
    "1|2|3",
    "abc",
    "1 1",
    "B",
    "\uff11",
    "12",
)
TEXTS = sorted({a + sign + b for a, sign, b in product(PARTS, BETWEEN, PARTS)} | set(MORE))
TEXTS = [text for text in TEXTS if text.strip()]

READ_BY_THE_PAGE = """async ({texts, boxes, ruler}) => {
  const { codesOf } = await import("/static/grammar.js");
  return texts.map((text) => codesOf(text, boxes, ruler).map(Number));
}"""

Closed = Choice | Scale | Several
KINDS: tuple[Closed, ...] = (
    Choice(dict.fromkeys((0, 1, 2, 9), WORDS)),
    Choice(dict.fromkeys((1, 3, 97, 98), WORDS)),
    Scale(0, 10, {0: WORDS, 10: WORDS}),
    Scale(1, 7, {1: WORDS, 7: WORDS}),
    Several({f"option{place}": WORDS for place in range(1, 12)}, WORDS),
)


def ticked_by_the_page(page: Page, kind: Closed) -> list[list[int]]:
    letters = zip(kind.codes, BOX_LETTERS, strict=False)
    boxes = [{"code": str(code), "letter": letter} for code, letter in letters]
    asked = {"texts": TEXTS, "boxes": boxes, "ruler": isinstance(kind, Scale)}
    ticked: list[list[int]] = page.evaluate(READ_BY_THE_PAGE, asked)
    return ticked


def agrees(kind: Closed, text: str, ticked: list[int]) -> bool:
    """Tell whether the program reads what the boxes show."""
    try:
        answer = kind.read(text)
    except AnswerError:
        return ticked == []
    if isinstance(kind, Several):
        return [place for place, value in enumerate(answer.values, start=1) if value] == [
            code for code in ticked if code
        ]
    if len(ticked) == 1:
        return answer.values == (ticked[0],)
    # Of two marks one counts, or none does.
    return len(ticked) > 1 and bool(answer.rulings)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{type(kind).__name__}{len(kind.codes)}")
def test_the_boxes_show_what_will_be_read(page: Page, clinic: Clinic, kind: Closed) -> None:
    del clinic
    ticked = ticked_by_the_page(page, kind)
    differing = [
        (text, codes)
        for text, codes in zip(TEXTS, ticked, strict=True)
        if not agrees(kind, text, codes)
    ]
    assert differing == []
