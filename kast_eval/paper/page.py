"""What a printed page is made of, in mm from the paper's top left corner."""

from dataclasses import dataclass

from kast_eval.paper.type import Style
from kast_eval.wording import Language

PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0
"""A4."""


@dataclass(frozen=True)
class Box:
    """A place that answers an item: a box to tick, a box for one sign, or a line for words.

    `part` says which: «choice 3» (the code), «digit 0», «character 0», «year 0», «month 0»,
    «day 0» (places from the left), «missing -4», «reference 0», «line 0». `also` names the other
    items that a shared box answers too: the refusal box of a row with two numbers.
    """

    item: str
    part: str
    page: int
    x: float
    y: float
    w: float
    h: float
    also: tuple[str, ...] = ()

    @property
    def is_outlined(self) -> bool:
        """Tell whether all four sides are drawn; of a place for words only the lower one is."""
        return not self.part.startswith("line ")

    @property
    def items(self) -> tuple[str, ...]:
        """Return all items that the box answers."""
        return (self.item, *self.also)


@dataclass(frozen=True)
class Text:
    """One line of text whose baseline starts at `x`, `y`."""

    text: str
    x: float
    y: float
    style: Style


@dataclass(frozen=True)
class Line:
    """A straight line; `dash` is the length of its dashes, 0 for none."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.2
    dash: float = 0.0


@dataclass(frozen=True)
class Spot:
    """Where a recorded answer is written that does not fit the boxes of its item."""

    item: str
    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Marker:
    """A corner marker: its number in the dictionary and its upper left corner."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """One page of a sheet; `texts` stand in reading order."""

    number: int
    code: int
    geom: str
    qr: str
    markers: tuple[Marker, ...]
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    lines: tuple[Line, ...]
    spots: tuple[Spot, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True)
class Layout:
    """Where everything of one form version stands, in one language."""

    form: str
    version: int
    title: str
    language: Language
    pages: tuple[Page, ...]

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Return the boxes of all pages."""
        return tuple(box for page in self.pages for box in page.boxes)
