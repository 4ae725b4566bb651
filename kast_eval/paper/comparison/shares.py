"""Sections of shares: dots with intervals by name, funnels, and the numbers in a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.funnel import FunnelWords, Point, funnel_chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.comparison.beside import ALL, Beside
from kast_eval.paper.comparison.measures import AWAY, NOTED
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.quality.splits import Measure
from kast_eval.quality.together import OTHERS
from kast_eval.wording import marked

_FEWEST_POINTS = 3
_MOST_ROWS, _MOST_WITH_NOTES, _MOST_WITH_AWAY = 34, 18, 11
"""So many rows are no higher than a page of paper."""
_AXIS = ((0.0, "0"), (0.5, "50"), (1.0, "100 %"))


@dataclass(frozen=True)
class Shares:
    """One part of the comparison: its words, its shares, and whether case mix stands beside.

    Only some of its shares have `funnels`: those that clinics themselves work for.
    """

    anchor: str
    title: str
    leads: tuple[str, ...]
    measures: tuple[Measure, ...]
    case_mix: bool = False
    funnels: tuple[Measure, ...] = ()


def shares_section(part: Shares, beside: Beside) -> Section:
    """Return the part; what no clinic may be told of is said to be too few."""
    say = beside.teller.say
    shown = [one for one in part.measures if beside.is_told(one)]
    leads = [say(one) for one in part.leads]
    leads += not_shown([one for one in part.measures if one not in shown], beside)
    leads += of_others(shown, beside)
    leads += not_noted(shown, beside)
    charts = tuple(draw for one in shown for draw in _charts(one, part, beside))
    return Section(part.anchor, say(part.title), tuple(leads), charts, _grid(part, shown, beside))


def not_shown(measures: Sequence[Measure], beside: Beside) -> tuple[str, ...]:
    """Return which of several shares are left out, and why, in one sentence."""
    if not measures:
        return ()
    titles = "; ".join(beside.title(one) for one in measures)
    few = marked("Visas inte, för de som måste räknas ihop är för få: {titles}.")
    return (beside.teller.say(few, titles=titles),)


def of_others(shown: Sequence[Measure], beside: Beside) -> tuple[str, ...]:
    """Return how to read what several clinics have together, and why none has a row of its own."""
    say = beside.teller.say
    rows = {one: beside.rows(one.split) for one in shown}
    leads = []
    if any(OTHERS in found for found in rows.values()):
        others = marked(
            "Övriga mottagningar räknas ihop för att någon av dem har ett litet antal. De är "
            "alltså inte valda på måfå, och andelen ligger ofta för nära 0 eller 100 %. Jämför den "
            "inte med andra."
        )
        leads.append(say(others))
    together = [one for one, found in rows.items() if set(found) == {ALL}]
    if together:
        nobody = marked(
            "Ingen mottagning har en egen rad här, för också i de större grupperna finns ett litet "
            "antal, eller så behövs de i summan: {titles}."
        )
        leads.append(say(nobody, titles="; ".join(beside.title(one) for one in together)))
    return tuple(leads)


def not_noted(shown: Sequence[Measure], beside: Beside) -> tuple[str, ...]:
    """Return how often what counts as the rest was not noted, of all clinics together."""
    say = beside.teller.say
    told = dict.fromkeys(one.split for one in shown if one.split in NOTED)
    if not told:
        return ()
    few = say(marked("för få för att visas"))
    known = {split: beside.percent(share) for split, share in beside.unnoted.items()}
    shares = [f"{say(NOTED[split])} {known.get(split, few)}" for split in told]
    lead = marked(
        "Inte noterat eller obesvarat, på alla mottagningar tillsammans: {shares}. Per mottagning "
        "visas det inte, för talen är små. Det kan skilja mellan mottagningar, och då skiljer "
        "andelen fast klienterna är lika."
    )
    return (say(lead, shares=", ".join(shares)),)


def _charts(measure: Measure, part: Shares, beside: Beside) -> Iterator[Draw]:
    codes = tuple(beside.rows(measure.split))
    with_notes = _MOST_WITH_AWAY if measure in AWAY else _MOST_WITH_NOTES
    most = with_notes if part.case_mix else _MOST_ROWS
    for first in range(0, len(codes), most):
        yield partial(_dots, measure, part, beside, codes[first : first + most])
    if measure in part.funnels and len(_alone(measure, beside)) >= _FEWEST_POINTS:
        yield lambda width: _funnel(measure, beside, width)


def _dots(
    measure: Measure, part: Shares, beside: Beside, codes: Sequence[str], width: float
) -> Chart:
    """Return the dots of some of the clinics: as many as a page of paper holds."""
    every = beside.rows(measure.split)
    rows = [row for code in codes for row in _rows_of(measure, code, part, beside)]
    title = beside.title(measure)
    if codes[0] != next(iter(every)):
        title = beside.teller.say(marked("{title}, fortsättning"), title=title)
    return row_chart(title, rows, width, _AXIS)


def _rows_of(measure: Measure, code: str, part: Shares, beside: Beside) -> Iterator[Row]:
    """Give a clinic's dot, and below it a bar of those whose follow-up did not come."""
    counts = beside.rows(measure.split)[code]
    share = measure.share(counts)
    notes = who_came(measure, code, beside) if part.case_mix else ""
    name, said = beside.name(code), beside.share(measure, code)
    if measure in AWAY:
        yield Row(name, said, share.value, interval=share.interval)
        away = AWAY[measure]
        name, said = beside.teller.say(marked("kom inte")), beside.share(away, code)
        yield Row(name, said, away.share(counts).value, frame=1.0, below=notes)
    else:
        yield Row(name, said, share.value, interval=share.interval, below=notes)


def who_came(measure: Measure, code: str, beside: Beside) -> str:
    """Return the case mix beside an outcome of a clinic, in one sentence."""
    mix = beside.case_mix(measure, code)
    if len({*mix}) == 1 and "%" not in mix[0]:
        return beside.teller.say(marked("Vilka som kom: {where}."), where=mix[0])
    police, buyers, bought, urge, missing = mix
    return beside.teller.say(
        marked(
            "Polis {police}, köpare {buyers}, inga köp vid starten {bought}, starkt sug {urge}. "
            "Formulär saknas: {missing}."
        ),
        police=police,
        buyers=buyers,
        bought=bought,
        urge=urge,
        missing=missing,
    )


def _funnel(measure: Measure, beside: Beside, width: float) -> Chart:
    rows = beside.rows(measure.split)
    points = [Point(code, measure.share(rows[code])) for code in _alone(measure, beside)]
    say = beside.teller.say
    words = FunnelWords(
        say(
            marked("{title}: inom gränserna kan slumpen räcka som förklaring"),
            title=beside.title(measure),
        ),
        say(
            marked(
                "Klienter. Streckad gräns: 95 %. Hel gräns: 99,8 %. Högst 5 av 100 punkter "
                "hamnar utanför den streckade av bara slump."
            )
        ),
        say(
            marked("{label}: {part} av {whole}, {percent} %"),
            label="{label}", part="{part}", whole="{whole}", percent="{percent}",
        ),
    )  # fmt: skip
    return funnel_chart(points, measure.share(rows[ALL]), words, width)


def _alone(measure: Measure, beside: Beside) -> tuple[str, ...]:
    """Return the clinics of a funnel: the others are chosen by their counts, and not by chance."""
    return tuple(code for code in beside.rows(measure.split) if code not in {OTHERS, ALL})


def _grid(part: Shares, shown: Sequence[Measure], beside: Beside) -> Grid | None:
    if not shown:
        return None
    say = beside.teller.say
    mixed = (
        marked("Genom polisen"), marked("Köpare"), marked("Inga köp vid starten"),
        marked("Starkt sug"), marked("Formulär saknas"),
    )  # fmt: skip
    columns = [one for each in shown for one in (each, AWAY.get(each)) if one is not None]
    heads = [say(marked("Mottagning")), *(beside.title(one) for one in columns)]
    if part.case_mix:
        heads += [say(one) for one in mixed]
    rows = []
    for code in beside.codes(shown):
        cells = [beside.name(code), *(beside.share(one, code) for one in columns)]
        rows.append((*cells, *(beside.case_mix(shown[0], code) if part.case_mix else ())))
    return Grid(say(marked("Talen bakom")), tuple(heads), tuple(rows))
