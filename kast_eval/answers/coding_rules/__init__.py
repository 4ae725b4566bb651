"""The coding rules (manual, chapter 10): one piece of data for the manual and for the tests."""

from kast_eval.answers.coding_rules.numbers import NUMBER_RULES
from kast_eval.answers.coding_rules.rule import CodingRule
from kast_eval.answers.coding_rules.sheets import SHEET_RULES
from kast_eval.answers.coding_rules.ticks import TICK_RULES
from kast_eval.definition.form import FormDefinition

CODING_RULES: tuple[CodingRule, ...] = (*TICK_RULES, *NUMBER_RULES, *SHEET_RULES)
"""Every rule, in the order of the manual."""

_COMMONEST = (
    "struck-out", "unanswered", "two-neighbours", "number-range", "refused", "two-ticks",
    "dash", "too-many", "no-day", "unreadable", "by-therapist",
)  # fmt: skip
"""Our guess until the study has counted: what a keyer meets most often, commonest first."""


def rule_of(name: str) -> CodingRule:
    """Return the rule called `name`, or raise KeyError."""
    return {rule.name: rule for rule in CODING_RULES}[name]


def commonest_rules(definition: FormDefinition, at_most: int = 5) -> tuple[CodingRule, ...]:
    """Return the rules that the keyer of a form meets most often, commonest first."""
    kinds = {type(item.kind) for item in definition.items}
    rules = [rule_of(name) for name in _COMMONEST]
    return tuple(rule for rule in rules if rule.kinds & kinds)[:at_most]
