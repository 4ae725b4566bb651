"""The one-page card of a form (lathund): what for, who, when, keys, commonest rules, missing."""

from dataclasses import dataclass

from kast_eval.answers.coding_rules import commonest_rules
from kast_eval.definition.form import FormDefinition
from kast_eval.manual.generated.forms import form_facts, form_title
from kast_eval.manual.generated.rules import missing_blocks
from kast_eval.manual.references import form_anchor
from kast_eval.manual.tree import (
    Block,
    Facts,
    Heading,
    Listing,
    ManualTree,
    Paragraph,
    Run,
    Runs,
    Table,
)

_KEYS: tuple[tuple[str, str], ...] = (
    ("siffra", "koden som står vid rutan"),
    ("a, b, c …", "rutans plats: första rutan är a"),
    ("3|4", "två kryss, som de står"),
    ("tomt", "Obesvarad (−7)"),
)
_FACTS_ON_CARD = 3
_SECTION = 2
"""The level of the heading that a form has in the manual."""


@dataclass(frozen=True)
class Card:
    """One page about one form."""

    title: str
    version: int
    blocks: tuple[Block, ...]


def card(tree: ManualTree, definition: FormDefinition) -> Card:
    """Return the card of a form; what it is for and its steps are those of chapter 7."""
    own = _own_words(tree, definition)
    purpose = [block for block in own if isinstance(block, Paragraph)][:1]
    steps = [block for block in own if isinstance(block, Listing) and block.ordered]
    facts = Facts(tuple(form_facts(definition))[:_FACTS_ON_CARD])
    rules = tuple(
        Paragraph((Run(f"{rule.situation.sv}. ", bold=True), Run(rule.rule.sv)))
        for rule in commonest_rules(definition)
    )
    first = purpose or [Paragraph((Run(definition.instruction.sv),))]
    what_to_do: list[Block] = [_heading("Gör så"), *steps[:1]] if steps else []
    blocks: tuple[Block, ...] = (
        *first,
        facts,
        *what_to_do,
        _heading("Tangenter"),
        _keys(),
        _heading("Vanligaste kodningsreglerna"),
        Listing(rules),
    )
    return Card(form_title(definition), definition.version, blocks)


def _own_words(tree: ManualTree, definition: FormDefinition) -> list[Block]:
    """Return the blocks between the form's heading in the manual and the next one."""
    own: list[Block] = []
    inside = False
    for block in (block for chapter in tree.chapters for block in chapter.blocks):
        if isinstance(block, Heading) and block.level <= _SECTION:
            inside = form_anchor(definition.form) in block.anchors
        elif inside:
            own.append(block)
    return own


def _keys() -> Table:
    """Return the keys of answers and of missing reasons, with the codes that these give."""
    missing = next(block for block in missing_blocks() if isinstance(block, Table))
    reasons = [
        (key, (Run(f"{_text(label)} ({_text(code)})"),))
        for code, label, key in missing.rows
        if len(_text(key).split()[0]) == 1
    ]
    answers = [((Run(key),), (Run(words),)) for key, words in _KEYS]
    return Table(((Run("Tangent"),), (Run("Betyder"),)), (*answers, *reasons), (2, 6))


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _heading(text: str) -> Heading:
    return Heading(3, (Run(text),), ())
