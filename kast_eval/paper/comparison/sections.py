"""The comparison part by part, always in this order: structure, access, process, outcomes."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import assert_never

from kast_eval.paper.comparison.beside import Beside
from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.paper.comparison.content import content_sections
from kast_eval.paper.comparison.inflow import inflow_section
from kast_eval.paper.comparison.later import later_section
from kast_eval.paper.comparison.measures import (
    AFTER,
    CHECKIN,
    DAYS,
    DAYS_AFTER,
    ENDING,
    FOLLOW_UP,
    FORMS,
    LATER,
    MANY,
    PURCHASES,
    RESIDENCE,
    SEVERAL,
    SOON,
    URGE,
)
from kast_eval.paper.comparison.shares import Shares, shares_section
from kast_eval.paper.comparison.sources import sources_section
from kast_eval.paper.comparison.told import country_section, start_up_section, structure_section
from kast_eval.paper.report.report import ReportHead, print_report
from kast_eval.paper.report.section import Section, Teller
from kast_eval.wording import marked


class Theme(StrEnum):
    """A part of the comparison."""

    STRUCTURE = "structure"
    ACCESS = "access"
    PROCESS = "process"
    OUTCOMES = "outcomes"
    NEW = "new"


THEMES: Mapping[Theme, str] = {
    Theme.STRUCTURE: marked("Struktur"),
    Theme.ACCESS: marked("Tillgång"),
    Theme.PROCESS: marked("Process"),
    Theme.OUTCOMES: marked("Utfall"),
    Theme.NEW: marked("Nya mottagningar"),
}

TITLE = marked("Mottagningarna bredvid varandra")

RULES = marked(
    "Mottagningarna är ordnade i grupper efter hur många klienter som har avslutat. En mottagning "
    "har en egen rad när varje antal i gruppens rader, och i de rader som hänger ihop med dem, är "
    "minst 5, och minst 10 klienter har avslutat på var och en. De andra grupperna räknas ihop "
    "som övriga, och kan vara olika i olika frågor. Hur man än väljer på sidan kan varje dolt "
    "antal vara minst fem olika tal, också för den som kan regeln och vet allt om en av "
    "mottagningarna. Två kvartal bredvid varandra kan visa mer."
)
_OF_ALL = marked(
    "Andelen av de klienter vars första kontakt har avslutats. Inte noterat räknas som resten."
)
_CHANGE = marked(
    "Det är självrapporterad förändring, inte effekt av samtalen. Det finns ingen jämförelsegrupp, "
    "klienter kommer ofta när det är som värst, och bara de som stannar svarar vid avslutet. "
    "Läs utfallet med dem som kom: mottagningar har olika klienter."
)
_PURCHASES = marked(
    "«Inga köp på 30 dagar» är hur det var vid avslutet och ingen förändring. Är frågan obesvarad "
    "räknas det som köp. Procenten är av dem som har både startformulär (A) och avslutsformulär "
    "(E), och som i A har svarat att de har köpt sex."
)
_URGE = marked(
    "«Lägre sug» jämför avslutet med starten. Är frågan obesvarad i något av formulären, eller var "
    "suget 0 redan vid starten, räknas det som inte lägre. Procenten är av alla som har båda "
    "formulären."
)
_DAYS = marked(
    "«Färre dagar» är dagar med det som klienten ville förändra, de 30 före avslutet mot de 30 "
    "före starten. Är frågan obesvarad i något av formulären, eller var dagarna inga redan vid "
    "starten, räknas det som inte färre. Procenten är av dem med båda formulären som inte har "
    "svarat i A att de har köpt sex."
)
_AFTER = marked(
    "Av dem vars tid för uppföljningen (G) är ute. Köpare är de som mottagningen har registrerat "
    "som klienter som köper eller har köpt sex. Punkten är av dem vars uppföljning kom. Stapeln "
    "under är de vars uppföljning inte kom. Om dem vet ingen något, så andelen av alla kan vara "
    "mycket lägre än punkten."
)
_AFTER_MIX = marked(
    "Obesvarat räknas som köp, och som inte färre dagar. Vilka som kom till mottagningen är av "
    "alla som har avslutat, som i utfallet vid avslutet."
)
_MIX = marked(
    "Vilka som kom: polis och formulär som saknas är av alla som har avslutat, köpare och starkt "
    "sug (minst 8 av 10 vid starten) av alla med båda formulären, inga köp på 30 dagar vid starten "
    "av köparna bland dem. Obesvarat räknas som inte köpare, inte starkt sug och som köp."
)

_SHARES = {
    Theme.ACCESS: Shares(
        "access",
        THEMES[Theme.ACCESS],
        (_OF_ALL,),
        (SOON, LATER, RESIDENCE),
        funnels=(LATER,),
    ),
    Theme.PROCESS: Shares(
        "process",
        THEMES[Theme.PROCESS],
        (_OF_ALL,),
        (SEVERAL, MANY, ENDING, CHECKIN, FORMS, FOLLOW_UP),
        funnels=(ENDING, FORMS, FOLLOW_UP),
    ),
    Theme.OUTCOMES: Shares(
        "outcomes",
        THEMES[Theme.OUTCOMES],
        (_CHANGE, _PURCHASES, _DAYS, _URGE, _MIX),
        (PURCHASES, DAYS, URGE),
        funnels=(PURCHASES, DAYS, URGE),
        case_mix=True,
    ),
}
_HALF_A_YEAR = Shares(
    "after",
    marked("Ett halvår efter avslutet"),
    (_AFTER, _AFTER_MIX),
    (AFTER, DAYS_AFTER),
    funnels=(AFTER, DAYS_AFTER),
    case_mix=True,
)

_SAID_BY_CHARTS = frozenset({*_SHARES, _HALF_A_YEAR.anchor, "inflow", "later"})


def comparison_sections(
    comparison: Comparison, theme: Theme, teller: Teller
) -> tuple[Section, ...]:
    """Return the sections of a part."""
    beside = Beside(comparison.sites, comparison.together, teller, comparison.unnoted)
    match theme:
        case Theme.STRUCTURE:
            return (structure_section(comparison.structures, beside),)
        case Theme.ACCESS:
            inflow = inflow_section(comparison, teller)
            country = country_section(comparison.relatives, comparison.offered, teller)
            shares = shares_section(_SHARES[theme], beside)
            return (shares, sources_section(beside), country, inflow)
        case Theme.PROCESS:
            return (shares_section(_SHARES[theme], beside), *content_sections(beside))
        case Theme.OUTCOMES:
            return (
                shares_section(_SHARES[theme], beside),
                shares_section(_HALF_A_YEAR, beside),
                later_section(comparison.later, beside),
            )
        case Theme.NEW:
            return (start_up_section(comparison.start_ups, beside),)
        case _:
            assert_never(theme)


def print_comparison(comparison: Comparison, teller: Teller, *, training: bool, foot: str) -> bytes:
    """Return all parts as PDF; what charts say in numbers stands in no table beside them."""
    head = ReportHead(teller.say(TITLE), teller.day(comparison.day), (teller.say(RULES),), foot)
    sections = [
        replace(one, table=None) if one.anchor in _SAID_BY_CHARTS else one
        for theme in Theme
        for one in comparison_sections(comparison, theme, teller)
    ]
    return print_report(head, sections, teller, training=training)
