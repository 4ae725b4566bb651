from io import BytesIO

from pypdf import PdfReader

from kast_eval.manual.edition import Edition
from kast_eval.manual.tree import Block, Facts, Run, Table
from kast_eval.paper.book.bundle import Stack, print_bundle
from kast_eval.paper.book.leaflet import (
    CLIENT_COLUMN,
    Leaflet,
    draw_plainly,
    print_leaflet,
    set_leaflet,
)
from kast_eval.paper.book.style import BookStyle
from kast_eval.wording import Language
from tests.manual.source import blocks
from tests.paper.book.structure import elements
from tests.paper.pictures import page_texts

TEXT = """Inledning.

■ Bara i studien.

## ■ Rubrik

1. Ett
2. Två

- ■ Tre

> Förslag.

| Roll | Namn |
|---|---|
| Chef | |
"""
BLOCKS = (*blocks(TEXT), Facts((("Vem", (Run("klienten"),)),)))
LEAFLET = Leaflet("KAST Småstad", "Blad", BLOCKS)


def leaflet(*inside: Block) -> Leaflet:
    return Leaflet("KAST Småstad", "Blad", inside)


def test_a_leaflet_says_whose_it_is_and_leaves_out_the_signs_of_editions() -> None:
    (text,) = page_texts(print_leaflet(LEAFLET))
    assert text.startswith("KAST Småstad Blad Inledning.")
    assert not any(edition.marker in text for edition in Edition)


def test_a_leaflet_has_its_structure_and_its_language() -> None:
    english = Leaflet("K", "Blad", BLOCKS, language=Language.EN)
    reader = PdfReader(BytesIO(print_leaflet(english)))
    roles = [one.role for one in elements(reader)]
    assert roles[:3] == ["/Document", "/H1", "/P"]
    assert {"/H2", "/L", "/Note", "/Table"} <= set(roles)
    assert str(reader.root_object["/Lang"]) == "en"


def test_what_is_drawn_for_print_says_the_same() -> None:
    many = Leaflet("KAST Småstad", "Blad", BLOCKS * 12)
    book = set_leaflet(many)
    pages = tuple(
        lambda ink, number=number: draw_plainly(book, number, ink)
        for number in range(1, len(book.pages) + 1)
    )
    assert len(pages) > 1
    plain = page_texts(print_bundle("B", [Stack("S", pages)], Language.SV))[: len(pages)]
    assert [sorted(text.split()) for text in plain] == [
        sorted(text.split()) for text in page_texts(print_leaflet(many))
    ]
    assert "KAST Småstad · Blad" in plain[1]


def test_a_short_list_is_never_cut_by_the_end_of_a_page() -> None:
    filler = blocks("Rad.\n\n" * 30)
    short = blocks("1. Ett\n2. Två\n3. Tre\n")
    for rows in range(20, 31):
        pages = page_texts(print_leaflet(leaflet(*filler[:rows], *short)))
        assert any("1. Ett 2. Två 3. Tre" in text for text in pages)


def test_clients_are_given_no_type_under_eleven_points_but_for_who_gives_it() -> None:
    book = set_leaflet(Leaflet("K", "Blad", BLOCKS, CLIENT_COLUMN))
    spans = [
        span
        for page in book.pages
        for placed in page.placed
        for part in placed.slab.parts
        for span in part.spans
    ]
    quiet = {BookStyle.KICKER, BookStyle.QUIET}
    facts = {"klienten"}
    styles = {one.style for one in spans if one.style not in quiet and one.text not in facts}
    assert min(style.points for style in styles) >= 11


def test_a_row_with_an_empty_cell_has_room_for_a_pen() -> None:
    heads = ((Run("Roll"),), (Run("Namn"),))
    full = Table(heads, (((Run("Chef"),), (Run("finns"),)),))
    empty = Table(heads, (((Run("Chef"),), ()),))
    heights = [set_leaflet(leaflet(one)).pages[0].placed[-1].slab.height for one in (full, empty)]
    assert heights[0] < 8.0 < heights[1]


def test_a_cell_that_is_a_box_is_drawn_as_large_as_a_box_of_a_form() -> None:
    head = ((Run("Ja"),), (Run("Jag säger"),))
    table = Table(head, (((Run("□"),), (Run("att det är sant"),)),))
    book = set_leaflet(leaflet(table))
    (rules,) = [
        one.slab.rules for page in book.pages for one in page.placed if len(one.slab.rules) > 1
    ]
    sides = {(round(abs(one.x2 - one.x1), 3), round(abs(one.y2 - one.y1), 3)) for one in rules[1:]}
    assert sides == {(5.0, 0.0), (0.0, 5.0)}
    assert {one.width for one in rules[1:]} == {0.35}
    (text,) = page_texts(print_leaflet(leaflet(table)))
    assert "□" not in text
