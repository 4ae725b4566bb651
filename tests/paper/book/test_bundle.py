from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.paper.book.book_ink import BookInk
from kast_eval.paper.book.bundle import DrawPage, Stack, print_alone, print_bundle
from kast_eval.paper.page import Text
from kast_eval.paper.type import Style
from kast_eval.wording import Language
from tests.paper.pictures import page_texts


def page(words: str) -> DrawPage:
    def draw(ink: BookInk) -> None:
        ink.text(Text(words, 20.0, 20.0, Style.BODY))

    return draw


ONE, TWO, THREE = page("ett"), page("två"), page("tre")


@pytest.mark.parametrize(
    ("stack", "pages"),
    [
        (Stack("S", (ONE,)), ["ett", ""]),
        (Stack("S", (ONE,), 2), ["ett", "", "ett", ""]),
        (Stack("S", (ONE, TWO), 2), ["ett", "två", "ett", "två"]),
        (Stack("S", (ONE, TWO, THREE)), ["ett", "två", "tre", ""]),
        # A label sheet is printed on one side, whatever its number.
        (Stack("S", (ONE, TWO), one_sided=True), ["ett", "", "två", ""]),
        (Stack("S", (ONE, TWO, THREE), one_sided=True), ["ett", "", "två", "", "tre", ""]),
    ],
)
def test_every_copy_begins_on_a_sheet_of_its_own(stack: Stack, pages: list[str]) -> None:
    assert page_texts(print_bundle("B", [stack], Language.SV)) == pages


def test_each_stack_has_a_bookmark_with_its_number() -> None:
    stacks = [Stack("Affisch", (ONE,)), Stack("Blad", (TWO,), 3)]
    outline = PdfReader(BytesIO(print_bundle("B", stacks, Language.SV))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles == ["Affisch", "Blad × 3"]


def test_more_copies_cost_little_room() -> None:
    long = page("ord " * 90)
    few, many = (
        len(print_bundle("B", [Stack("S", (long,), copies)], Language.SV)) for copies in (2, 202)
    )
    assert (many - few) / 400 < 500


def test_the_stacks_that_are_done_are_told() -> None:
    told: list[tuple[int, int]] = []
    stacks = [Stack("A", (ONE,)), Stack("B", (TWO,))]
    print_bundle("B", stacks, Language.SV, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_paper_alone_has_no_empty_back() -> None:
    assert page_texts(print_alone("A", (ONE,), Language.EN)) == ["ett"]
