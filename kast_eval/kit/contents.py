"""The first paper of a kit: what is in it, how many of each and why, and how it is printed."""

from collections.abc import Sequence
from functools import partial

from kast_eval.kit import words
from kast_eval.kit.order import KitOrder
from kast_eval.kit.papers import Paper, book_pages
from kast_eval.manual.tree import Block, Heading, Listing, Paragraph, Run, Runs, Table
from kast_eval.paper.book.leaflet import Leaflet, print_leaflet, set_leaflet
from kast_eval.wording import Language, Wording

_SHARES = (9.0, 2.0, 2.0, 12.0)


def contents_paper(papers: Sequence[Paper], order: KitOrder) -> Paper:
    """Return the paper that lies on top of all others."""

    def said(wording: Wording) -> Runs:
        return (Run(wording.in_language(order.language)),)

    labels = sum(len(paper.pages) for paper in papers if paper.one_sided)
    blocks: tuple[Block, ...] = (
        _table(papers, order),
        Heading(2, said(words.HOW_TO_PRINT), ()),
        Listing(
            tuple(Paragraph(said(one)) for one in (*words.HOW, words.labels_last(labels))),
            ordered=True,
        ),
        Heading(2, said(words.THE_CODES), ()),
        *(
            Paragraph(said(one))
            for one in (words.letters(order), words.CODES_OF_KIT, words.CODES_IN_FILE)
        ),
        Paragraph(said(words.NOBODY)),
        *(Paragraph(said(one)) for one in _closing(order)),
    )
    title = words.CONTENTS
    leaflet = Leaflet(
        order.site, title.in_language(order.language), blocks, language=order.language
    )
    pages = book_pages(set_leaflet(leaflet))
    pdf = partial(print_leaflet, leaflet)
    return Paper("00-innehall.pdf", title, 1, words.FOR_THE_FILE, pages, pdf)


def _closing(order: KitOrder) -> tuple[Wording, ...]:
    if order.language is Language.SV:
        return (words.PROPOSAL,)
    return (words.PROPOSAL, words.IN_SWEDISH)


def _table(papers: Sequence[Paper], order: KitOrder) -> Table:
    """Return a row for each paper; the cards are one row, as they are one of each."""
    cards = [paper for paper in papers if paper.why is words.ON_THE_STACK]
    rows = [
        _row(paper.title, paper.copies, len(paper.pages), paper.why, order)
        for paper in papers
        if paper not in cards
    ]
    pages = sum(len(paper.pages) for paper in cards)
    rows.append(_row(words.CARDS, 1, pages, words.ON_EACH_STACK, order))
    return Table(
        tuple((Run(head.in_language(order.language)),) for head in words.TABLE_HEAD),
        tuple(rows),
        _SHARES,
    )


def _row(
    title: Wording, copies: int, pages: int, why: Wording, order: KitOrder
) -> tuple[Runs, ...]:
    cells = (
        title.in_language(order.language),
        str(copies),
        str(pages),
        why.in_language(order.language),
    )
    return tuple((Run(cell),) for cell in cells)
