"""No purchases in 30 days, and how often in a year: of those who have bought sex."""

from collections.abc import Iterator, Sequence

from kast_eval.analysis.abstinence import AbstinenceChange
from kast_eval.analysis.distributions import PURCHASES, Strata
from kast_eval.analysis.report import AnalysisReport
from kast_eval.paper.analysis.said import NOTHING_MISSING, TOO_FEW, Sayer
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.charts.stacked import Stack, stacked_chart
from kast_eval.paper.report.section import Grid, Section
from kast_eval.quality.share import Share
from kast_eval.wording import marked

_AXIS = ((0.0, "0"), (0.5, "50"), (1.0, "100 %"))


def abstinence_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return the share without purchases, before and after, with missing answers in three ways."""
    title = sayer.say(marked("Inga köp på 30 dagar, bland dem som har köpt sex"))
    leads = (
        sayer.say(
            marked("Räknat på köp vid möte och på distans. Skillnaden är andelen senare minus "
                   "andelen vid starten, hos samma personer (Newcombes intervall för parade "
                   "andelar; p-värdet är McNemars exakta test).")
        ),
        sayer.say(
            marked("Saknade svar räknas på tre sätt: inte alls, som köp, och ifyllda 50 gånger med "
                   "svar från personer som svarade lika vid starten.")
        ),
    )  # fmt: skip
    shown = [one for one in report.abstinence if one.known.persons]
    rows = [row for one in shown for row in _rows(one, sayer)]
    charts = (lambda width: row_chart(title, rows, width, _AXIS),) if rows else ()
    head = tuple(
        sayer.say(one)
        for one in (
            marked("Tid och sätt"), marked("Vid starten"), marked("Senare"),
            marked("Skillnad"), marked("Test"),
        )
    )  # fmt: skip
    table = tuple(row for one in report.abstinence for row in _table_rows(one, sayer))
    return Section("abstinence", title, leads, charts, Grid(sayer.in_figures, head, table))


def _rows(one: AbstinenceChange, sayer: Sayer) -> Iterator[Row]:
    where = sayer.point(one.point)
    for words, share in (
        (marked("Starten, de som svarade {where}"), one.known.before),
        (marked("Vid {where}"), one.known.after),
        (marked("Vid {where}, saknade som köp"), one.worst.after),
    ):
        yield _row(sayer.say(words, where=where), share, sayer)


def _row(label: str, share: Share, sayer: Sayer) -> Row:
    interval = share.interval if share.whole else None
    return Row(label, sayer.share(share), bar=share.value, interval=interval)


def _table_rows(one: AbstinenceChange, sayer: Sayer) -> Iterator[tuple[str, ...]]:
    where = sayer.point(one.point)
    ways = ((marked("{where}: de som svarade"), one.known),
            (marked("{where}: saknade som köp"), one.worst))  # fmt: skip
    for words, pairs in ways:
        enough = one.says_something
        yield (
            sayer.say(words, where=where),
            sayer.share(pairs.before),
            sayer.share(pairs.after),
            sayer.points(pairs.difference) if enough else sayer.say(TOO_FEW),
            sayer.p_value(pairs.p_value) if enough else "–",
        )
    yield (
        sayer.say(marked("{where}: saknade ifyllda"), where=where),
        "–",
        sayer.say(
            marked("{missing} av {due} saknas, {no_start} saknar start"),
            missing=one.missing, due=one.due, no_start=one.no_start,
        ),
        sayer.points(one.filled)
        if one.missing or one.filled is None
        else sayer.say(NOTHING_MISSING),
        "–",
    )  # fmt: skip


def strata_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return how often buyers bought in the past year, with those who did not say drawn too."""
    title = sayer.say(marked("Hur ofta på ett år, före och efter"))
    column = report.columns.get(PURCHASES)
    codes = {} if column is None else column.codes
    stacks = [
        _stack(one, tuple(codes), [sayer.teller.words(words) for words in codes.values()], sayer)
        for one in report.strata
        if one.due
    ]
    if not stacks:
        none = sayer.say(marked("Ingen har svarat på hur ofta än."))
        return Section("strata", title, (none,))
    key = sayer.say(
        marked("Från mörkt till ljust: {names}. Den tomma rutan: saknas."),
        names=", ".join(sayer.teller.words(words) for words in codes.values()),
    )
    lead = sayer.say(
        marked("Det senaste året efter ett kort avslut handlar delvis om tiden före starten.")
    )

    def draw(width: float) -> Chart:
        return stacked_chart(sayer.label(PURCHASES), stacks, key, width)

    return Section("strata", title, (lead,), (draw,))


def _stack(one: Strata, codes: Sequence[int], names: Sequence[str], sayer: Sayer) -> Stack:
    parts = tuple(one.counts.get(code, 0) for code in codes)
    said = [f"{name}: {count}" for name, count in zip(names, parts, strict=True) if count]
    missing = sayer.say(marked("saknas: {missing}"), missing=one.missing)
    return Stack(
        sayer.say(marked("Vid {where}, {due} personer"), where=sayer.point(one.point), due=one.due),
        parts,
        one.missing,
        " · ".join((*said, missing)),
    )
