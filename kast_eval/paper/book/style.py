"""The type and the measures of documents to be read, in mm."""

from dataclasses import dataclass
from enum import Enum

from kast_eval.paper.type import MM_PER_POINT, Face, em_width

TOP, BOTTOM = 28.0, 270.0
"""Between these stand the text; above is the running head, below the page number."""
HEAD, FOOT = 17.0, 283.0
MARGIN = 22.0
"""Where the margin column begins: numbers of questions, signs of editions, wide tables."""
BODY, BODY_WIDTH = 48.0, 126.0
"""The column of running text: about 70 characters a line."""
RIGHT = 188.0
"""Where wide tables, the head and the foot end."""


class BookStyle(Enum):
    """A role of text in a document: points, leading as a share of them, face, shade of grey."""

    DOCUMENT = (34.0, 1.15, Face.SEMIBOLD, 0.0)
    READERS = (16.0, 1.3, Face.REGULAR, 0.0)
    KICKER = (10.5, 1.3, Face.REGULAR, 0.35)
    CHAPTER = (23.0, 1.15, Face.SEMIBOLD, 0.0)
    SECTION = (14.5, 1.2, Face.SEMIBOLD, 0.0)
    SUBSECTION = (11.5, 1.25, Face.SEMIBOLD, 0.0)
    BODY = (10.5, 1.38, Face.REGULAR, 0.0)
    BODY_STRONG = (10.5, 1.38, Face.SEMIBOLD, 0.0)
    HANDOUT = (12.0, 1.34, Face.REGULAR, 0.0)
    """What clients are handed: the type of the forms."""
    HANDOUT_STRONG = (12.0, 1.34, Face.SEMIBOLD, 0.0)
    SMALL = (9.5, 1.32, Face.REGULAR, 0.0)
    SMALL_STRONG = (9.5, 1.32, Face.SEMIBOLD, 0.0)
    QUIET = (9.5, 1.32, Face.REGULAR, 0.35)
    RUNNING = (8.5, 1.2, Face.REGULAR, 0.35)

    def __init__(self, points: float, leading: float, face: Face, grey: float) -> None:
        self.points = points
        self.face = face
        self.grey = grey
        self.size = points * MM_PER_POINT
        self.leading = self.size * leading

    @property
    def drop(self) -> float:
        """Return how far below the top of its line a baseline is."""
        return (self.leading - self.size) / 2 + 0.75 * self.size

    @property
    def strong(self) -> "BookStyle":
        """Return the style of bold words among words of this style."""
        pairs = {
            BookStyle.BODY: BookStyle.BODY_STRONG,
            BookStyle.HANDOUT: BookStyle.HANDOUT_STRONG,
            BookStyle.SMALL: BookStyle.SMALL_STRONG,
        }
        return pairs.get(self, self)

    @property
    def in_tables(self) -> "BookStyle":
        """Return the style of tables among words of this style; clients get no small type."""
        return self if self is BookStyle.HANDOUT else BookStyle.SMALL

    def width(self, text: str) -> float:
        """Return the width of `text` in mm."""
        return em_width(text, self.face) * self.size


@dataclass(frozen=True)
class Column:
    """Where running text stands, and in which style."""

    x: float
    width: float
    style: BookStyle


TEXT = Column(BODY, BODY_WIDTH, BookStyle.BODY)
"""The column of the manual."""
CARD = Column(30.0, 150.0, BookStyle.BODY)
"""The column of a card, which has to say everything on one page."""
