"""The record of papers that were disposed of or handed over, for two people to sign."""

from collections.abc import Iterator
from dataclasses import dataclass

from kast_eval.manual.tree import Block, Facts, Paragraph, Run, Runs
from kast_eval.paper.book.leaflet import Leaflet, print_leaflet
from kast_eval.paper.words import TRAINING, chain_foot
from kast_eval.study.papers import Ending, Outcome, Paper
from kast_eval.wording import Language, Wording

_TITLES = {
    Outcome.DISPOSED: Wording("Gallringsprotokoll", "Record of disposal"),
    Outcome.ARCHIVED: Wording("Protokoll över överlämnande", "Record of handing over"),
    Outcome.STRUCK: Wording("Rättelse i registret", "Correction of the register"),
}
_HOW = {
    Outcome.DISPOSED: Wording(
        "Papperen nedan har förstörts med stöd av beslutet. Två personer räknade arken, såg att "
        "alla var inskrivna, och var med när de förstördes.",
        "The papers below were destroyed by authority of the decision. Two people counted the "
        "sheets, saw that all were keyed, and were there when they were destroyed.",
    ),
    Outcome.ARCHIVED: Wording(
        "Papperen nedan har lämnats till arkivet.", "The papers below were handed to the archive."
    ),
    Outcome.STRUCK: Wording(
        "Raden nedan var fel införd och är struken. Inga papper är förstörda.",
        "The line below was entered by mistake and is struck. No papers were destroyed.",
    ),
}
_KIND = Wording("Sort", "Kind")
_WHAT = Wording("Vad", "What")
_PERIOD = Wording("Från tiden", "From the time")
_LOCATION = Wording("Stod i", "Stood in")
_AMOUNT = Wording("Antal ark", "Number of sheets")
_DECISION = Wording("Beslut om gallring", "Decision on disposal")
_DAY = Wording("Dag", "Day")
_OUTCOME = Wording("Papperen är", "The papers are")
_NOTE = Wording("Anmärkning", "Note")
_NOTED = Wording("Noterat av", "Noted by")
_WITNESS = Wording("Vittne", "Witness")
_REGISTER = Wording("Registrets nummer", "Number in the register")
_LINE = "______________________________________________"
_SIGNED = Wording("Datum och underskrift, {name}: {line}", "Date and signature, {name}: {line}")


@dataclass(frozen=True)
class PrintedDisposal:
    """Papers as they stand on the record; `kind` and `outcome` are in the language of the page."""

    clinic: str
    kind: str
    paper: Paper
    ending: Ending
    outcome: str


def print_disposal_record(
    printed: PrintedDisposal, language: Language, *, training: bool, anchor: str
) -> bytes:
    """Return the record as PDF of one page."""
    kicker = f"{printed.clinic} · {printed.ending.ended_on.isoformat()}"
    if training:
        kicker = f"{TRAINING.in_language(language)} · {kicker}"
    leaflet = Leaflet(
        kicker,
        _TITLES[printed.ending.outcome].in_language(language),
        tuple(_blocks(printed, language)),
        language=language,
        foot=chain_foot(anchor, language),
    )
    return print_leaflet(leaflet)


def _blocks(printed: PrintedDisposal, language: Language) -> Iterator[Block]:
    yield Paragraph(_runs(_HOW[printed.ending.outcome].in_language(language)))
    yield Facts(
        tuple((head.in_language(language), _runs(text)) for head, text in _facts(printed) if text)
    )
    for name in (printed.ending.noted_by, printed.ending.witness):
        signed = _SIGNED.in_language(language).format(name=name, line=_LINE)
        yield Paragraph(_runs(signed))


def _facts(printed: PrintedDisposal) -> Iterator[tuple[Wording, str]]:
    paper, ending = printed.paper, printed.ending
    amount = ending.amount or paper.amount
    yield _KIND, printed.kind
    yield _WHAT, paper.what
    yield _PERIOD, f"{paper.period_from.isoformat()} – {paper.period_to.isoformat()}"
    yield _LOCATION, paper.location
    yield _AMOUNT, "" if amount is None else str(amount)
    yield _OUTCOME, printed.outcome
    yield _DAY, ending.ended_on.isoformat()
    yield _DECISION, ending.decision or ""
    yield _NOTE, ending.note
    yield _NOTED, ending.noted_by
    yield _WITNESS, ending.witness
    yield _REGISTER, paper.public_id


def _runs(text: str) -> Runs:
    return (Run(text),)
