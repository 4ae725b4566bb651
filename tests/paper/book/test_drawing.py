import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from kast_eval.errors import KastEvalError
from kast_eval.manual.assemble import ManualSource, assemble
from kast_eval.manual.card import Card, card
from kast_eval.manual.edition import Edition
from kast_eval.manual.tree import ManualTree, Paragraph, Run
from kast_eval.paper.book.drawing import print_card, print_manual
from tests.manual.source import DERIVATIONS, FIRST_FORMS, LIBRARY, SCHEDULE, chapter, real_tree
from tests.paper.book.structure import content, elements, inside, listed, owners

TEXT = """# Prov

Ett stycke med {A17} och **fet** text.

■ Bara studien.

1. Ett
2. Två

> En ruta.
>
> Till.

## ■ Avsnitt

| Roll | Gör | När |
|---|---|---|
| Chef | beslutar | alltid |
| | | |

#### Minst

{{formulär}}

{{frågor}}

{{variabellista}}
"""


KEY = replace(chapter("# Kodnyckel\n\nText."), file="b01-kodnyckel.md", is_appendix=True)


def small(edition: Edition) -> ManualTree:
    texts = (chapter(TEXT), KEY)
    return assemble(ManualSource(FIRST_FORMS, SCHEDULE, DERIVATIONS, texts, ()), edition)


@pytest.fixture(scope="module")
def printed() -> PdfReader:
    return PdfReader(BytesIO(print_manual(small(Edition.STUDY), LIBRARY)))


@pytest.mark.parametrize("edition", list(Edition))
def test_the_same_manual_has_the_same_bytes(edition: Edition) -> None:
    first = print_manual(small(edition), LIBRARY)
    assert first == print_manual(small(edition), LIBRARY)
    assert edition.readers in PdfReader(BytesIO(first)).pages[0].extract_text()


def test_the_contents_name_the_page_of_each_chapter(printed: PdfReader) -> None:
    contents = printed.pages[1].extract_text()
    pages = [page.extract_text() for page in printed.pages]
    appendix = next(
        place for place, text in enumerate(pages, 1) if place > 2 and "\nKodnyckel\n" in text
    )
    index = next(
        place for place, text in enumerate(pages, 1) if place > 2 and "Register över" in text
    )
    assert re.search(r"1\s*Prov\s*3\n", contents)
    assert re.search(rf"Bilaga 1\s*Kodnyckel\s*{appendix}\n", contents)
    assert re.search(rf"Register över variabler\s*{index}", contents)


def test_pages_after_the_first_have_number_and_running_head(printed: PdfReader) -> None:
    for number, page in enumerate(printed.pages[1:], start=2):
        text = page.extract_text()
        assert "Studiemanual · För mottagningar i studien" in text
        assert re.search(rf"^{number}$", text, re.MULTILINE)


def test_the_index_finds_each_variable_where_its_question_is(printed: PdfReader) -> None:
    texts = [page.extract_text() for page in printed.pages]
    found = re.findall(r"^urge_max_7d\s*([0-9, ]+)", texts[-1], re.MULTILINE)
    pages = [int(number) for number in found[0].split(",")]
    assert len(pages) == 2
    for page in pages:
        assert "urge_max_7d" in texts[page - 1]


def test_bookmarks_follow_chapters_and_sections(printed: PdfReader) -> None:
    titles = [one.title for one in printed.outline if not isinstance(one, list)]
    assert titles == [
        "Innehåll", "1 Prov", "Bilaga 1 Kodnyckel", "Register över variabler",
    ]  # fmt: skip
    inside = next(one for one in printed.outline if isinstance(one, list))
    assert "A Startformulär" in [one.title for one in inside if not isinstance(one, list)]


def test_the_structure_says_what_everything_is(printed: PdfReader) -> None:
    root = printed.trailer["/Root"]
    assert str(inside(root, "/MarkInfo", "/Marked")) == "True"
    assert str(inside(root, "/Lang")) == "sv"
    found = elements(printed)
    assert {one.role for one in found} == {
        "/Document", "/H1", "/H2", "/H3", "/H4", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table",
        "/TR", "/TH", "/TD", "/Note", "/Figure", "/TOC", "/TOCI", "/Link", "/Span",
    }  # fmt: skip
    figures = [one.alt for one in found if one.role == "/Figure"]
    # The two pages of the start form are one figure.
    assert len(figures) == len(FIRST_FORMS.forms)
    assert all(alt.startswith("Bild av ") for alt in figures)
    assert "Bara mottagningar i studien:" in {one.alt for one in found}


def test_every_marked_part_of_a_page_belongs_to_an_element(printed: PdfReader) -> None:
    owned = owners(printed)
    for page in printed.pages:
        marked = re.findall(rb"/MCID (\d+)>> BDC", content(page))
        parts = listed(owned[int(str(page["/StructParents"]))])
        assert [int(one) for one in marked] == list(range(len(parts)))
        assert str(page["/Tabs"]) == "/S"


def test_every_link_leads_to_a_place_and_belongs_to_an_element(printed: PdfReader) -> None:
    owned = owners(printed)
    links = [
        link for page in printed.pages if "/Annots" in page for link in listed(page["/Annots"])
    ]
    assert len(links) > 20
    for link in links:
        assert int(str(inside(link, "/StructParent"))) in owned
        assert listed(inside(link, "/Dest"))


def test_a_card_fits_on_one_page() -> None:
    tree = real_tree(Edition.STUDY)
    for form in LIBRARY.newest_forms:
        assert _pages(card(tree, form)) == 1, form.form


def test_a_card_that_is_too_long_is_told() -> None:
    made = card(small(Edition.STUDY), LIBRARY.newest("start"))
    long = replace(made, blocks=(*made.blocks, Paragraph((Run("Ord. " * 3000),))))
    with pytest.raises(KastEvalError, match="Lathunden för A Startformulär får inte plats"):
        print_card(long)


def _pages(made: Card) -> int:
    return len(PdfReader(BytesIO(print_card(made))).pages)
