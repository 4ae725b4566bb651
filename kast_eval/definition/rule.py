"""Rules across items, written as comparisons of their names: «buy_30d_n <= buy_90d_n»."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_COMPARISONS: Mapping[type[ast.cmpop], Callable[[int, int], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


class RuleError(Exception):
    """A rule that is not written in the small language of names, numbers and comparisons."""


@dataclass(frozen=True)
class Rule:
    """What must hold between answers; `source` is as the definition writes it."""

    source: str
    names: tuple[str, ...]

    def holds(self, values: Mapping[str, int]) -> bool:
        """Tell whether the rule holds; it does when one of its items has no value."""
        if any(name not in values for name in self.names):
            return True
        tree = _parse(self.source)
        return bool(_evaluate(tree.body, values))


def read_rule(source: str) -> Rule:
    """Return the rule, or raise RuleError."""
    tree = _parse(source)
    names = {node.id: 0 for node in ast.walk(tree) if isinstance(node, ast.Name)}
    # Every part is evaluated once, so a part that is not of the language is found here.
    _evaluate(tree.body, names)
    return Rule(source, tuple(names))


@cache
def _parse(source: str) -> ast.Expression:
    try:
        return ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise RuleError(source) from error


def _evaluate(node: ast.expr, values: Mapping[str, int]) -> int:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=number) if type(number) is int:
            return number
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _evaluate(operand, values)
        case ast.BoolOp(op=op, values=parts):
            every = isinstance(op, ast.And)
            return (all if every else any)([_evaluate(part, values) for part in parts])
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _evaluate(left, values) + _evaluate(right, values)
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _compare(ops, [_evaluate(part, values) for part in (left, *comparators)])
    raise RuleError(type(node).__name__)


def _compare(ops: Sequence[ast.cmpop], numbers: Sequence[int]) -> bool:
    if any(type(op) not in _COMPARISONS for op in ops):
        raise RuleError("comparison")
    pairs = zip(ops, numbers, numbers[1:], strict=False)
    return all(_COMPARISONS[type(op)](first, second) for op, first, second in pairs)
