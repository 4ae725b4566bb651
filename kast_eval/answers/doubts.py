"""What a sheet's texts are asked about once before they are saved: slips, contradictions, gaps."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from kast_eval.answers.finding import Finding
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Day
from kast_eval.kinds.answer import Answer, Ruling
from kast_eval.wording import marked

LONG_AGO = timedelta(days=366)
"""A sheet is keyed soon after it is filled in; an older day is more often a wrong year."""

_OF_RULINGS: Mapping[Ruling, str] = {
    Ruling.SKIP_ANSWERED: marked(
        "Frågan skulle hoppas över men är besvarad. Står det så på papperet behålls svaret."
    ),
    Ruling.TOO_MANY: marked("Fler kryss än frågan tillåter. Alla behålls."),
    Ruling.CONTRADICTION: marked("Kryss finns både i en ruta och i «inget av detta»."),
    Ruling.DAY_IMPUTED: marked("Dagen saknas. Den 15:e i månaden används."),
}


def doubts_of(
    definition: FormDefinition,
    texts: Mapping[str, str],
    answers: Mapping[str, Answer],
    today: date,
) -> Iterator[Finding]:
    """Give the doubts that do not come from the form's own rules, in the order of the paper."""
    if not any(texts.get(item.name) for item in definition.items[len(definition.head) :]):
        yield Finding((), marked("Ingen fråga har något svar. Spara bara om arket är tomt."))
    for item in definition.items:
        answer = answers.get(item.name)
        if answer is None:
            continue
        for ruling, text in _OF_RULINGS.items():
            if ruling in answer.rulings:
                yield Finding((item.name,), text)
        if isinstance(item.kind, Day):
            yield from _day_doubts(item.name, answer, today)


def _day_doubts(name: str, answer: Answer, today: date) -> Iterator[Finding]:
    (day,) = answer.values
    if Ruling.AMBIGUOUS in answer.rulings:
        text = marked(
            "Datumet räknas som obesvarat. Fråga den som fyllde i om månad och dag går att få."
        )
        yield Finding((name,), text)
    if isinstance(day, date) and today - day > LONG_AGO:
        yield Finding((name,), marked("Datumet är mer än ett år gammalt. Stämmer året?"))
