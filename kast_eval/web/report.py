"""What every page that shows a report shares."""

from markupsafe import Markup

from kast_eval.paper.charts.chart import NARROW, WIDE
from kast_eval.paper.charts.svg import chart_svg
from kast_eval.paper.report.section import Draw


def drawn(draw: Draw, *, wide: float = WIDE) -> Markup:
    """Return a chart twice: the look of the page shows the one that there is room for.

    Drawn less wide, the same room holds fewer mm: its words are larger.
    """
    pictures = (("chart--wide", wide), ("chart--narrow", NARROW))
    # Every word in it has been escaped where it was drawn.
    return Markup("".join(chart_svg(draw(width), kind) for kind, width in pictures))  # noqa: S704  # nosec B704
