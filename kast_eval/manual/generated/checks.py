"""Chapter 15: every check across sheets, what it asks, whom, and why."""

from collections.abc import Iterator, Mapping, Sequence

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.numbered import numbered
from kast_eval.manual.references import question_anchor
from kast_eval.manual.tree import Block, Heading, Paragraph, Run, Runs
from kast_eval.quality.check import Asks, Check
from kast_eval.quality.checks import CHECKS

_ASKED: Mapping[Asks, str] = {
    Asks.CLINIC: "Mottagningen svarar",
    Asks.LEAD: "Formuläransvarig eller koordinatorn svarar",
    Asks.NOBODY: "Ingen fråga ställs, det blir bara ett tal",
}


def check_blocks(forms: Sequence[FormDefinition]) -> tuple[Block, ...]:
    """Return every check: its name, its question, why it is asked, and where it looks."""
    by_name = {one.form: one for one in forms}
    return tuple(block for check in CHECKS.values() for block in _blocks(check, by_name))


def _blocks(check: Check, forms: Mapping[str, FormDefinition]) -> Iterator[Block]:
    yield Heading(3, (Run(check.title.sv),), (f"kontroll-{check.name.replace('_', '-')}",))
    question = (Run(f"{check.question.sv} ", bold=True),) if check.asks is not Asks.NOBODY else ()
    yield Paragraph((*question, Run(check.reason.sv)))
    yield Paragraph(
        (Run("Gäller "), *_places(check, forms), Run(f". {_ASKED[check.asks]}{_end(check)}"))
    )


def _end(check: Check) -> str:
    return "; att det står så räcker inte." if check.hard else "."


def _places(check: Check, forms: Mapping[str, FormDefinition]) -> Runs:
    """Return the questions that a check looks at, each leading to its own paragraph."""
    runs: list[Run] = []
    for form, name in check.concerns:
        definition = forms[form]
        item = definition.item(name)
        number = numbered(definition, item.number) if item.number else ""
        label = number or f"{definition.letter} ({item.short.sv.lower()})"
        runs += [Run(", ")] if runs else []
        runs.append(Run(label, target=question_anchor(definition, name)))
    return tuple(runs)
