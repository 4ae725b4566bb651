"""The inflow of all clinics by the way people came, quarter by quarter."""

from collections.abc import Mapping
from dataclasses import replace

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.runs import Run, run_chart
from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.inflow import Way
from kast_eval.wording import marked

WAY_TITLES: Mapping[Way, str] = {
    Way.POLICE: marked("Polisen"),
    Way.SELF: marked("Egen kontakt"),
    Way.CLOSE: marked("Partner eller anhörig"),
    Way.AUTHORITY: marked("Socialtjänst, vård, Kriminalvård"),
    Way.OTHER: marked("Andra vägar eller inte noterat"),
}
_CLINICS = marked("Mottagningar som loggade")
_COLUMNS = 2

_LEAD = marked(
    "Nya kontakter på alla mottagningar tillsammans, ur kontaktloggarna (L). Streckad linje: "
    "medianen. Antal under 5, och så många till att de inte går att räkna ut, är dolda."
)
_JOINED = marked(
    "Linjerna följer hur många mottagningar som loggade: börjar fler att logga så stiger de, utan "
    "att fler söker. Ett kvartal när färre än tre loggade visas inte, och inte de före det."
)


def inflow_section(comparison: Comparison, teller: Teller) -> Section:
    """Return a run chart for each way; hidden numbers are gaps.

    Years with operations of the police are marked where it is the police that people come by.
    """
    shown, operations = comparison.inflow, comparison.operations
    title = teller.say(marked("Inflöde"))
    if shown is None:
        few = teller.say(marked("Kontakterna är för få för att visas."))
        return Section("inflow", title, (few,))
    quarters = [*shown]
    runs = [
        replace(
            _run(WAY_TITLES[way], {q: one[way] for q, one in shown.items()}, teller), middle=True
        )
        for way in Way
    ]
    marks = tuple(operations.get(int(one.split("-")[0]), 0) for one in quarters)
    runs[0] = replace(runs[0], marks=marks)
    runs.append(_run(_CLINICS, comparison.logged, teller))
    noted = ", ".join(f"{year}: {count}" for year, count in sorted(operations.items()))
    police = teller.say(
        marked(
            "Insatser med polisen som mottagningarna har noterat i V, som bara frågar efter året: "
            "{noted}. Kvartalen i de åren har ett streck under linjen."
        ),
        noted=noted or teller.say(marked("inga")),
    )

    def draw(width: float) -> Chart:
        return run_chart(runs, width, _COLUMNS)

    head = (teller.say(marked("Kvartal")), *(teller.say(WAY_TITLES[way]) for way in Way))
    head = (*head, teller.say(_CLINICS))
    rows = tuple(
        (quarter, *(run.said[place] for run in runs)) for place, quarter in enumerate(quarters)
    )
    grid = Grid(teller.say(marked("Inflödet i siffror")), head, rows)
    return Section("inflow", title, (teller.say(_LEAD), teller.say(_JOINED), police), (draw,), grid)


def _run(title: str, shown: Mapping[str, int | None], teller: Teller) -> Run:
    quarters, counts = [*shown], tuple(shown.values())
    hidden = teller.say(marked("dolt"))
    return Run(
        teller.say(title),
        counts,
        tuple(hidden if one is None else str(one) for one in counts),
        (quarters[0], quarters[-1]),
        float(max((one for one in counts if one is not None), default=0)),
        nothing=teller.say(marked("för få för att visas")),
    )
