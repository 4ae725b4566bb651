"""The inflow of all clinics by the way people came, quarter by quarter."""

from collections.abc import Mapping
from dataclasses import replace

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.runs import Run, run_chart
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.inflow import ShownInflow, Way
from kast_eval.wording import marked

_WAYS: Mapping[Way, str] = {
    Way.POLICE: marked("Polisen"),
    Way.SELF: marked("Egen kontakt"),
    Way.CLOSE: marked("Partner eller anhörig"),
    Way.AUTHORITY: marked("Socialtjänst, vård, Kriminalvård"),
    Way.OTHER: marked("Andra vägar eller inte noterat"),
}
_COLUMNS = 2


def inflow_section(
    shown: ShownInflow | None, operations: Mapping[int, int], teller: Teller
) -> Section:
    """Return a run chart for each way; hidden numbers are gaps.

    Years with operations of the police are marked where it is the police that people come by.
    """
    title = teller.say(marked("Inflöde"))
    if shown is None:
        few = teller.say(marked("Kontakterna är för få för att visas."))
        return Section("inflow", title, (few,))
    quarters = [*shown]
    runs = [_run(shown, way, teller) for way in Way]
    marks = tuple(operations.get(int(one.split("-")[0]), 0) for one in quarters)
    runs[0] = replace(runs[0], marks=marks)
    lead = teller.say(
        marked(
            "Nya kontakter på alla mottagningar tillsammans, ur kontaktloggarna (L). Streckad "
            "linje: medianen. Antal under 5, och så många till att de inte går att räkna ut, är "
            "dolda."
        )
    )

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

    head = (teller.say(marked("Kvartal")), *(teller.say(_WAYS[way]) for way in Way))
    rows = tuple(
        (quarter, *(run.said[place] for run in runs)) for place, quarter in enumerate(quarters)
    )
    grid = Grid(teller.say(marked("Inflödet i siffror")), head, rows)
    return Section("inflow", title, (lead, police), (draw,), grid)


def _run(shown: ShownInflow, way: Way, teller: Teller) -> Run:
    quarters = [*shown]
    counts = tuple(shown[quarter][way] for quarter in quarters)
    hidden = teller.say(marked("dolt"))
    return Run(
        teller.say(_WAYS[way]),
        counts,
        tuple(hidden if one is None else str(one) for one in counts),
        (quarters[0], quarters[-1]),
        float(max((one for one in counts if one is not None), default=0)),
        middle=True,
        nothing=teller.say(marked("för få för att visas")),
    )
