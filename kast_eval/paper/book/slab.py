"""Slabs: parts of a document that are never cut by the end of a page, and their structure."""

from dataclasses import dataclass, field

from kast_eval.paper.book.lines import Span


@dataclass(frozen=True)
class Element:
    """One element of the document's structure; `parent` is the place of another one."""

    role: str
    parent: int | None
    alt: str = ""


class Structure:
    """The structure of a document while it is set: what a screen reader follows."""

    def __init__(self) -> None:
        """Begin with the document itself."""
        self.elements: list[Element] = [Element("Document", None)]

    def add(self, role: str, parent: int = 0, alt: str = "") -> int:
        """Add an element and return its place."""
        self.elements.append(Element(role, parent, alt))
        return len(self.elements) - 1


@dataclass(frozen=True)
class Part:
    """Words that belong to one element; their `y` counts from the top of the slab."""

    element: int
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Rule:
    """A straight line in the slab, dark or grey."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.2
    grey: float = 0.6


@dataclass(frozen=True)
class Picture:
    """A page of a form, drawn `width` mm wide."""

    element: int
    form: str
    version: int
    page: int
    x: float
    width: float


@dataclass(frozen=True)
class Slab:
    """One part: how high it is, what stands in it, and how it stands to its neighbours.

    `above` is the white above it, left out at the top of a page. `keeps_next` ties it to the next
    slab. `repeats` is drawn again first when the slab begins a page, as the head of a table.
    """

    height: float
    parts: tuple[Part, ...] = ()
    rules: tuple[Rule, ...] = ()
    above: float = 0.0
    keeps_next: bool = False
    starts_page: bool = False
    anchors: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    bookmark: tuple[int, str] | None = None
    chapter: str = ""
    pictures: tuple[Picture, ...] = ()
    repeats: "Slab | None" = field(default=None, compare=False)
