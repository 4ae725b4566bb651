"""The month's sample of reads on paper, with room for a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kast_eval.manual.tree import Block, Paragraph, Run, Runs, Table
from kast_eval.paper.book.leaflet import Leaflet, print_leaflet
from kast_eval.paper.words import TRAINING, chain_foot
from kast_eval.wording import Language, Wording

_TITLE = Wording("Stickprov av läsningar", "Sample of reads")
_HOW = Wording(
    "Av månadens {of} läsningar och utskrifter drogs {drawn} på måfå. Fråga vid var och en: hade "
    "personen anledning att se just den klientens papper just då? Ta upp det som förvånar med "
    "den som läste. Skriv under när listan är genomgången, här eller i programmet.",
    "Of the month's {of} reads and prints, {drawn} were drawn at random. Ask at each: did the "
    "person have reason to see that client's paper at that time? Talk to who read about what "
    "surprises you. Sign when you have gone through the list, here or in the program.",
)
_NONE = Wording(
    "Ingen läste eller skrev ut något den månaden.", "Nobody read or printed anything that month."
)
_HEAD = (
    Wording("Nr", "No."),
    Wording("När", "When"),
    Wording("Vem", "Who"),
    Wording("Gjorde", "Did"),
    Wording("Klient, ark", "Client, sheet"),
    Wording("Utan anmärkning", "As it should be"),
)
_WIDTHS = (3, 6, 7, 6, 5, 5)
_SIGNED = Wording(
    "Datum och underskrift: ______________________________________________",
    "Date and signature: ______________________________________________",
)


@dataclass(frozen=True)
class PrintedRead:
    """A read as it stands on the list; without a code it was of no one client's sheet."""

    number: int
    at: datetime
    who: str
    did: str
    code: str
    letter: str


@dataclass(frozen=True)
class PrintedSample:
    """A clinic's sample of a month: what was drawn, of how many."""

    clinic: str
    month: str
    reads: tuple[PrintedRead, ...]
    of: int


def print_sample_list(
    sample: PrintedSample, language: Language, *, training: bool, anchor: str
) -> bytes:
    """Return the list as PDF."""
    kicker = f"{sample.clinic} · {sample.month}"
    if training:
        kicker = f"{TRAINING.in_language(language)} · {kicker}"
    leaflet = Leaflet(
        kicker,
        _TITLE.in_language(language),
        _blocks(sample, language),
        language=language,
        foot=chain_foot(anchor, language),
    )
    return print_leaflet(leaflet)


def _blocks(sample: PrintedSample, language: Language) -> tuple[Block, ...]:
    signed = Paragraph(_runs(_SIGNED.in_language(language)))
    if not sample.reads:
        return Paragraph(_runs(_NONE.in_language(language))), signed
    how = _HOW.in_language(language).format(of=sample.of, drawn=len(sample.reads))
    head = tuple(_runs(words.in_language(language)) for words in _HEAD)
    return Paragraph(_runs(how)), Table(head, _rows(sample.reads), _WIDTHS), signed


def _rows(reads: Sequence[PrintedRead]) -> tuple[tuple[Runs, ...], ...]:
    return tuple(
        (
            _runs(str(one.number)),
            _runs(one.at.strftime("%Y-%m-%d %H:%M")),
            _runs(one.who),
            _runs(one.did),
            _runs(f"{one.code} {one.letter}".strip()),
            (),
        )
        for one in reads
    )


def _runs(text: str) -> Runs:
    return (Run(text),) if text else ()
