"""Numbers before and after: purchases and days, and how it feels."""

from collections.abc import Iterator, Sequence

from kast_eval.analysis.changes import MOOD, Model, NumberChange, Outcome, Whom
from kast_eval.analysis.reliable_change import RELIABILITIES, ReliableChange
from kast_eval.analysis.report import AnalysisReport
from kast_eval.analysis.study import CLOSING
from kast_eval.paper.analysis.said import Sayer
from kast_eval.paper.charts.before_after import BeforeAfter, before_after_chart
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.report.section import Draw, Grid, Section
from kast_eval.wording import marked

_TEN = 10.0

_WHOM = {
    Whom.BUYERS: marked("de som har köpt sex"),
    Whom.OTHERS: marked("de som inte har köpt sex"),
    Whom.EVERYBODY: marked("alla"),
}
_MODELS = {
    Model.RATIO: marked("gånger så många: {estimate}"),
    Model.LINE: marked("medeländring {estimate}"),
}

METHOD = marked(
    "Typisk ändring är Hodges–Lehmanns skattning med intervall ur Wilcoxons teckenrangtest. I "
    "testet räknas inte de som svarade lika båda gångerna, och lika stora ändringar delar rang."
)
_SENSITIVITY = marked(
    "Saknade svar räknas inte alls, som oförändrade, och ifyllda 50 gånger (medeländring)."
)
_RATIO = marked(
    "Modellen för antal är negativ binomial (GEE) med personen som kluster och fel som är "
    "justerade för få personer. Den är ingen blandad modell: den räknar bara dem som svarade båda "
    "gångerna, och säger inget om dem som slutade svara."
)
_LINE = marked(
    "Medeländringens intervall och p-värde är Students. "
    "Modellen för tal på en skala är linjär med en egen nivå för varje person. Den räknar alla "
    "svar."
)


def counts_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return purchases of buyers and days of others: the study's primary numbers."""
    shown = [one for one in report.changes if not one.outcome.scale]
    title = sayer.say(marked("Antal köp, och dagar med det som ska ändras"))
    leads = tuple(sayer.say(one) for one in (METHOD, _SENSITIVITY, _RATIO))
    return Section("counts", title, leads, table=_grid(shown, sayer))


def scales_section(report: AnalysisReport, sayer: Sayer, *, rows: bool) -> Section:
    """Return mood, urge, confidence and importance; persons are drawn where `rows` may be seen."""
    shown = [one for one in report.changes if one.outcome.scale]
    title = sayer.say(marked("Mående, sug, tilltro och hur viktigt det är"))
    leads = [sayer.say(one) for one in (METHOD, _SENSITIVITY, _LINE)]
    mood = _mood(report)
    leads += [_reliable(one, sayer) for one in mood.reliable]
    if mood.reliable:
        leads.append(
            sayer.say(
                marked("En enda frågas tillförlitlighet är inte känd. Därför visas tre antagna "
                       "värden, {values} (Jacobson och Truax).")
                , values=", ".join(sayer.number(one) for one in RELIABILITIES),
            )
        )  # fmt: skip
    charts = tuple(_charts(mood, sayer)) if rows else ()
    return Section("scales", title, tuple(leads), charts, _grid(shown, sayer))


def _mood(report: AnalysisReport) -> NumberChange:
    return next(
        one for one in report.changes if (one.outcome, one.point) == (MOOD, CLOSING)
    )  # fmt: skip


def _reliable(one: ReliableChange, sayer: Sayer) -> str:
    return sayer.say(
        marked("Mående, om tillförlitligheten är {reliability}: minst {least} stegs ändring. Upp: "
               "{risen}. Ned: {fallen}."),
        reliability=sayer.number(one.reliability),
        least=sayer.number(one.least),
        risen=sayer.share(one.risen),
        fallen=sayer.share(one.fallen),
    )  # fmt: skip


def _charts(mood: NumberChange, sayer: Sayer) -> Iterator[Draw]:
    if not mood.says_something:
        return
    changes = [after - before for before, after in mood.pairs]
    told = sayer.say(
        marked("{higher} svarade högre vid avslutet än vid starten, {same} lika och {lower} lägre. "
               "En större prick är fler personer."),
        higher=sum(one > 0 for one in changes),
        same=changes.count(0),
        lower=sum(one < 0 for one in changes),
    )  # fmt: skip
    middle = [one.least for one in mood.reliable if one.reliability == RELIABILITIES[1]]
    if middle:
        told += " " + sayer.say(
            marked("Mellan de tunna linjerna är ändringen mindre än frågans osäkerhet.")
        )
    what = BeforeAfter(
        sayer.label(mood.outcome.name),
        sayer.say(marked("Vid starten")),
        sayer.say(marked("Vid avslutet")),
        mood.pairs,
        _TEN,
        middle[0] if middle else None,
        told,
    )

    def draw(width: float) -> Chart:
        return before_after_chart(what, width)

    yield draw


def _grid(shown: Sequence[NumberChange], sayer: Sayer) -> Grid:
    head = tuple(
        sayer.say(one)
        for one in (
            marked("Mått och tid"), marked("Underlag"), marked("Start → senare, median"),
            marked("Typisk ändring"), marked("Saknade på andra sätt"), marked("Modell"),
        )
    )  # fmt: skip
    return Grid(sayer.in_figures, head, tuple(_row(one, sayer) for one in shown))


def _row(one: NumberChange, sayer: Sayer) -> tuple[str, ...]:
    known = one.known
    test = f", {sayer.p_value(known.p_value)}" if known else ""
    return (
        f"{_name(one.outcome, sayer)}. {sayer.point(one.point).capitalize()}",
        sayer.say(
            marked("{known} av {due}; {missing} saknas, {no_start} saknar start"),
            known=len(one.pairs), due=one.due, missing=one.missing, no_start=one.no_start,
        ),
        " → ".join(dict.fromkeys((sayer.quartiles(one.before), sayer.quartiles(one.after))))
        if not one.says_something
        else f"{sayer.quartiles(one.before)} → {sayer.quartiles(one.after)}",
        f"{sayer.shift(known)}{test}{_mean(one, sayer)}",
        sayer.say(
            marked("oförändrade: {worst}; ifyllda: {filled}"),
            worst=sayer.shift(one.worst), filled=sayer.estimate(one.filled),
        )
        if known
        else "–",
        sayer.say(_MODELS[one.outcome.model], estimate=sayer.estimate(one.model, 2))
        if one.model
        else "–",
    )  # fmt: skip


def _mean(one: NumberChange, sayer: Sayer) -> str:
    """Return the mean change of a scale, by Student's t; counts are too skew for it."""
    if not (one.outcome.scale and one.mean):
        return ""
    mean = sayer.say(marked("medel {estimate}"), estimate=sayer.estimate(one.mean.mean))
    return f"; {mean}, {sayer.p_value(one.mean.p_value)}"


def _name(outcome: Outcome, sayer: Sayer) -> str:
    return f"{sayer.label(outcome.name)} ({sayer.say(_WHOM[outcome.whom])})"
