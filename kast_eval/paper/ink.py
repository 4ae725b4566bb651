"""Drawing in mm from the top left: the only place that knows reportlab."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from kast_eval.paper import measures
from kast_eval.paper.modules import Rectangle, marker_rectangles, rectangles
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH, Box, Line, Marker, Text
from kast_eval.paper.pen import PEN_WIDTH, Curve
from kast_eval.paper.type import MM_PER_POINT, Face, printable
from kast_eval.wording import Language

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

POINTS = 1 / MM_PER_POINT
_CROSS_WIDTH = 0.6


class Ink:
    """A PDF that is being drawn, page by page."""

    def __init__(
        self, title: str, language: Language, canvas: "type[Canvas] | None" = None
    ) -> None:
        """Begin a PDF whose bytes depend on nothing but what is drawn."""
        from reportlab.pdfgen.canvas import Canvas

        _register_fonts()
        self._buffer = BytesIO()
        self._canvas = (canvas or Canvas)(
            self._buffer,
            pagesize=(PAPER_WIDTH * POINTS, PAPER_HEIGHT * POINTS),
            invariant=1,
            pageCompression=1,
            lang=language.value,
            # The stubs take this name for a number; without it Helvetica is named, not embedded.
            initialFontName=Face.REGULAR.value,  # type: ignore[arg-type]
        )
        self._canvas.setTitle(printable(title))
        self._canvas.setAuthor("kast_eval")
        self._canvas.setSubject("")
        self._canvas.setCreator("kast_eval")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._bookmarks = 0

    @contextmanager
    def once(self, name: str) -> Iterator[None]:
        """Let something be drawn that many pages share and use by its name."""
        self._canvas.beginForm(name)
        yield
        self._canvas.endForm()

    def use(self, name: str, right: float = 0.0, down: float = 0.0) -> None:
        """Put what was drawn once on this page, moved by so many mm."""
        if (right, down) == (0.0, 0.0):
            self._canvas.doForm(name)
            return
        self._canvas.saveState()
        self._canvas.translate(right * POINTS, -down * POINTS)
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def bookmark(self, title: str, level: int) -> None:
        """Add an entry for this page to the PDF's table of contents."""
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(printable(title), key, level)

    def text(self, text: Text) -> None:
        """Draw one line of text; the one way for text into a PDF."""
        self._canvas.setFont(text.style.face.value, text.style.points)
        self._canvas.drawString(text.x * POINTS, up(text.y), printable(text.text))

    def line(self, line: Line) -> None:
        """Draw one line."""
        self._canvas.setLineWidth(line.width * POINTS)
        self._canvas.setDash([line.dash * POINTS] if line.dash else [])
        self._canvas.line(line.x1 * POINTS, up(line.y1), line.x2 * POINTS, up(line.y2))

    def outlines(self, boxes: Iterable[Box]) -> None:
        """Draw the outline of boxes, inside the place that they take."""
        self._canvas.setLineWidth(measures.OUTLINE * POINTS)
        self._canvas.setDash([])
        path = self._canvas.beginPath()
        inset = measures.OUTLINE / 2
        for box in boxes:
            width, height = box.w - 2 * inset, box.h - 2 * inset
            bottom = up(box.y + box.h - inset)
            path.rect((box.x + inset) * POINTS, bottom, width * POINTS, height * POINTS)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def crosses(self, boxes: Iterable[Box]) -> None:
        """Draw a cross in each box."""
        self._canvas.setLineWidth(_CROSS_WIDTH * POINTS)
        self._canvas.setDash([])
        path = self._canvas.beginPath()
        for box in boxes:
            left, right = (box.x + 0.8) * POINTS, (box.x + box.w - 0.8) * POINTS
            top, bottom = up(box.y + 0.8), up(box.y + box.h - 0.8)
            path.moveTo(left, top)
            path.lineTo(right, bottom)
            path.moveTo(left, bottom)
            path.lineTo(right, top)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def curves(self, curves: Iterable[Curve]) -> None:
        """Draw strokes of a pen."""
        self._canvas.setLineWidth(PEN_WIDTH * POINTS)
        self._canvas.setLineCap(1)
        self._canvas.setDash([])
        path = self._canvas.beginPath()
        for curve in curves:
            start, first, second, end = ((x * POINTS, up(y)) for x, y in curve)
            path.moveTo(*start)
            path.curveTo(*first, *second, *end)
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.setLineCap(0)

    def marker(self, marker: Marker) -> None:
        """Draw a corner marker."""
        self._fill(marker_rectangles(marker))

    def modules(self, rows: Sequence[Sequence[bool]], x: float, y: float, size: float) -> None:
        """Draw the black squares of a QR code, each run of them as one rectangle."""
        self._fill(rectangles(rows, x, y, size))

    def _fill(self, areas: Iterable[Rectangle]) -> None:
        path = self._canvas.beginPath()
        for left, top, width, height in areas:
            path.rect(left * POINTS, up(top + height), width * POINTS, height * POINTS)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def end_page(self) -> None:
        """Go on with the next page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the whole PDF."""
        self._canvas.save()
        return self._buffer.getvalue()


def up(y: float) -> float:
    """Return a height from the top in mm as one from the bottom in points."""
    return (PAPER_HEIGHT - y) * POINTS


@cache
def _register_fonts() -> None:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for face in Face:
        registerFont(TTFont(face.value, face.path))
