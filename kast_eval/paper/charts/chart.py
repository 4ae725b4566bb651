"""A finished drawing in mm, and what drawings are made of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kast_eval.manual.tree import Run
from kast_eval.paper.book.lines import Span, lowered, set_lines
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import MARGIN, RIGHT, BookStyle

WIDE, NARROW = RIGHT - MARGIN, 76.0
"""How wide a chart is on paper and on a large screen, and on a telephone, in mm."""

_HAIR, _FRAME = 0.2, 0.45


@dataclass(frozen=True)
class Chart:
    """A finished drawing in mm; `alt` says in words what it shows."""

    width: float
    height: float
    spans: tuple[Span, ...]
    rules: tuple[Rule, ...]
    alt: str


def chart_slab(chart: Chart, structure: Structure) -> Slab:
    """Return the drawing as a part of a document; its words are read aloud, its lines are not."""
    figure = structure.add("Figure", alt=chart.alt)
    return Slab(
        chart.height,
        (Part(figure, tuple(replace(one, x=one.x + MARGIN) for one in chart.spans)),),
        tuple(replace(one, x1=one.x1 + MARGIN, x2=one.x2 + MARGIN) for one in chart.rules),
        above=2.0,
    )


def words_at(
    text: str, style: BookStyle, place: tuple[float, float], top: float, spans: list[Span]
) -> float:
    """Set words in a column from `top` on, and return how high they are."""
    lines = set_lines((Run(text),), style, *place) if text else []
    for number, line in enumerate(lines):
        spans.extend(lowered(line, top + number * style.leading))
    return len(lines) * style.leading


def outline(left: float, top: float, right: float, bottom: float) -> Iterable[Rule]:
    """Give the four sides of a frame."""
    for side in (
        (left, top, right, top),
        (right, top, right, bottom),
        (right, bottom, left, bottom),
        (left, bottom, left, top),
    ):
        yield Rule(*side, _HAIR, _FRAME)
