"""The papers of a starter kit in the order of printing: what each is, how many, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.kit import words
from kast_eval.kit.codes import KitCodes
from kast_eval.kit.copies import Copies, copies_of_all
from kast_eval.kit.key_list import with_codes
from kast_eval.kit.order import KitOrder
from kast_eval.manual.assemble import ManualSource, assemble
from kast_eval.manual.card import card
from kast_eval.manual.edition import Edition
from kast_eval.manual.tree import ManualTree, TreeChapter
from kast_eval.paper import words as paper_words
from kast_eval.paper.blank import print_blank
from kast_eval.paper.book.bundle import DrawPage, print_alone
from kast_eval.paper.book.drawing import print_card
from kast_eval.paper.book.leaflet import (
    CLIENT_COLUMN,
    Leaflet,
    draw_plainly,
    print_leaflet,
    set_leaflet,
)
from kast_eval.paper.book.setting import Book, set_card
from kast_eval.paper.draw import draw_page, draw_piece
from kast_eval.paper.following import following_sheet
from kast_eval.paper.labels import COLUMNS, PER_PAGE, draw_labels
from kast_eval.paper.layout import lay_out
from kast_eval.paper.piece import Piece
from kast_eval.paper.poster import poster
from kast_eval.study.occasions import occasions
from kast_eval.wording import Wording, marked

FIRST_MONTH, DECISIONS = "b09-forsta-manaden", "b08-checklista-beslut"
CODE_KEY = "b04-kodnyckel"
STUDY_INFORMATION, CONSENT = "b01-informationsblad", "b02-samtyckesblankett"
NEW_INFORMATION = "b03-information-artikel-13"
"""The appendices of the manual that a kit holds, by their anchors."""

CLIENT_LABELS, RELATIVE_LABELS = PER_PAGE, COLUMNS
"""A sheet of labels for a client, a row of them for a relative."""


@dataclass(frozen=True)
class Paper:
    """One paper of a kit: its file, its title, how many, why, how it is drawn and printed."""

    file: str
    title: Wording
    copies: int
    why: Wording
    pages: tuple[DrawPage, ...]
    pdf: Callable[[], bytes]
    one_sided: bool = False


@dataclass(frozen=True)
class KitSource:
    """What the papers are made from, for one order."""

    manual: ManualSource
    tree: ManualTree
    order: KitOrder
    codes: KitCodes


def kit_source(manual: ManualSource, order: KitOrder, codes: KitCodes) -> KitSource:
    """Return the source of one kit; the manual is that of the order's edition."""
    return KitSource(manual, assemble(manual, order.edition), order, codes)


def kit_papers(source: KitSource) -> tuple[Paper, ...]:
    """Return all papers but the contents, in the order of printing."""
    order = source.order
    people = order.clients + order.relatives
    library, schedule = source.manual.library, source.manual.schedule
    clients = Wording(f"{order.clients} klienter", f"{order.clients} clients")
    return (
        _text(source, FIRST_MONTH, "01-forsta-manaden", words.FOR_THE_FOLDER),
        _text(source, DECISIONS, "02-checklista-beslut", words.FOR_THE_MANAGER),
        _sheet(
            source, "03-affisch", words.POSTER, (1, words.FOR_THE_SHELF),
            poster(occasions(library.newest_forms, schedule)),
        ),
        _text(source, CODE_KEY, "04-kodnyckel", words.rows_of(order)),
        *_information(source, people),
        _sheet(
            source, "07-foljeblad", paper_words.FOLLOWING, (order.clients, clients),
            following_sheet(library),
        ),
        *(
            paper
            for copies in copies_of_all(library.newest_forms, schedule, order)
            for paper in _form(source, copies)
        ),
        _labels(source),
    )  # fmt: skip


def _information(source: KitSource, people: int) -> tuple[Paper, ...]:
    if source.order.edition is Edition.NEW:
        return (_text(source, NEW_INFORMATION, "05-information", words.original(people)),)
    clients = source.order.clients
    return (
        _text(source, STUDY_INFORMATION, "05-information", words.original(people)),
        # The client keeps a copy of what was signed.
        _text(source, CONSENT, "06-samtycke", words.original(2 * clients)),
    )


def _text(source: KitSource, anchor: str, file: str, why: Wording) -> Paper:
    """Return an appendix of the manual as a leaflet; it is written in Swedish."""
    chapter = _chapter(source.tree, anchor)
    blocks = chapter.blocks
    if anchor == CODE_KEY:
        codes = source.codes
        blocks = with_codes(blocks, (*codes.clients, *codes.relatives))
    handed_out = anchor in {STUDY_INFORMATION, CONSENT, NEW_INFORMATION}
    leaflet = Leaflet(source.order.site, chapter.title, blocks)
    if handed_out:
        leaflet = Leaflet(source.order.site, chapter.title, blocks, CLIENT_COLUMN)
    title = Wording(chapter.title, chapter.title)
    pages = book_pages(set_leaflet(leaflet))
    return Paper(f"{file}.pdf", title, 1, why, pages, partial(print_leaflet, leaflet))


def _chapter(tree: ManualTree, anchor: str) -> TreeChapter:
    for chapter in tree.chapters:
        if chapter.anchor == anchor:
            return chapter
    raise KastEvalError(
        marked("Startpaketet behöver manualens bilaga {file}, som saknas."), file=f"{anchor}.md"
    )


def book_pages(book: Book) -> tuple[DrawPage, ...]:
    """Return what draws each page of a set document."""
    return tuple(partial(draw_plainly, book, number) for number in range(1, len(book.pages) + 1))


def _sheet(
    source: KitSource, file: str, title: Wording, count: tuple[int, Wording], piece: Piece
) -> Paper:
    """Return a sheet of one page that is drawn from a piece."""
    language = source.order.language
    pages: tuple[DrawPage, ...] = (lambda ink: draw_piece(ink, piece, language),)
    pdf = partial(print_alone, title.in_language(language), pages, language)
    return Paper(f"{file}.pdf", title, *count, pages, pdf)


def _form(source: KitSource, copies: Copies) -> tuple[Paper, Paper]:
    """Return the card of a form and the form itself."""
    definition = copies.definition
    own = card(source.tree, definition)
    name = f"{definition.letter}-{definition.form}"
    title = Wording(
        f"{definition.letter} {definition.title.sv}", f"{definition.letter} {definition.title.en}"
    )
    return (
        Paper(
            f"lathund/{name}.pdf",
            Wording(f"{words.CARD.sv} {title.sv}", f"{words.CARD.en} {title.en}"),
            1,
            words.ON_THE_STACK,
            book_pages(set_card(own)),
            partial(print_card, own),
        ),
        Paper(
            f"formular/{name}.pdf",
            title,
            copies.count,
            copies.why,
            _form_pages(source, definition),
            partial(print_blank, definition.as_asked(), source.order.language),
        ),
    )


def _form_pages(source: KitSource, definition: FormDefinition) -> tuple[DrawPage, ...]:
    language = source.order.language
    layout = lay_out(definition.as_asked(), language)

    def drawn(number: int) -> DrawPage:
        page = layout.pages[number]
        return lambda ink: draw_page(ink, page, Piece(), language)

    return tuple(drawn(number) for number in range(len(layout.pages)))


def _labels(source: KitSource) -> Paper:
    order, codes = source.order, source.codes
    pages = label_pages(codes)
    draws = tuple(_label_page(page, order.site) for page in pages)
    title = paper_words.LABELS
    pdf = partial(print_alone, title.in_language(order.language), draws, order.language)
    why = words.labels_of(order, CLIENT_LABELS, RELATIVE_LABELS)
    return Paper("etiketter.pdf", title, 1, why, draws, pdf, one_sided=True)


def label_pages(codes: KitCodes) -> list[list[str]]:
    """Return the codes of every label, page by page: a page for a client, a row for a relative."""
    relatives = [code for code in codes.relatives for _ in range(RELATIVE_LABELS)]
    return [[code] * CLIENT_LABELS for code in codes.clients] + [
        relatives[start : start + PER_PAGE] for start in range(0, len(relatives), PER_PAGE)
    ]


def _label_page(codes: Sequence[str], site: str) -> DrawPage:
    return lambda ink: draw_labels(ink, codes, site)
