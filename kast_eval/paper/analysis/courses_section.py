"""How it went from session to session."""

from kast_eval.analysis.courses import Course
from kast_eval.analysis.report import AnalysisReport
from kast_eval.paper.analysis.said import TOO_FEW, Sayer
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.trajectories import MOST, trajectory_chart
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.wording import marked

_TEN = 10.0


def courses_section(report: AnalysisReport, sayer: Sayer, *, rows: bool) -> Section:
    """Return the slopes, and where `rows` may be seen a little line for each person."""
    title = sayer.say(marked("Från samtal till samtal"))
    leads = (
        sayer.say(
            marked("Medeländringen från ett samtal till nästa, med en egen nivå för varje person "
                   "(linjär blandad modell på samtalets nummer). De som stannar länge ger flest "
                   "svar.")
        ),
    )  # fmt: skip
    head = tuple(
        sayer.say(one)
        for one in (
            marked("Fråga"), marked("Personer"), marked("Svar"), marked("Ändring per samtal"),
        )
    )  # fmt: skip
    table = tuple(
        (
            sayer.label(one.name),
            str(one.persons),
            str(one.answers),
            sayer.estimate(one.slope, 2) if one.slope else sayer.say(TOO_FEW),
        )
        for one in report.courses
    )
    shown = [one for one in report.courses if one.persons] if rows else []
    charts = tuple(_draw(one, sayer) for one in shown)
    return Section("courses", title, leads, charts, Grid(sayer.in_figures, head, table))


def _draw(one: Course, sayer: Sayer) -> Draw:
    lines = [line for line in one.lines if line]
    told = sayer.say(
        marked("{persons} personer, 0 till 10, i samma ordning i alla bilder. Ett uppehåll i "
               "linjen är ett samtal utan svar."),
        persons=min(len(lines), MOST),
    )  # fmt: skip

    def draw(width: float) -> Chart:
        return trajectory_chart(sayer.label(one.name), lines, _TEN, told, width)

    return draw
