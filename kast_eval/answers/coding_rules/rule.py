"""What a coding rule is: a situation on paper, the rule, and examples that the tests run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kast_eval.answers.coding_rules.example_form import EXAMPLE_FORM
from kast_eval.answers.read import read_answers
from kast_eval.kinds import Kind
from kast_eval.kinds.answer import Answer, Ruling, Value
from kast_eval.wording import Wording

AMBIGUOUS = frozenset({Ruling.AMBIGUOUS})
NO_RULING: frozenset[Ruling] = frozenset()
_TODAY = date(2026, 11, 2)


@dataclass(frozen=True)
class ExampleQuestion:
    """A made-up question of one kind, so that a rule can be shown without a form."""

    wording: Wording
    kind: Kind


@dataclass(frozen=True)
class TextExample:
    """One mark on paper to one question: what is keyed, and the code that it gets."""

    paper: Wording
    question: ExampleQuestion
    text: str
    values: tuple[Value, ...]
    rulings: frozenset[Ruling] = NO_RULING

    @property
    def asked(self) -> Wording:
        """Return the question."""
        return self.question.wording

    @property
    def kind(self) -> Kind:
        """Return the question's kind."""
        return self.question.kind

    def read(self) -> Answer:
        """Return what the program makes of the text."""
        return self.question.kind.read(self.text)


@dataclass(frozen=True)
class SheetExample:
    """Several answers on the example form, and the code that one of them gets."""

    paper: Wording
    texts: Mapping[str, str]
    item: str
    values: tuple[Value, ...]
    rulings: frozenset[Ruling] = NO_RULING

    @property
    def asked(self) -> Wording:
        """Return the question whose code is shown."""
        return EXAMPLE_FORM.item(self.item).wording

    @property
    def kind(self) -> Kind:
        """Return the kind of the question whose code is shown."""
        return EXAMPLE_FORM.item(self.item).kind

    @property
    def text(self) -> str:
        """Return the text that is keyed for the question whose code is shown."""
        return self.texts.get(self.item, "")

    def read(self) -> Answer:
        """Return what the program makes of that text beside the others."""
        return read_answers(EXAMPLE_FORM, self.texts, today=_TODAY).answers[self.item]


Example = TextExample | SheetExample


@dataclass(frozen=True)
class CodingRule:
    """One rule of the manual: when it holds, what is keyed and which code it gives."""

    name: str
    situation: Wording
    rule: Wording
    examples: tuple[Example, ...]

    @property
    def kinds(self) -> frozenset[type[Kind]]:
        """Return the kinds of answer that the rule's examples show."""
        return frozenset(type(example.kind) for example in self.examples)
