"""A page as a picture for the screen: SVG from the drawing that makes the PDF.

Letters are outlines, as a picture on a page can fetch no font; each is there once.
"""

from collections.abc import Iterable, Sequence

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from kast_eval.paper import measures
from kast_eval.paper.draw import draw_page
from kast_eval.paper.modules import Rectangle, marker_rectangles, rectangles
from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH, Box, Line, Marker, Page, Text
from kast_eval.paper.piece import Piece
from kast_eval.paper.type import Face, em_width, printable
from kast_eval.wording import Language

_UNITS = 1000
"""Letters are placed in thousandths of their size."""


def page_svg(page: Page, language: Language) -> bytes:
    """Return the picture of a blank page, in mm on a white ground."""
    ink = _SvgInk()
    draw_page(ink, page, Piece(), language)
    return ink.finish()


class _SvgInk:
    """A picture that is being drawn."""

    def __init__(self) -> None:
        self._shapes: list[str] = []
        self._signs: dict[Face, set[str]] = {face: set() for face in Face}

    def marker(self, marker: Marker) -> None:
        self._fill(marker_rectangles(marker))

    def modules(self, rows: Sequence[Sequence[bool]], x: float, y: float, size: float) -> None:
        self._fill(rectangles(rows, x, y, size))

    def line(self, line: Line) -> None:
        dash = f' stroke-dasharray="{_number(line.dash)}"' if line.dash else ""
        self._stroke(
            f"M{_number(line.x1)} {_number(line.y1)}L{_number(line.x2)} {_number(line.y2)}",
            line.width,
            dash,
        )

    def outlines(self, boxes: Iterable[Box]) -> None:
        width = measures.OUTLINE
        areas = (
            (box.x + width / 2, box.y + width / 2, box.w - width, box.h - width) for box in boxes
        )
        self._stroke("".join(map(_rectangle, areas)), width)

    def text(self, text: Text) -> None:
        face = text.style.face
        size = text.style.size
        signs, after = [], 0.0
        for sign in printable(text.text):
            if not sign.isspace():
                self._signs[face].add(sign)
                signs.append(f'<use href="#{_name(face, sign)}" x="{_number(after)}"/>')
            after += em_width(sign, face) * _UNITS
        scale = f"{size / _UNITS:.6f}"
        place = f"translate({_number(text.x)} {_number(text.y)})scale({scale} -{scale})"
        self._shapes.append(f'<g transform="{place}">{"".join(signs)}</g>')

    def finish(self) -> bytes:
        """Return the whole picture."""
        letters = "".join(
            letter
            for face, signs in self._signs.items()
            for letter in _letters(face, sorted(signs))
        )
        ground = _rectangle((0.0, 0.0, PAPER_WIDTH, PAPER_HEIGHT))
        paper = f"0 0 {_number(PAPER_WIDTH)} {_number(PAPER_HEIGHT)}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{paper}"><defs>{letters}</defs>'
            f'<path fill="#fff" d="{ground}"/>{"".join(self._shapes)}</svg>'
        ).encode("ascii")

    def _fill(self, areas: Iterable[Rectangle]) -> None:
        self._shapes.append(f'<path d="{"".join(map(_rectangle, areas))}"/>')

    def _stroke(self, path: str, width: float, more: str = "") -> None:
        self._shapes.append(
            f'<path fill="none" stroke="#000" stroke-width="{_number(width)}"{more} d="{path}"/>'
        )


def _letters(face: Face, signs: Iterable[str]) -> Iterable[str]:
    """Give the outline of each sign, once and by its name."""
    with TTFont(face.path, lazy=True) as font:
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        scale = f"{_UNITS / font['head'].unitsPerEm:g}"
        for sign in signs:
            pen = SVGPathPen(glyphs)
            glyphs[names[ord(sign)]].draw(pen)
            name, outline = _name(face, sign), pen.getCommands()
            yield f'<path id="{name}" transform="scale({scale})" d="{outline}"/>'


def _name(face: Face, sign: str) -> str:
    return f"{face.name[0].lower()}{ord(sign):x}"


def _rectangle(area: Rectangle) -> str:
    left, top, width, height = map(_number, area)
    return f"M{left} {top}h{width}v{height}h-{width}z"


def _number(value: float) -> str:
    """Return a length to a hundredth, which on paper is a hundredth of a mm."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
