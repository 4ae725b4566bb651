"""A PDF that the words and lines of a document are drawn into."""

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.ink import POINTS, Ink, up
from kast_eval.paper.page import PAPER_HEIGHT
from kast_eval.paper.type import printable


class BookInk(Ink):
    """A PDF of sheets and of documents to be read."""

    def span(self, span: Span, top: float) -> None:
        """Draw words on a page where their slab begins at `top`."""
        self._canvas.setFillGray(span.style.grey)
        self._canvas.setFont(span.style.face.value, span.style.points)
        self._canvas.drawString(span.x * POINTS, up(top + span.y), printable(span.text))
        self._canvas.setFillGray(0)

    def rule(self, rule: Rule, top: float) -> None:
        """Draw a line on a page where its slab begins at `top`."""
        self._canvas.setStrokeGray(rule.grey)
        self._canvas.setLineWidth(rule.width * POINTS)
        self._canvas.setDash([])
        self._canvas.line(rule.x1 * POINTS, up(top + rule.y1), rule.x2 * POINTS, up(top + rule.y2))
        self._canvas.setStrokeGray(0)

    def enlarge(self, times: float) -> None:
        """Draw all that follows on this page larger, from its upper left corner."""
        self._canvas.translate(0, PAPER_HEIGHT * POINTS * (1 - times))
        self._canvas.scale(times, times)
