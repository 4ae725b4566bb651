"""Several shares as strips below each other, with their numbers in one table."""

from collections.abc import Sequence

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.strips import Dot, Strip, strip_chart
from kast_eval.paper.comparison.beside import ALL, Beside
from kast_eval.paper.report.section import Draw, Grid
from kast_eval.quality.splits import Measure
from kast_eval.quality.together import OTHERS
from kast_eval.wording import marked


def told_in_strips(shown: Sequence[Measure], beside: Beside) -> tuple[tuple[Draw, ...], Grid]:
    """Return the strips of some boxes, and their numbers."""
    say = beside.teller.say
    codes = tuple(code for code in beside.codes(shown) if code != ALL)

    def draw(width: float) -> Chart:
        names = [say(marked("övriga")) if code == OTHERS else code for code in codes]
        return strip_chart([_strip(one, codes, beside) for one in shown], names, width)

    head = (say(marked("Mottagning")), *(beside.title(one) for one in shown))
    rows = tuple(
        (beside.name(code), *(_percent(one, code, beside) for one in shown))
        for code in (*codes, ALL)
    )
    # Where no clinic has a dot a line of all says less than its number.
    return (draw,) if codes else (), Grid(say(marked("Talen bakom")), head, rows)


def _strip(measure: Measure, codes: tuple[str, ...], beside: Beside) -> Strip:
    rows = beside.rows(measure.split)
    shares = [measure.share(rows[code]) if code in rows else None for code in codes]
    dots = tuple(
        None if one is None or one.value is None else Dot(one.value, one.interval) for one in shares
    )
    said = "; ".join(
        f"{beside.name(code)} {_percent(measure, code, beside)}" for code in (*codes, ALL)
    )
    return Strip(beside.title(measure), dots, measure.share(rows[ALL]).value or 0.0, said)


def _percent(measure: Measure, code: str, beside: Beside) -> str:
    counts = beside.rows(measure.split).get(code)
    if counts is None:
        return beside.teller.say(marked("bland övriga"))
    return beside.percent(measure.share(counts))
