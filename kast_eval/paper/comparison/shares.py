"""Sections of shares: dots with intervals by name, funnels, and the numbers in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kast_eval.paper.charts.chart import Chart, Row, row_chart
from kast_eval.paper.charts.funnel import FunnelWords, Point, funnel_chart
from kast_eval.paper.comparison.beside import ALL, TITLES, Beside
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.quality.splits import Split, share_of_split
from kast_eval.quality.together import OTHERS
from kast_eval.wording import marked

_FEWEST_POINTS = 3
_AXIS = ((0.0, "0"), (0.5, "50"), (1.0, "100 %"))


@dataclass(frozen=True)
class Shares:
    """One part of the comparison: its words, its splits, and whether case mix stands beside."""

    anchor: str
    title: str
    leads: tuple[str, ...]
    splits: tuple[Split, ...]
    funnels: bool = False
    case_mix: bool = False


def shares_section(part: Shares, beside: Beside) -> Section:
    """Return the part; what no clinic may be told of is said to be too few."""
    say = beside.teller.say
    shown = [split for split in part.splits if beside.together.rows[split]]
    leads = [say(one) for one in part.leads]
    leads += [
        say(
            marked("{title}: visas inte, för de som måste räknas ihop är för få."),
            title=say(TITLES[split]),
        )
        for split in part.splits
        if split not in shown
    ]
    charts = tuple(one for split in shown for one in _charts(split, part, beside))
    return Section(part.anchor, say(part.title), tuple(leads), charts, _grid(part, shown, beside))


def _charts(split: Split, part: Shares, beside: Beside) -> Iterator[Draw]:
    yield lambda width: _dots(split, part, beside, width)
    alone = [code for code in beside.rows(split) if code not in {OTHERS, ALL}]
    if part.funnels and len(alone) >= _FEWEST_POINTS:
        yield lambda width: _funnel(split, beside, width)


def _dots(split: Split, part: Shares, beside: Beside, width: float) -> Chart:
    rows = [
        Row(
            beside.name(code),
            beside.share(split, code),
            share_of_split(counts).value,
            interval=share_of_split(counts).interval,
            notes=_case_mix(split, code, beside) if part.case_mix else "",
        )
        for code, counts in beside.rows(split).items()
    ]
    return row_chart(beside.teller.say(TITLES[split]), rows, width, _AXIS)


def _case_mix(split: Split, code: str, beside: Beside) -> str:
    police, buyers, urge = beside.case_mix(split, code)
    return beside.teller.say(
        marked("Polis {police}, köpare {buyers}, starkt sug {urge}. Svar saknas: {missing}."),
        police=police,
        buyers=buyers,
        urge=urge,
        missing=beside.percent(beside.missing(split, code)),
    )


def _funnel(split: Split, beside: Beside, width: float) -> Chart:
    rows = beside.rows(split)
    points = [
        Point(_short(code, beside), share_of_split(counts))
        for code, counts in rows.items()
        if code != ALL
    ]
    say = beside.teller.say
    words = FunnelWords(
        say(
            marked("{title}: inom gränserna kan slumpen räcka som förklaring"),
            title=say(TITLES[split]),
        ),
        say(marked("Klienter. Streckad gräns: 95 %. Hel gräns: 99,8 %.")),
        say(
            marked("{label}: {part} av {whole}, {percent} %"),
            label="{label}", part="{part}", whole="{whole}", percent="{percent}",
        ),
    )  # fmt: skip
    return funnel_chart(points, share_of_split(rows[ALL]), words, width)


def _short(code: str, beside: Beside) -> str:
    return beside.teller.say(marked("övriga")) if code == OTHERS else code


def _grid(part: Shares, shown: Sequence[Split], beside: Beside) -> Grid | None:
    if not shown:
        return None
    say = beside.teller.say
    mixed = (marked("Genom polisen"), marked("Köpare"), marked("Starkt sug"))
    heads = [say(marked("Mottagning")), *(say(TITLES[split]) for split in shown)]
    if part.case_mix:
        heads += [say(one) for one in mixed]
    rows = []
    for code in beside.codes():
        cells = [beside.name(code), *(beside.share(split, code) for split in shown)]
        rows.append((*cells, *(beside.case_mix(shown[0], code) if part.case_mix else ())))
    return Grid(say(marked("Talen bakom")), tuple(heads), tuple(rows))
