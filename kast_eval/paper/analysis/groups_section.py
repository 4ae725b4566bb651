"""Groups that are named beforehand, and those who have no later form."""

from math import inf

from kast_eval.analysis.groups import Balance, Dose, Group, Subgroup
from kast_eval.analysis.report import AnalysisReport
from kast_eval.analysis.study import CLOSING, HALF_YEAR
from kast_eval.paper.analysis.said import TOO_FEW, Sayer
from kast_eval.paper.report.section import Grid, Section
from kast_eval.wording import marked

_GROUPS = {
    Group.POLICE: (marked("Kom genom polisen"), marked("Kom på annat sätt")),
    Group.ALONE: (
        marked("Fyllde i avslutet utan att någon såg"),
        marked("Fyllde i avslutet med personal"),
    ),
    Group.NEW_CLINIC: (
        marked("Mottagning som är högst två år"),
        marked("Mottagning som är äldre"),
    ),
}

_NOTEWORTHY = 0.2


def doses_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return what is known at the closing by how many sessions were held."""
    title = sayer.say(marked("Antal samtal"))
    lead = sayer.say(
        marked("Bara beskrivning: de som mår bättre kan sluta tidigare, och de som har det svårt "
               "kan stanna längre. Antalet samtal är ingen orsak här. Antalen gäller dem som är "
               "avslutade och vars startformulär kom i tid.")
    )  # fmt: skip
    head = tuple(
        sayer.say(one)
        for one in (
            marked("Samtal"), marked("Personer"), marked("Inga köp på 30 dagar vid avslutet"),
            marked("Ändrat mående, median"),
        )
    )  # fmt: skip
    rows = tuple(
        (
            _span(one, sayer), str(one.persons), sayer.share(one.abstinent),
            sayer.quartiles(one.mood),
        )
        for one in report.doses
    )  # fmt: skip
    return Section("doses", title, (lead,), table=Grid(sayer.in_figures, head, rows))


def _span(one: Dose, sayer: Sayer) -> str:
    if one.most == inf:
        return sayer.say(marked("{fewest} eller fler"), fewest=one.fewest)
    return f"{one.fewest}–{one.most - 1:.0f}"


def subgroups_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return the groups with their differences, and no tests."""
    title = sayer.say(marked("Grupper som var bestämda i förväg"))
    lead = sayer.say(
        marked("Skillnader med intervall, inga test och inga fler grupper (Newcombes intervall för "
               "andelar, Welchs för medelvärden). Grupperna skiljer sig på mer än det som delar "
               "dem.")
    )  # fmt: skip
    head = tuple(
        sayer.say(one)
        for one in (
            marked("Grupp"), marked("Inga köp på 30 dagar vid avslutet"),
            marked("Ändrat mående, median"),
        )
    )  # fmt: skip
    rows = tuple(row for one in report.subgroups for row in _group_rows(one, sayer))
    return Section("subgroups", title, (lead,), table=Grid(sayer.in_figures, head, rows))


def _group_rows(one: Subgroup, sayer: Sayer) -> tuple[tuple[str, ...], ...]:
    groups = tuple(
        (sayer.say(words), sayer.share(share), sayer.quartiles(mood))
        for words, share, mood in zip(_GROUPS[one.name], one.abstinent, one.mood, strict=True)
    )
    apart = (
        sayer.say(marked("Skillnad")),
        sayer.points(one.abstinent_apart) if one.abstinent_apart else sayer.say(TOO_FEW),
        sayer.say(marked("medel {estimate}"), estimate=sayer.estimate(one.mood_apart))
        if one.mood_apart
        else sayer.say(TOO_FEW),
    )
    return (*groups, apart)


def attrition_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return how those with and without a later form differed at the start."""
    title = sayer.say(marked("De som saknar avslut eller uppföljning"))
    lead = sayer.say(
        marked("Skillnad vid starten mellan dem som har formuläret och dem som skulle ha haft det, "
               "i standardavvikelser. Utan test. Större än {size} åt något håll är värt att "
               "nämna."),
        size=sayer.number(_NOTEWORTHY),
    )  # fmt: skip
    head = (
        sayer.say(marked("Vid starten")),
        sayer.say(marked("Avslutsformulär: med, utan")),
        sayer.say(marked("Skillnad")),
        sayer.say(marked("Efter 6 månader: med, utan")),
        sayer.say(marked("Skillnad")),
    )
    found = {(one.name, one.point): one for one in report.balances}
    names = dict.fromkeys(one.name for one in report.balances)
    rows = tuple(
        (
            _at_start(name, sayer),
            *_balance(found[name, CLOSING], sayer),
            *_balance(found[name, HALF_YEAR], sayer),
        )
        for name in names
    )
    return Section("attrition", title, (lead,), table=Grid(sayer.in_figures, head, rows))


def _at_start(name: str, sayer: Sayer) -> str:
    return sayer.say(_GROUPS[Group.POLICE][0]) if name == "ref_source" else sayer.label(name)


def _balance(one: Balance, sayer: Sayer) -> tuple[str, str]:
    apart = sayer.say(TOO_FEW) if one.apart is None else sayer.number(one.apart, 2)
    return f"{one.with_form}, {one.without}", apart
