"""Chapters 10 and 11: the coding rules with their examples, and the missing codes."""

from collections.abc import Iterable
from datetime import date

from kast_eval.answers.coding_rules import CODING_RULES
from kast_eval.answers.coding_rules.rule import CodingRule, Example
from kast_eval.kinds.answer import MISSING_LABELS, RULING_LABELS, Missing, Ruling, Value
from kast_eval.kinds.text import AMBIGUOUS_MARK, MARKS
from kast_eval.manual.tree import Block, Heading, Paragraph, Run, Runs, Table

_BY_KEYER = {Missing.UNANSWERED: "lämna tomt"}
_BY_PROGRAM = "sätts av programmet"
_FLAGS = {
    Ruling.AMBIGUOUS: "oklart",
    Ruling.TOO_MANY: "för många",
    Ruling.CONTRADICTION: "motsägelse",
    Ruling.SKIP_ANSWERED: "svar efter hopp",
    Ruling.DAY_IMPUTED: "dag beräknad",
}


def rule_anchor(rule: CodingRule) -> str:
    """Return the anchor of a coding rule's section."""
    return f"regel-{rule.name}"


def rule_blocks() -> tuple[Block, ...]:
    """Return every coding rule with its examples, and what the flags mean."""
    blocks: list[Block] = []
    for place, rule in enumerate(CODING_RULES, start=1):
        heading = Heading(3, (Run(rule.situation.sv),), (rule_anchor(rule),), label=f"R{place}")
        blocks += [heading, Paragraph((Run(rule.rule.sv),)), examples_table(rule.examples)]
    heading = Heading(2, (Run("Vad flaggorna betyder"),), ("regel-flaggor",))
    return (*blocks, heading, _flags_table())


def examples_table(examples: tuple[Example, ...]) -> Table:
    """Return examples as rows: the paper, the question, what is keyed, the code, the flag."""
    head = ("På papperet", "Fråga", "Du skriver", "Kod", "Flagga")
    rows = tuple(
        _cells(
            example.paper.sv,
            example.asked.sv,
            example.text or "(tomt)",
            codes_in_words(example.values),
            flags_in_words(example.rulings),
        )
        for example in examples
    )
    return Table(_cells(*head), rows, (6, 6, 3, 3, 3))


def codes_in_words(values: tuple[Value, ...]) -> str:
    """Return the codes of an answer as they are printed."""
    shown = [
        value.isoformat() if isinstance(value, date) else str(value).replace("-", "−")
        for value in values
    ]
    return ", ".join(shown) or "ingen"


def flags_in_words(rulings: Iterable[Ruling]) -> str:
    """Return the flags that rulings set."""
    return ", ".join(sorted(_FLAGS[ruling] for ruling in rulings))


def missing_blocks() -> tuple[Block, ...]:
    """Return the table of missing codes, with the key that gives each."""
    keys: dict[Missing, list[str]] = {}
    for key, reason in MARKS.items():
        words = f"{key} (med anteckning)" if key == AMBIGUOUS_MARK else key
        keys.setdefault(reason, []).append(words)
    rows = tuple(
        _cells(
            str(reason.value).replace("-", "−"),
            MISSING_LABELS[reason].sv,
            " eller ".join(keys[reason]) if reason in keys else _BY_KEYER.get(reason, _BY_PROGRAM),
        )
        for reason in Missing
    )
    return (Table(_cells("Kod", "Betyder", "Så skriver du"), rows, (1, 4, 4)),)


def _flags_table() -> Table:
    rows = tuple(_cells(word, RULING_LABELS[ruling].sv) for ruling, word in _FLAGS.items())
    return Table(_cells("Flagga", "Betyder"), rows, (2, 6))


def _cells(*texts: str) -> tuple[Runs, ...]:
    return tuple((Run(text),) if text else () for text in texts)
