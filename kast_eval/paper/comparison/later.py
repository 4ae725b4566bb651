"""How clients fared three, six and twelve months after, at all clinics together."""

from collections.abc import Iterator, Mapping

from kast_eval.paper.analysis.said import POINTS
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.comparison.beside import ALL, Beside
from kast_eval.paper.comparison.measures import AFTER, AWAY, DAYS_AFTER
from kast_eval.paper.comparison.shares import who_came
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.quality.after import HALF_A_YEAR
from kast_eval.quality.splits import Counts, Measure, Split
from kast_eval.wording import marked

_AXIS = ((0.0, "0"), (0.5, "50"), (1.0, "100 %"))
_TITLES: Mapping[Measure, str] = {
    AFTER: marked("Inga köp på 30 dagar, av köpare vars uppföljning (G) kom"),
    DAYS_AFTER: marked("Färre dagar än vid starten, av andra vars uppföljning (G) kom"),
}


def later_section(later: Mapping[str, Counts], beside: Beside) -> Section:
    """Return each follow-up with who did not come; the points that clinics choose where told."""
    say = beside.teller.say
    title = say(marked("3, 6 och 12 månader efter, alla mottagningar tillsammans"))
    rule = say(
        marked(
            "Uppföljningar efter 3 och 12 månader gäller de mottagningar som har valt dem, och "
            "visas när klienterna där är nog. Det är inte samma klienter i alla tre, så "
            "skillnaden mellan dem är ingen utveckling."
        )
    )
    if not later:
        few = say(marked("De är för få för att visas."))
        return Section("later", title, (rule, few))
    mix = say(
        marked("Vilka som kom till alla mottagningar: {mix}"), mix=who_came(AFTER, ALL, beside)
    )
    half = beside.together.all_of(Split.AFTER)
    known = {**later, **({} if half is None else {HALF_A_YEAR: half})}
    points = {point: known[point] for point in POINTS if point in known}
    charts = tuple(_chart(measure, points, beside) for measure in _TITLES)
    measures = [one for each in _TITLES for one in (each, AWAY[each])]
    heads = (say(_TITLES[one]) if one in _TITLES else beside.title(one) for one in measures)
    rows = tuple(
        (say(POINTS[point]), *(beside.teller.share(one.share(counts)) for one in measures))
        for point, counts in points.items()
    )
    grid = Grid(say(marked("Talen bakom")), (say(marked("När")), *heads), rows)
    return Section("later", title, (rule, mix), charts, grid)


def _chart(measure: Measure, points: Mapping[str, Counts], beside: Beside) -> Draw:
    rows = [row for one in points.items() for row in _rows(measure, *one, beside)]

    def draw(width: float) -> Chart:
        return row_chart(beside.teller.say(_TITLES[measure]), rows, width, _AXIS)

    return draw


def _rows(measure: Measure, point: str, counts: Counts, beside: Beside) -> Iterator[Row]:
    share, away = measure.share(counts), AWAY[measure].share(counts)
    teller = beside.teller
    yield Row(teller.say(POINTS[point]), teller.share(share), share.value, interval=share.interval)
    yield Row(teller.say(marked("kom inte")), teller.share(away), away.value, frame=1.0)
