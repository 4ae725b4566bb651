"""The sections of what was taken away, of what stands beside the file, and of who decided."""

from kast_eval.dataset.release.anonymised.disclosure import Disclosure
from kast_eval.paper.disclosure.said import percent, persons
from kast_eval.paper.report.section import Section, Teller
from kast_eval.wording import marked


def removed_section(disclosure: Disclosure, teller: Teller) -> Section:
    """Return what is not in the file, and what that cost."""
    leads = [
        teller.say(
            marked("Personer som togs bort för att skydda dem: {removed}, högst {most} får det."),
            removed=persons(disclosure.removed, disclosure, teller),
            most=percent(disclosure.policy.suppressed_persons, teller),
        ),
        teller.say(
            marked("Personer som har kommit till samtal som par, och aldrig är med: {couples}."),
            couples=persons(disclosure.couples, disclosure, teller),
        ),
    ]
    if disclosure.merged:
        leads.append(
            teller.say(
                marked("Ovanliga svar har slagits ihop i: {names}."),
                names=", ".join(disclosure.merged),
            )
        )
    if disclosure.dropped:
        leads.append(
            teller.say(
                marked("Kolumner som föll bort, för att svar i dem var för ovanliga: {names}."),
                names=", ".join(disclosure.dropped),
            )
        )
    leads.append(
        teller.say(
            marked(
                "Av detaljerna har {loss} gått förlorade, räknat som nivå av högsta nivå i "
                "medeltal över variablerna. Urskiljbarhet {discernibility}: 100 % är att alla är "
                "lika."
            ),
            loss=percent(disclosure.loss, teller),
            discernibility=percent(disclosure.discernibility, teller),
        )
    )
    return Section("removed", teller.say(marked("Vad som har tagits bort")), tuple(leads))


def across_section(disclosure: Disclosure, teller: Teller) -> Section:
    """Return what answers over time, and earlier releases, tell together with the file."""
    if disclosure.smallest_pair is None:
        over_time = teller.say(marked("Filen har inga utfall, så inga svar över tid att jämföra."))
    else:
        over_time = teller.say(
            marked(
                "Den som vet två av en persons svar på utfallen: {pairs} par har prövats, och den "
                "minsta klassen har {smallest} personer."
            ),
            pairs=disclosure.pairs,
            smallest=disclosure.smallest_pair,
        )
    cross = disclosure.cross
    if not cross.earlier:
        beside = teller.say(marked("Inget har lämnats ut anonymiserat tidigare."))
    else:
        beside = teller.say(
            marked(
                "Jämfört med {earlier} tidigare utlämnanden: ingen klass skiljer 1 till {most} "
                "personer. Nya personer, som minst: {new}."
            ),
            earlier=cross.earlier,
            most=disclosure.policy.k - 1,
            new=persons(cross.fewest_new, disclosure, teller),
        )
    title = teller.say(marked("Svar över tid och tidigare utlämnanden"))
    return Section("across", title, (over_time, beside))


def decision_section(disclosure: Disclosure, teller: Teller) -> Section:
    """Return who judged the file to be anonymous."""
    decision = disclosure.decision
    if decision is None:
        lead = teller.say(marked("Ingen har bedömt filen som anonym än."))
    else:
        lead = teller.say(
            marked("Bedömd som anonym av {by} den {day}, med kolumnerna {columns}."),
            by=decision.by, day=teller.day(decision.on), columns=decision.columns[:12],
        )  # fmt: skip
    return Section("decision", teller.say(marked("Beslutet")), (lead,))
