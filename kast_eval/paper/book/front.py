"""What the reader finds the way by: the title page, the contents and the index of variables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kast_eval.manual.tree import ManualTree, Paragraph, Run, TreeChapter
from kast_eval.paper.book.blocks import block_slabs
from kast_eval.paper.book.lines import Span, lowered, set_lines
from kast_eval.paper.book.pager import Place
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import BODY, BODY_WIDTH, BOTTOM, RIGHT, TOP, BookStyle

TITLE = "Studiemanual"
SUBTITLE = "Insamling och kodning av uppgifter vid KAST-mottagningar"
CONTENTS = "Innehåll"
INDEX = "Register över variabler"
_INDEX_GAP = 0.5
_PROPOSAL = (
    "Formulären och texterna i den här manualen är ett förslag. "
    "Studiens ledning kan ändra dem innan de fastställs."
)
_TITLE_TOP = 62.0
_NUMBER_WIDTH = 20.0
_PAGE_WIDTH = 14.0
_FIRST_APPENDIX = "Bilaga 1"
_APART = 5.0
"""The appendices stand apart from the chapters."""


def title_slabs(tree: ManualTree, structure: Structure) -> list[Slab]:
    """Return the title page."""
    large, middle, small = BookStyle.DOCUMENT, BookStyle.READERS, BookStyle.QUIET
    title, below, forms = structure.add("H1"), structure.add("P"), structure.add("P")
    words = set_lines((Run(SUBTITLE),), middle, BODY, BODY_WIDTH)
    words += set_lines((Run(tree.edition.readers),), middle, BODY, BODY_WIDTH)
    top = _TITLE_TOP + large.leading + 4.0
    parts = [Part(title, lowered((Span(TITLE, BODY, large.drop, large),), _TITLE_TOP))]
    parts += [
        Part(below, lowered(line, top + place * middle.leading)) for place, line in enumerate(words)
    ]
    top += len(words) * middle.leading + 12.0
    rule = Rule(BODY, top, RIGHT, top, 0.3, 0.0)
    top += 8.0
    for letter, name, version in tree.forms:
        line = (
            Span(letter, BODY, small.drop, BookStyle.SMALL_STRONG),
            Span(f"{name}, version {version}", BODY + 10, small.drop, small),
        )
        parts.append(Part(forms, lowered(line, top)))
        top += small.leading
    page = Slab(top, tuple(parts), (rule,), starts_page=True)
    return [page, *block_slabs(Paragraph((Run(_PROPOSAL),)), structure)]


def contents_slabs(
    chapters: Sequence[TreeChapter], places: Mapping[str, Place], structure: Structure
) -> list[Slab]:
    """Return the contents, each line with its page and a link to it."""
    heading = structure.add("H1")
    list_ = structure.add("TOC")
    style = BookStyle.CHAPTER
    slabs = [
        Slab(
            style.leading + 6.0,
            (Part(heading, (Span(CONTENTS, BODY, style.drop, style),)),),
            starts_page=True,
            bookmark=(0, CONTENTS),
            chapter=CONTENTS,
        )
    ]
    entries = [(one.label, one.title, one.anchor) for one in chapters]
    for label, title, anchor in (*entries, ("", INDEX, "register")):
        page = places[anchor].page if anchor in places else 0
        entry = _entry((label, title, anchor), page, structure.add("TOCI", list_))
        slabs.append(replace(entry, above=_APART) if label == _FIRST_APPENDIX else entry)
    return slabs


def _entry(entry: tuple[str, str, str], page: int, element: int) -> Slab:
    label, title, anchor = entry
    number = str(page)
    style = BookStyle.BODY
    at = RIGHT - style.width(number)
    room = RIGHT - BODY - _NUMBER_WIDTH - _PAGE_WIDTH
    lines = set_lines((Run(title, target=anchor),), style, BODY + _NUMBER_WIDTH, room)
    first = (
        Span(label, BODY, style.drop, style, anchor),
        *lines[0],
        Span(number, at, style.drop, style, anchor),
    )
    parts = [Part(element, first)]
    parts += [
        Part(element, lowered(line, place * style.leading))
        for place, line in enumerate(lines[1:], start=1)
    ]
    return Slab(len(lines) * style.leading, tuple(parts), above=1.0)


def index_slabs(pages: Mapping[str, Sequence[int]], structure: Structure) -> list[Slab]:
    """Return the variables by name, each with the pages where its question is described.

    A page is read down its left column and then down its right one.
    """
    heading = structure.add("H1")
    style, small = BookStyle.CHAPTER, BookStyle.SMALL
    opening = Slab(
        style.leading + 5.0,
        (Part(heading, (Span(INDEX, BODY, style.drop, style),)),),
        keeps_next=True,
        starts_page=True,
        anchors=("register",),
        bookmark=(0, INDEX),
        chapter=INDEX,
    )
    element = structure.add("L")
    items = {name: structure.add("LI", element) for name in sorted(pages)}
    room = BOTTOM - TOP - opening.height
    slabs = [opening]
    for page, names in enumerate(_index_pages(list(items), room, small.leading + _INDEX_GAP)):
        half = (len(names) + 1) // 2
        for place in range(half):
            columns = zip(names[place::half], (BODY, BODY + 70), strict=False)
            parts = tuple(
                Part(items[name], _index_entry(name, pages[name], x, small)) for name, x in columns
            )
            begins = page > 0 and place == 0
            slabs.append(Slab(small.leading, parts, above=_INDEX_GAP, starts_page=begins))
    return slabs


def _index_pages(names: Sequence[str], first_room: float, row: float) -> Iterator[Sequence[str]]:
    """Give the names of each page, in two columns; the first page has less room."""
    start, room = 0, first_room
    while start < len(names):
        end = start + 2 * int(room / row)
        yield names[start:end]
        start, room = end, BOTTOM - TOP


def _index_entry(name: str, pages: Sequence[int], x: float, style: BookStyle) -> tuple[Span, Span]:
    numbers = ", ".join(str(number) for number in pages)
    return Span(name, x, style.drop, style), Span(numbers, x + 46, style.drop, style)
