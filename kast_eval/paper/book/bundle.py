"""Many papers as one PDF, each page drawn once however many copies there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kast_eval.paper.book.book_ink import BookInk
from kast_eval.wording import Language

DrawPage = Callable[[BookInk], None]


@dataclass(frozen=True)
class Stack:
    """Copies of one paper; `one_sided` leaves every back empty, as labels need it."""

    title: str
    pages: tuple[DrawPage, ...]
    copies: int = 1
    one_sided: bool = False


def print_alone(title: str, pages: Sequence[DrawPage], language: Language) -> bytes:
    """Return one copy of a paper as PDF."""
    ink = BookInk(title, language)
    ink.bookmark(title, 0)
    for draw in pages:
        draw(ink)
        ink.end_page()
    return ink.finish()


def print_bundle(
    title: str,
    stacks: Sequence[Stack],
    language: Language,
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> bytes:
    """Return all copies of all papers, in order, to be printed on both sides of the sheet.

    An empty page follows wherever a copy would else begin on the back of another. `tell` is told
    how many stacks are done, of how many.
    """
    ink = BookInk(title, language)
    for number, stack in enumerate(stacks, start=1):
        _print_stack(ink, stack, number)
        tell(number, len(stacks))
    return ink.finish()


def _print_stack(ink: BookInk, stack: Stack, number: int) -> None:
    pages = stack.pages if stack.copies == 1 else _drawn_once(ink, stack, number)
    times = f" × {stack.copies}" if stack.copies > 1 else ""
    for copy in range(stack.copies):
        if copy == 0:
            ink.bookmark(f"{stack.title}{times}", 0)
        for place, draw in enumerate(pages, start=1):
            draw(ink)
            ink.end_page()
            if stack.one_sided or (place == len(pages) and place % 2):
                ink.end_page()


def _drawn_once(ink: BookInk, stack: Stack, number: int) -> tuple[DrawPage, ...]:
    """Draw each page once under a name, and return what puts it on a page."""
    names = [f"stack{number}page{place}" for place in range(len(stack.pages))]
    for name, draw in zip(names, stack.pages, strict=True):
        with ink.once(name):
            draw(ink)
    return tuple(_use(name) for name in names)


def _use(name: str) -> DrawPage:
    return lambda ink: ink.use(name)
