"""A chart as SVG: the same words and lines as on paper, in the colour of the page's text."""

from html import escape

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.type import Face

PIXELS = 4.75
"""How many of a page a mm of a chart is: its words are then as large as those of a table."""


def chart_svg(chart: Chart, kind: str) -> str:
    """Return the drawing; `kind` is its class, by which a page chooses among widths."""
    box = f'viewBox="0 0 {chart.width:g} {chart.height:.2f}"'
    size = f'width="{chart.width * PIXELS:.0f}" height="{chart.height * PIXELS:.0f}"'
    return "".join(
        (
            f'<svg class="chart {escape(kind)}" {box} {size} role="img" ',
            f'aria-label="{escape(chart.alt)}">',
            *(_rule(one) for one in chart.rules),
            *(_span(one) for one in chart.spans),
            "</svg>",
        )
    )


def _rule(rule: Rule) -> str:
    return (
        f'<line x1="{rule.x1:.2f}" y1="{rule.y1:.2f}" x2="{rule.x2:.2f}" y2="{rule.y2:.2f}" '
        f'stroke="currentColor" stroke-width="{rule.width:g}" stroke-opacity="{1 - rule.grey:g}"/>'
    )


def _span(span: Span) -> str:
    weight = ' font-weight="600"' if span.style.face is Face.SEMIBOLD else ""
    # Quiet words are told from others by their place; on a dark page a grey could be too weak.
    return (
        f'<text x="{span.x:.2f}" y="{span.y:.2f}" font-size="{span.style.size:.2f}"{weight} '
        f'fill="currentColor">{escape(span.text)}</text>'
    )
