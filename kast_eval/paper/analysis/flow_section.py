"""Who is in the analysis, and how far they came."""

from collections.abc import Sequence

from kast_eval.analysis.report import AnalysisReport, Pattern
from kast_eval.paper.analysis.said import Sayer
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.patterns import FormPattern, pattern_chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.report.section import Draw, Section
from kast_eval.quality.share import Share
from kast_eval.wording import marked


def flow_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return the clients of the tables by the forms that there are."""
    flow = report.flow
    title = sayer.say(marked("Vilka som är med"))
    if not flow.persons:
        return Section("flow", title, (sayer.say(marked("Det finns ingen klient att räkna än.")),))
    leads = (
        sayer.say(
            marked("{late} startformulär kom efter sitt fönster. De personerna är inte med i "
                   "jämförelser med starten."),
            late=flow.late,
        ),
        sayer.say(
            marked("Avslutsformulär fylls i {closing}, uppföljning {follow_up}."),
            closing=sayer.window("t1"), follow_up=sayer.window("f06"),
        ),
        sayer.say(
            marked("Att jämföra med: vid tre mottagningar 2009–2011 var 72 personer aktuella, 51 "
                   "tillfrågades (71 %) och 29 deltog (57 % av de tillfrågade, 40 % av alla). I "
                   "socialtjänstens nationella brukarundersökning svarade 37 % 2021, 42 % 2022 och "
                   "48 % 2023.")
        ),
    )  # fmt: skip
    steps = (
        (marked("Klienter"), Share(flow.persons, flow.persons)),
        (marked("Startformulär"), Share(flow.started, flow.persons)),
        (marked("Minst en avstämning"), Share(flow.checked_in, flow.persons)),
        (marked("Avslutade"), Share(flow.closed, flow.persons)),
        (marked("Avslutsformulär, av dem som skulle ha ett"),
         Share(flow.closing, flow.closing_due)),
        (marked("Uppföljning efter 6 månader, av dem som skulle ha en"),
         Share(flow.half_year, flow.half_year_due)),
    )  # fmt: skip
    rows = [
        Row(
            sayer.say(words),
            sayer.share(share),
            bar=share.part / flow.persons,
            frame=share.whole / flow.persons,
        )
        for words, share in steps
    ]

    def draw(width: float) -> Chart:
        return row_chart(title, rows, width)

    return Section("flow", title, leads, (draw, _patterns(report, sayer)))


def _patterns(report: AnalysisReport, sayer: Sayer) -> Draw:
    forms = ("start", "checkin", "closing", "followup")
    title = sayer.say(
        marked("Vilka formulär samma person har. Fylld ruta: finns. Tom ruta: saknas. Ingen ruta: "
               "inte aktuellt än. {names}."),
        names=", ".join(sayer.teller.form_name(name) for name in forms),
    )  # fmt: skip
    letters = [sayer.teller.form(name).letter for name in forms]
    patterns = [
        FormPattern(one.forms, one.persons, _told(letters, one, sayer)) for one in report.patterns
    ]

    def draw(width: float) -> Chart:
        return pattern_chart(title, letters, patterns, width)

    return draw


def _told(letters: Sequence[str], one: Pattern, sayer: Sayer) -> str:
    there, lacking = (
        ", ".join(name for name, form in zip(letters, one.forms, strict=True) if form is which)
        for which in (True, False)
    )
    return sayer.say(
        marked("{persons} personer har {there}, saknar {lacking}"),
        persons=one.persons, there=there or "–", lacking=lacking or "–",
    )  # fmt: skip
