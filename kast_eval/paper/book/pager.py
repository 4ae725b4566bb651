"""Slabs put on pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.paper.book.slab import Slab
from kast_eval.paper.book.style import BOTTOM, TOP


@dataclass(frozen=True)
class Placed:
    """A slab on a page; `top` is where it begins. A repeated one is decoration, not content."""

    slab: Slab
    top: float
    repeated: bool = False


@dataclass(frozen=True)
class BookPage:
    """One page: what stands on it, and the chapter that its running head names."""

    placed: tuple[Placed, ...]
    chapter: str = ""


@dataclass(frozen=True)
class Place:
    """Where an anchor is: the page, counted from 1, and how far down it."""

    page: int
    top: float


def page_slabs(
    slabs: Iterable[Slab], *, top: float = TOP, bottom: float = BOTTOM
) -> tuple[BookPage, ...]:
    """Return the slabs on pages; those that keep together are never on two."""
    pages: list[BookPage] = []
    page: list[Placed] = []
    at = top
    chapter = ""
    for group in _groups(slabs):
        needed = sum(slab.above + slab.height for slab in group)
        if page and (group[0].starts_page or at + needed > bottom):
            pages.append(BookPage(tuple(page), chapter))
            page, at = [], top
            page, at = _repeated(group[0], at)
        for slab in group:
            at += slab.above if page else 0.0
            page.append(Placed(slab, at))
            at += slab.height
            chapter = slab.chapter or chapter
    return (*pages, BookPage(tuple(page), chapter))


def _repeated(slab: Slab, at: float) -> tuple[list[Placed], float]:
    """Return the head of a table again, where its next row begins a page."""
    if slab.repeats is None:
        return [], at
    return [Placed(slab.repeats, at, repeated=True)], at + slab.repeats.height


def _groups(slabs: Iterable[Slab]) -> Iterator[list[Slab]]:
    """Yield the slabs that keep together."""
    group: list[Slab] = []
    for slab in slabs:
        group.append(slab)
        if not slab.keeps_next:
            yield group
            group = []
    if group:
        yield group


def anchor_places(pages: Sequence[BookPage], first: int) -> Mapping[str, Place]:
    """Return where each anchor is; `first` is the number of the first page."""
    return {
        anchor: Place(number, placed.top)
        for number, page in enumerate(pages, start=first)
        for placed in page.placed
        for anchor in placed.slab.anchors
    }
