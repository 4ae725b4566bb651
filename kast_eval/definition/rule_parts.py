"""A rule over answers taken apart: which answers of which items it needs."""

import ast
from collections.abc import Mapping

from kast_eval.definition.form import Item
from kast_eval.definition.rule import Rule, read_rule
from kast_eval.definition.span import number_codes

Wanted = tuple[tuple[Item, tuple[int, ...]], ...]
"""Items, each with those of its codes that fulfil the rule; all of them must."""


def wanted_answers(rule: Rule, items: Mapping[str, Item]) -> Wanted | None:
    """Return what the rule needs of each item, or None where it weighs items against each other.

    «a > 1 and b == 0» needs two answers; «a > b» is no such rule.
    """
    found: list[tuple[Item, tuple[int, ...]]] = []
    for part in _parts(rule):
        item = items.get(part.names[0]) if len(part.names) == 1 else None
        if item is None or not number_codes(item.kind):
            return None
        codes = (
            code for span in number_codes(item.kind) for code in range(span.first, span.last + 1)
        )
        found.append((item, tuple(code for code in codes if part.value({item.name: code}))))
    return tuple(found)


def _parts(rule: Rule) -> tuple[Rule, ...]:
    match ast.parse(rule.source.strip(), mode="eval").body:
        case ast.BoolOp(op=ast.And(), values=values):
            return tuple(read_rule(ast.unparse(value)) for value in values)
    return (rule,)
