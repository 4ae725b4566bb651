"""What clinics say of themselves: their structure, and how far the new ones have come."""

from collections.abc import Iterator, Mapping

from kast_eval.definition.form import Item
from kast_eval.kinds import Choice, Count, Several
from kast_eval.paper.comparison.beside import Beside
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.known_items import CLINIC_YEAR, STRUCTURE
from kast_eval.quality.share import Share
from kast_eval.quality.structure import MONTHS, Milestone, Reached, Structure
from kast_eval.wording import marked

_MILESTONES: Mapping[Milestone, str] = {
    Milestone.BOARD: marked("Nämndens beslut om dokumentation"),
    Milestone.TRAINED: marked("Utbildade behandlare"),
    Milestone.MATERIALS: marked("Webbsida eller folder"),
    Milestone.POLICE: marked("Överenskommelse med polisen"),
    Milestone.FIRST_CONTACT: marked("Första kontakten i loggen (L)"),
    Milestone.FORMS: marked("Första klientarket inskrivet"),
}
_REACHED: Mapping[Reached, str] = {
    Reached.YES: marked("ja"),
    Reached.NO: marked("nej"),
    Reached.YES_LATER: marked("ja, enligt V som kom senare"),
    Reached.NO_LATER: marked("nej, enligt V som kom senare"),
    Reached.NOT_TOLD: marked("inget formulär V än"),
    Reached.NOT_YET: marked("har inte kommit dit än"),
}


def structure_section(structures: Mapping[str, Structure], beside: Beside) -> Section:
    """Return each question of form V with its answers, and which clinics gave them."""
    say = beside.teller.say
    told = {
        one.code: structures[one.code]
        for one in beside.sites
        if structures[one.code].year is not None
    }
    leads = [say(marked("Ur varje mottagnings senaste verksamhetsformulär (V)."))]
    silent = [one.code for one in beside.sites if one.code not in told]
    if silent:
        leads.append(say(marked("Inget formulär V: {codes}."), codes=", ".join(silent)))
    form = beside.teller.form(CLINIC_YEAR)
    rows = tuple(row for name in STRUCTURE for row in _answers(form.item(name), told, beside))
    head = (say(marked("Fråga")), say(marked("Det de svarade")), say(marked("Mottagningar")))
    table = Grid(say(marked("Svaren")), head, rows) if rows else None
    return Section("structure", say(marked("Struktur")), tuple(leads), (), table)


def _answers(
    item: Item, told: Mapping[str, Structure], beside: Beside
) -> Iterator[tuple[str, str, str]]:
    """Give each answer to a question that some clinic gave, with the clinics."""
    words = beside.teller.words
    question = words(item.wording)
    match item.kind:
        case Choice(choices):
            answers = {words(label): (item.name, code) for code, label in choices.items()}
        case Several(options):
            answers = {words(label): (f"{item.name}_{box}", 1) for box, label in options.items()}
        case Count(unit=unit):
            yield from _numbers(item, told, beside.teller, "" if unit is None else words(unit))
            answers = {}
        case _:
            return
    for said, (column, value) in answers.items():
        codes = ", ".join(code for code, one in told.items() if one.codes.get(column) == value)
        if codes:
            yield question, said, codes
    columns = [one.name for one in item.columns()]
    silent = [code for code, one in told.items() if not any(c in one.codes for c in columns)]
    if silent:
        yield question, beside.teller.say(marked("inget svar")), ", ".join(silent)


def _numbers(
    item: Item, told: Mapping[str, Structure], teller: Teller, unit: str
) -> Iterator[tuple[str, str, str]]:
    """Give what each clinic answers in one row, by clinic: numbers are no order for clinics."""
    name = item.name
    counts = {code: one.codes[name] for code, one in told.items() if name in one.codes}
    if counts:
        listed = " · ".join(f"{code} {count}" for code, count in counts.items())
        yield teller.words(item.wording), teller.say(marked("ett tal")), f"{listed} {unit}".rstrip()


def start_up_section(
    start_ups: Mapping[str, Mapping[Milestone, Mapping[int, Reached]]], beside: Beside
) -> Section:
    """Return how far each new clinic had come after 3, 6 and 12 months."""
    say = beside.teller.say
    new = [one for one in beside.sites if one.code in start_ups]
    title = say(marked("Nya mottagningar"))
    if not new:
        nothing = say(marked("Ingen mottagning är ny: alla började för mer än två år sedan."))
        return Section("new", title, (nothing,))
    rule = say(
        marked(
            "Räknat från mottagningens första inskrivna ark, för formulär V frågar bara efter "
            "året. Nämndens beslut räknas från sin dag, ur det senaste V. Utbildning, "
            "överenskommelse och material har ingen dag: för dem gäller det V som fanns då. Fanns "
            "inget gäller det första som kom sedan, och det står."
        )
    )
    unsaid = say(
        marked(
            "Inget formulär frågar när personalen började eller när materialet kom. Dagar och det "
            "första avslutet visas inte, för de är en enda klients."
        )
    )
    rows = tuple(
        (
            beside.name(one.code),
            say(_MILESTONES[milestone]),
            *(say(_REACHED[reached[months]]) for months in MONTHS),
        )
        for one in new
        for milestone, reached in start_ups[one.code].items()
    )
    months = (say(marked("{months} månader"), months=one) for one in MONTHS)
    head = (say(marked("Mottagning")), say(marked("Vad")), *months)
    return Section(
        "new",
        title,
        (rule, unsaid),
        (),
        Grid(say(marked("Nya mottagningar, steg för steg")), head, rows),
    )


def country_section(relatives: int | None, offered: Share | None, teller: Teller) -> Section:
    """Return what is told of all clinics together and never of one."""
    say = teller.say
    few = say(marked("för få för att visas"))
    return Section(
        "country",
        say(marked("Bara för alla mottagningar tillsammans")),
        (
            say(
                marked(
                    "Anhöriga med egna samtal: {count}. Vilka mottagningar som erbjuder dem samtal "
                    "står under Struktur."
                ),
                count=few if relatives is None else relatives,
            ),
            say(
                marked(
                    "Formulär erbjudna, av de kontakter i loggen (L) som kunde vara med: {share}."
                ),
                share=few if offered is None else teller.share(offered),
            ),
        ),
    )
