"""Purchases after the closing."""

from collections.abc import Iterator

from kast_eval.analysis.relapse import FirstPurchase, Relapse
from kast_eval.analysis.report import AnalysisReport
from kast_eval.analysis.study import FOLLOW_UPS, HALF_YEAR
from kast_eval.analysis.turnbull import MORE_THAN
from kast_eval.paper.analysis.said import NOTHING_MISSING, Sayer
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.charts.survival import Fall, survival_chart
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.wording import marked

_AXIS = ((0.0, "0"), (0.5, "50"), (1.0, "100 %"))


def relapse_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return lapse and relapse at each follow-up, and the time to the first purchase."""
    title = sayer.say(marked("Snedsteg och återfall efter avslutet"))
    leads = [
        sayer.say(
            marked("Snedsteg är ett köp efter avslutet. Återfall är minst två köp på 30 dagar, "
                   "eller minst lika många som vid starten. Saknade svar räknas inte alls, som "
                   "återfall, och ifyllda med svar från personer som var lika vid avslutet.")
        ),
        sayer.say(
            marked("Uppföljning efter 3 och 12 månader väljer mottagningen själv. Där vet ingen "
                   "vilka svar som saknas, och bara de som svarade räknas.")
        ),
    ]  # fmt: skip
    first = report.first_purchase
    leads.append(_first_said(first, sayer))
    shown = [one for one in report.relapses if one.known.whole]
    rows = [row for one in shown for row in _rows(one, sayer)]
    charts: tuple[Draw, ...] = ()
    if rows:
        charts += (lambda width: row_chart(title, rows, width, _AXIS),)
    if first.steps:
        charts += (lambda width: _curve(first, sayer, width),)
    head = tuple(
        sayer.say(one)
        for one in (
            marked("Tid"), marked("Svar"), marked("Snedsteg"), marked("Återfall"),
            marked("Återfall, saknade som återfall"), marked("Återfall, saknade ifyllda"),
        )
    )  # fmt: skip
    table = tuple(_table_row(one, sayer) for one in report.relapses)
    return Section("relapse", title, tuple(leads), charts, Grid(sayer.in_figures, head, table))


def _first_said(first: FirstPurchase, sayer: Sayer) -> str:
    if first.steps:
        return sayer.say(
            marked("Tid till första köpet: {persons} personer har en uppföljning, {bought} av dem "
                   "har köpt. Kurvan är Turnbulls, för tider som bara är kända inom gränser."),
            persons=first.persons, bought=first.bought,
        )  # fmt: skip
    return sayer.say(
        marked("Tid till första köpet ritas från fler än {most} personer med uppföljning. Nu är de "
               "{persons}."),
        most=MORE_THAN, persons=first.persons,
    )  # fmt: skip


def _rows(one: Relapse, sayer: Sayer) -> Iterator[Row]:
    where = sayer.point(one.point)
    ways = [(marked("Återfall {where}, de som svarade"), one.known)]
    if one.missing:
        ways.append((marked("Återfall {where}, saknade som återfall"), one.worst))
    for words, share in ways:
        yield Row(
            sayer.say(words, where=where), sayer.share(share),
            bar=share.value, interval=share.interval,
        )  # fmt: skip


def _curve(first: FirstPurchase, sayer: Sayer, width: float) -> Chart:
    title = sayer.say(marked("Andel som inte har köpt, månad för månad efter avslutet"))
    told = sayer.say(
        marked("Tunna sneda linjer: någonstans där föll andelen, men svaren säger inte när.")
    )
    falls = [Fall(one.left, one.right, one.share) for one in first.steps]
    return survival_chart(title, falls, (0, *FOLLOW_UPS.values()), told, width)


def _table_row(one: Relapse, sayer: Sayer) -> tuple[str, ...]:
    return (
        sayer.point(one.point).capitalize(),
        sayer.say(
            marked("{known} av {due}"), known=one.known.whole, due=one.due
        ),
        sayer.share(one.lapse),
        sayer.share(one.known),
        sayer.share(one.worst),
        _filled(one, sayer),
    )  # fmt: skip


def _filled(one: Relapse, sayer: Sayer) -> str:
    """Return the share with missing answers filled in; that there are none, where there are none.

    Of a follow-up that a clinic chooses, nobody knows which sheets are missing.
    """
    if one.missing or one.filled is None:
        return sayer.percent(one.filled)
    if one.point == HALF_YEAR:
        return sayer.say(NOTHING_MISSING)
    return sayer.say(marked("inget saknas på de blanketter som kom"))
