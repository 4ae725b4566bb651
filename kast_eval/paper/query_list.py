"""The list of questions to answer, for the shelf where the papers are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.manual.tree import Block, Paragraph, Run, Runs, Table
from kast_eval.paper.book.leaflet import Leaflet, print_leaflet
from kast_eval.paper.words import TRAINING, chain_foot
from kast_eval.wording import Language, Wording

_TITLE = Wording("Frågor att besvara", "Questions to answer")
_HOW = Wording(
    "Ta fram arken ur pärmen, jämför och besvara frågan i programmet. Klienten frågas inte. "
    "Kasta listan när frågorna är besvarade.",
    "Take the sheets out of the binder, compare, and answer the question in the program. The "
    "client is not asked. Throw the list away once the questions are answered.",
)
_NONE = Wording("Ingen fråga väntar på svar.", "No question waits for an answer.")
_HEAD = (
    Wording("Klient", "Client"),
    Wording("Fråga", "Question"),
    Wording("Ark", "Sheets"),
    Wording("Senast", "By"),
    Wording("Svar", "Answer"),
)
_WIDTHS = (4, 10, 6, 5, 4)
_NUMBERS: Mapping[Timing, Wording] = {
    Timing.SESSION: Wording("samtal {}", "session {}"),
    Timing.FOLLOW_UP: Wording("{} månader", "{} months"),
    Timing.YEAR: Wording("år {}", "year {}"),
    Timing.OCCASION: Wording("nummer {}", "number {}"),
    Timing.ROW: Wording("rad {}", "row {}"),
}
_ITEMS = Wording("fråga", "question")
_DAYS = Wording("{} dagar", "{} days")


@dataclass(frozen=True)
class PrintedQuery:
    """A question as it stands on the list: whose, what, on which sheets, by when.

    `period` is what a question about the clinic itself is about.
    """

    code: str
    text: Wording
    places: tuple[tuple[FormDefinition, int | None, tuple[str, ...]], ...]
    due: date
    age: int
    period: str = ""


def print_query_list(
    site_name: str,
    day: date,
    queries: Sequence[PrintedQuery],
    language: Language,
    *,
    training: bool,
    anchor: str,
) -> bytes:
    """Return the list as PDF, in the order of the questions."""
    kicker = f"{site_name} · {day.isoformat()}"
    if training:
        kicker = f"{TRAINING.in_language(language)} · {kicker}"
    blocks = _blocks(queries, language)
    title = _TITLE.in_language(language)
    foot = chain_foot(anchor, language)
    return print_leaflet(Leaflet(kicker, title, blocks, language=language, foot=foot))


def _blocks(queries: Sequence[PrintedQuery], language: Language) -> tuple[Block, ...]:
    if not queries:
        return (Paragraph(_runs(_NONE.in_language(language))),)
    head = tuple(_runs(words.in_language(language)) for words in _HEAD)
    rows = tuple(_row(query, language) for query in queries)
    return Paragraph(_runs(_HOW.in_language(language))), Table(head, rows, _WIDTHS)


def _row(query: PrintedQuery, language: Language) -> tuple[Runs, ...]:
    sheets = "; ".join(_place(*place, language) for place in query.places)
    age = _DAYS.in_language(language).format(query.age)
    return (
        (Run(query.code, bold=True),),
        _runs(query.text.in_language(language)),
        _runs(sheets or query.period),
        _runs(f"{query.due.isoformat()} ({age})"),
        (),
    )


def _place(
    definition: FormDefinition, number: int | None, items: Sequence[str], language: Language
) -> str:
    """Return a sheet in short: its letter, its number, and the questions on it."""
    words = [definition.letter]
    if number is not None:
        words.append(_NUMBERS[definition.timing].in_language(language).format(number))
    asked = [definition.item(name).number for name in items]
    numbered = ", ".join(dict.fromkeys(number for number in asked if number))
    if numbered:
        words.append(f"{_ITEMS.in_language(language)} {numbered}")
    return " ".join(words)


def _runs(text: str) -> Runs:
    return (Run(text),) if text else ()
