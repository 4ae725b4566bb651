"""Rules across items, written as comparisons of their names: «buy_30d_n <= buy_90d_n».

A name may say of which time point: «t0.buy_30d_n». `least(a, b)` is the sum of those that have a
value: at least so many, whatever the others were.
"""

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kast_eval.definition.nodes import Node
from kast_eval.wording import marked

_COMPARISONS: Mapping[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne,
    ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip
_POINT = re.compile(r"t[01]|f[0-9]{2}")
"""The time points that a name can be asked of."""


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second


def _difference(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first - second


_SUMS: Mapping[type[ast.operator], Callable[[float | None, float | None], float | None]] = {
    ast.Add: _sum,
    ast.Sub: _difference,
}


class RuleError(Exception):
    """A rule that is not written in the small language of names, numbers and comparisons."""


@dataclass(frozen=True)
class Rule:
    """What must hold between answers; `source` is as the definition writes it."""

    source: str
    names: tuple[str, ...]

    def holds(self, values: Mapping[str, float]) -> bool:
        """Tell whether the rule holds; it does unless the items with a value break it."""
        value = self.value(values)
        return value is None or bool(value)

    def value(self, values: Mapping[str, float]) -> float | None:
        """Return what the rule comes to, or None if that hangs on an item without a value.

        «a == 1 and b == 2» is false as soon as one of them is known to be.
        """
        return _meaning(self.source)(values)


def read_rule(source: str) -> Rule:
    """Return the rule, or raise RuleError."""
    tree = _parse(source)
    # A part that is not of the language is found here.
    _meaning(source)
    return Rule(source, tuple(dict.fromkeys(_names(tree.body))))


def _names(node: ast.AST) -> Iterator[str]:
    """Give the names in the order of the source."""
    match node:
        case ast.Attribute(value=ast.Name(id=point), attr=name):
            yield f"{point}.{name}"
        case ast.Name(id=name):
            yield name
        case ast.Call(args=args):
            for argument in args:
                yield from _names(argument)
        case _:
            for part in ast.iter_child_nodes(node):
                yield from _names(part)


def rule_at(node: Node) -> Rule:
    """Return the rule that a node of a definition holds."""
    try:
        return read_rule(node.text())
    except RuleError as error:
        raise node.error(
            marked("Regeln går inte att läsa. Skriv en jämförelse, till exempel «a_n <= b_n».")
        ) from error


@cache
def _parse(source: str) -> ast.Expression:
    try:
        return ast.parse(source, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise RuleError(source) from error


_Number = float | None
_Meaning = Callable[[Mapping[str, float]], _Number]
"""What a part of a rule comes to, by the values that there are."""


@cache
def _meaning(source: str) -> _Meaning:
    """Return the whole rule as a function: it is read once and asked of every sheet."""
    return _part(_parse(source).body)


def _part(node: ast.expr) -> _Meaning:
    match node:
        case ast.Name(id=name):
            return _named(name)
        case ast.Attribute(value=ast.Name(id=point), attr=name) if _POINT.fullmatch(point):
            return _named(f"{point}.{name}")
        case ast.Constant(value=number) if type(number) is int:
            return _constant(number)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _not(_part(operand))
        case ast.BoolOp(op=op, values=parts):
            return _joined([_part(part) for part in parts], deciding=isinstance(op, ast.Or))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUMS:
            return _summed(_SUMS[type(op)], _part(left), _part(right))
        case ast.Call(func=ast.Name(id="least"), args=args, keywords=[]):
            return _least([_part(part) for part in args])
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            return _compared(ops, [_part(part) for part in (left, *comparators)])
    raise RuleError(type(node).__name__)


def _named(name: str) -> _Meaning:
    return lambda values: values.get(name)


def _constant(number: float) -> _Meaning:
    return lambda _values: number


def _not(part: _Meaning) -> _Meaning:
    def negated(values: Mapping[str, float]) -> _Number:
        known = part(values)
        return None if known is None else not known

    return negated


def _summed(
    sum_of: Callable[[_Number, _Number], _Number], first: _Meaning, second: _Meaning
) -> _Meaning:
    return lambda values: sum_of(first(values), second(values))


def _least(parts: Sequence[_Meaning]) -> _Meaning:
    def least(values: Mapping[str, float]) -> _Number:
        known = [number for number in (part(values) for part in parts) if number is not None]
        return sum(known) if known else None

    return least


def _joined(parts: Sequence[_Meaning], *, deciding: bool) -> _Meaning:
    """Return «and» or «or» of the parts; a part without a value counts only if it decides."""

    def joined(values: Mapping[str, float]) -> _Number:
        unknown = False
        for part in parts:
            known = part(values)
            if known is None:
                unknown = True
            elif bool(known) is deciding:
                return deciding
        return None if unknown else not deciding

    return joined


def _compared(ops: Sequence[ast.cmpop], parts: Sequence[_Meaning]) -> _Meaning:
    if any(type(op) not in _COMPARISONS for op in ops):
        raise RuleError("comparison")
    comparisons = [_COMPARISONS[type(op)] for op in ops]
    if len(comparisons) == 1:
        return _two_compared(comparisons[0], *parts)

    def compared(values: Mapping[str, float]) -> _Number:
        numbers = [part(values) for part in parts]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            return None
        pairs = zip(comparisons, known, known[1:], strict=False)
        return all(compare(first, second) for compare, first, second in pairs)

    return compared


def _two_compared(
    compare: Callable[[float, float], bool], first: _Meaning, second: _Meaning
) -> _Meaning:
    """Return what most rules are made of, without a list for each sheet."""

    def compared(values: Mapping[str, float]) -> _Number:
        one = first(values)
        if one is None:
            return None
        other = second(values)
        return None if other is None else compare(one, other)

    return compared
