"""What the figures can say and what not: printed first in every report."""

from kast_eval.analysis.estimate import FEWEST, FEWEST_FOR_MODEL
from kast_eval.analysis.precision import eighty_percent
from kast_eval.analysis.report import AnalysisReport
from kast_eval.paper.analysis.said import Sayer
from kast_eval.paper.report.section import Grid, Section
from kast_eval.wording import marked

LIMITS = (
    marked(
        "Det finns ingen jämförelsegrupp. Siffrorna visar självrapporterad förändring, och inte "
        "vad som ledde till den."
    ),
    marked(
        "Många kommer när det är som svårast, till exempel efter ett polistillslag. "
        "Då blir det ofta bättre med tiden även utan stöd."
    ),
    marked(
        "Svaren gäller ett brott och lämnas ofta nära personal. Köp kan vara underrapporterade."
    ),
    marked(
        "De som svarar vid avslutet är de som stannade kvar. De som slutade komma kan ha haft det "
        "svårare. Därför visas tre sätt att räkna med dem som inte svarade."
    ),
    marked(
        "Vad som är ett köp i lagens mening ändrades 2025, så att även handlingar på distans "
        "räknas. Köp vid möte och på distans frågas därför för sig."
    ),
    marked(
        "Pandemin och polisens prioriteringar har ändrat vilka som kommer och när. Jämför inte år "
        "med år som om inget annat hade ändrats."
    ),
)
"""What holds for every report (analysis.md, 2)."""


def limits_section(report: AnalysisReport, sayer: Sayer) -> Section:
    """Return the limits, how everything is counted, and how little so few persons can show."""
    rules = (
        marked(
            "Varje person räknas en gång, i sin första insatsperiod. Inom parentes står ett "
            "95-procentigt intervall: är det brett är det få personer bakom."
        ),
        marked(
            "Av färre än {few} personer sägs inget mer än hur många de är, och av färre än {model} "
            "räknas ingen modell. Inget är justerat för att många jämförelser görs."
        ),
    )
    told = tuple(sayer.say(one) for one in LIMITS)
    counted = tuple(sayer.say(one, few=FEWEST, model=FEWEST_FOR_MODEL) for one in rules)
    rows = tuple(
        (
            str(count),
            sayer.share(eighty_percent(count)),
            sayer.number(size, 2),
        )
        for count, size in report.detectable.items()
    )
    head = (
        sayer.say(marked("Personer")),
        sayer.say(marked("Om fyra av fem gör något")),
        sayer.say(marked("Minsta ändring som oftast upptäcks, i standardavvikelser")),
    )
    caption = sayer.say(marked("Så mycket kan så få visa"))
    title = sayer.say(marked("Vad siffrorna kan säga, och inte"))
    return Section("limits", title, (*told, *counted), table=Grid(caption, head, rows))
