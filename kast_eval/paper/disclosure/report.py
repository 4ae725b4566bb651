"""The disclosure report as sections, the same on a page and on paper."""

from collections.abc import Sequence

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.release.anonymised.disclosure import (
    ClassSizes,
    Disclosure,
    QuasiFact,
    SensitiveFact,
    UniqueFact,
)
from kast_eval.paper.charts.chart import Chart
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.disclosure.facts import disclosure_facts
from kast_eval.paper.disclosure.removed import across_section, decision_section, removed_section
from kast_eval.paper.disclosure.said import hundredths, percent, persons
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.wording import marked

NAME = "disclosure"
_TITLE = marked("Röjandekontroll av en anonymiserad fil")


def disclosure_report(disclosure: Disclosure, teller: Teller) -> ReleaseReport:
    """Return the report; counts of persons too small to be told are told as being that small."""
    return ReleaseReport(
        NAME,
        teller.say(_TITLE),
        disclosure_facts(disclosure),
        (
            _sizes_section(disclosure, teller),
            _quasi_section(disclosure, teller),
            _sensitive_section(disclosure, teller),
            _uniques_section(disclosure, teller),
            removed_section(disclosure, teller),
            across_section(disclosure, teller),
            decision_section(disclosure, teller),
        ),
        (
            teller.say(
                marked(
                    "Risken räknas för den som vet att en viss person är med: 1 delat med antalet "
                    "personer i samma klass, det vill säga med samma värden i allt som kan vara "
                    "känt. Färre än {cell} personer skrivs som det och inte i siffror."
                ),
                cell=disclosure.smallest_cell,
            ),
        ),
    )


def _sizes_section(disclosure: Disclosure, teller: Teller) -> Section:
    title = teller.say(marked("Klasserna: hur många som är lika"))
    return Section(
        "classes",
        title,
        (
            teller.say(
                marked(
                    "{persons} personer. Den minsta klassen har {k} personer, minst {wanted} "
                    "krävs. Högsta risk {highest}, i medeltal {mean}."
                ),
                persons=disclosure.persons,
                k=disclosure.k,
                wanted=disclosure.policy.k,
                highest=percent(disclosure.highest_risk, teller),
                mean=percent(disclosure.mean_risk, teller),
            ),
        ),
        (lambda width: _sizes_chart(disclosure, teller, width),),
        Grid(
            teller.say(marked("Klasserna i siffror")),
            (
                teller.say(marked("Personer i klassen")),
                teller.say(marked("Klasser")),
                teller.say(marked("Personer")),
            ),
            tuple(
                (_span(one), str(one.classes), str(one.persons)) for one in disclosure.sizes
            ),
        ),
    )  # fmt: skip


def _sizes_chart(disclosure: Disclosure, teller: Teller, width: float) -> Chart:
    rows = [
        Row(
            teller.say(marked("{span} i klassen"), span=_span(one)),
            teller.say(marked("{persons} personer"), persons=one.persons),
            bar=one.persons / disclosure.persons,
            frame=1.0,
        )
        for one in disclosure.sizes
    ]
    return row_chart(teller.say(marked("Personer efter klassens storlek")), rows, width)


def _span(one: ClassSizes) -> str:
    return f"{one.smallest}" if one.smallest == one.largest else f"{one.smallest}–{one.largest}"


def _quasi_section(disclosure: Disclosure, teller: Teller) -> Section:
    title = teller.say(marked("Vad som kan vara känt om en person"))
    return Section(
        "quasi",
        title,
        (
            teller.say(
                marked(
                    "Nivå 0 är som i formuläret; på den högsta nivån säger variabeln ingenting. "
                    "Till klassen hör också vid vilka mätpunkter det finns svar."
                )
            ),
            *(
                (teller.say(marked("Mottagningen står i filen och hör till klassen.")),)
                if disclosure.clinic
                else ()
            ),
        ),
        (lambda width: _levels_chart(disclosure.quasi, teller, width),),
        Grid(
            teller.say(marked("Variablerna i siffror")),
            (
                teller.say(marked("Variabel")),
                teller.say(marked("Nivå")),
                teller.say(marked("Dolda värden")),
            ),
            tuple(
                (
                    f"{one.name} · {teller.words(one.label)}",
                    level(one, teller),
                    persons(one.suppressed, disclosure, teller),
                )
                for one in disclosure.quasi
            ),
        ),
    )


def level(one: QuasiFact, teller: Teller) -> str:
    """Return the level of how many in words."""
    return teller.say(marked("{level} av {height}"), level=one.level, height=one.height)


def _levels_chart(quasi: Sequence[QuasiFact], teller: Teller, width: float) -> Chart:
    rows = [
        Row(one.name, level(one, teller), bar=one.level / one.height, frame=1.0) for one in quasi
    ]
    return row_chart(teller.say(marked("Hur grovt varje variabel är")), rows, width)


def _sensitive_section(disclosure: Disclosure, teller: Teller) -> Section:
    title = teller.say(marked("Vad som inte får komma fram"))
    return Section(
        "sensitive",
        title,
        (
            teller.say(
                marked(
                    "I varje klass krävs minst {distinct} olika svar, och högst {commonest} får ha "
                    "samma. t är hur långt en klass svar ligger från allas, 0 till 1; den "
                    "redovisas och är ingen spärr."
                ),
                distinct=disclosure.policy.distinct,
                commonest=percent(disclosure.policy.commonest, teller),
            ),
        ),
        table=Grid(
            teller.say(marked("Över alla klasser")),
            (
                teller.say(marked("Variabel")),
                teller.say(marked("Minst olika svar")),
                teller.say(marked("Vanligaste svaret, som mest")),
                teller.say(marked("t, som mest")),
            ),
            tuple(_sensitive_row(one, teller) for one in disclosure.sensitive),
        ),
    )


def _sensitive_row(one: SensitiveFact, teller: Teller) -> tuple[str, ...]:
    name = f"{one.name} · {teller.words(one.label)}"
    if one.distinct is None or one.commonest is None:
        return (name, *(teller.say(marked("ingen har svarat")),) * 2, "0")
    return name, str(one.distinct), percent(one.commonest, teller), hundredths(one.t, teller)


def _uniques_section(disclosure: Disclosure, teller: Teller) -> Section:
    title = teller.say(marked("Vad som pekade ut personer innan något gjordes"))
    if not disclosure.uniques:
        lead = teller.say(marked("Ingen var ensam om sina svar i högst tre variabler."))
        return Section("uniques", title, (lead,))
    lead = teller.say(
        marked("Variabler som tillsammans, men inte färre av dem, gjorde personer ensamma.")
    )
    return Section(
        "uniques",
        title,
        (lead,),
        table=Grid(
            teller.say(marked("Högst tre variabler i taget")),
            (teller.say(marked("Variabler")), teller.say(marked("Personer"))),
            tuple(
                (_columns(one, teller), persons(one.persons, disclosure, teller))
                for one in disclosure.uniques
            ),
        ),
    )


def _columns(one: UniqueFact, teller: Teller) -> str:
    presence = teller.say(marked("mätpunkter med svar"))
    return ", ".join(presence if name == PRESENCE else name for name in one.columns)
