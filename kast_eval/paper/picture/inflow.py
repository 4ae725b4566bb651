"""Through whom people got in touch with a clinic, quarter by quarter, beside police operations."""

from collections.abc import Iterator

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.runs import Run, run_chart
from kast_eval.paper.comparison.inflow import WAY_TITLES
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.section import Grid, Section
from kast_eval.quality.inflow import Way
from kast_eval.quality.picture import Picture
from kast_eval.wording import marked

_COLUMNS = 2


def inflow_section(picture: Picture, words: Words) -> Section:
    """Return a run chart for each way; years with operations are marked below the police."""
    title = words.say(marked("Genom vem, kvartal för kvartal"))
    if not any(one.contacts for one in picture.quarters):
        nothing = words.say(marked("Kontaktloggen (L) har inga kontakter från de här kvartalen."))
        return Section("inflow", title, (nothing, _operations(picture, words)))
    runs = tuple(_runs(picture, words))
    lead = words.say(
        marked("Kontakter ur er kontaktlogg (L). Streckad linje: medianen av kvartalen.")
    )

    def draw(width: float) -> Chart:
        return run_chart(runs, width, _COLUMNS)

    head = (words.say(marked("Kvartal")), *(one.title for one in runs))
    rows = tuple(
        (words.short(one.quarter), *(run.said[place] for run in runs))
        for place, one in enumerate(picture.quarters)
    )
    grid = Grid(words.say(marked("Inflödet i siffror")), head, rows)
    return Section("inflow", title, (lead, _operations(picture, words)), (draw,), grid)


def _operations(picture: Picture, words: Words) -> str:
    """Tell of every year that V was filled in for, also of one without operations."""
    noted = ", ".join(f"{year}: {count}" for year, count in sorted(picture.operations.items()))
    if not noted:
        return words.say(
            marked("Ni har inte noterat några insatser med polisen i verksamhetsformuläret (V).")
        )
    return words.say(
        marked(
            "Insatser med polisen som ni har noterat i V, som bara frågar efter året: {noted}. "
            "Kvartal i ett år med insatser har ett streck under linjen."
        ),
        noted=noted,
    )


def _runs(picture: Picture, words: Words) -> Iterator[Run]:
    quarters = picture.quarters
    ends = (words.short(quarters[0].quarter), words.short(quarters[-1].quarter))
    for way in Way:
        counts = tuple(None if one.ways is None else one.ways[way] for one in quarters)
        years = tuple(picture.operations.get(one.quarter.year, 0) for one in quarters)
        yield Run(
            words.say(WAY_TITLES[way]),
            counts,
            tuple(map(words.logged, counts)),
            ends,
            float(max(one for one in counts if one is not None)),
            marks=years if way is Way.POLICE else (),
            middle=True,
        )
