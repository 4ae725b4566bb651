"""From which number to which a value of a file reaches, for values of two files to be compared."""

from collections.abc import Iterable
from math import inf

from kast_eval.dataset.anonymise.microdata import Value, is_missing
from kast_eval.dataset.release.anonymised.coding import CUT

Span = tuple[float, float]
"""The lowest number, and the one after the highest."""

_ENDS = ".."


def span_of(value: Value) -> Span | None:
    """Return the span of a number, a band or a highest value; a clinic or a group has none."""
    if isinstance(value, int):
        return value, value + 1
    code, cut, ends = value.partition(CUT)
    low, found, high = ends.partition(_ENDS)
    if not (cut and found) or CUT in ends:
        return None
    if not low and not high:
        return int(code), inf
    return int(low) if low else -inf, int(high) if high else inf


def is_coarser(one: Iterable[Value], other: Iterable[Value]) -> bool:
    """Tell whether values tell no more than others: each of these lies wholly within one of them.

    A value that only one has may have been merged away in the other, so it counts as told.
    """
    coarse = [value for value in one if not is_missing(value)]
    fine = [value for value in other if not is_missing(value)]
    return all(_has_part(value, fine) for value in coarse) and all(
        lies_in(part, value) for value in coarse for part in fine if _meets(value, part)
    )


def _has_part(value: Value, fine: Iterable[Value]) -> bool:
    return any(lies_in(part, value) for part in fine)


def lies_in(part: Value, whole: Value) -> bool:
    """Tell whether a value is wholly within another."""
    inner, outer = span_of(part), span_of(whole)
    if inner is None or outer is None:
        return part == whole
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _meets(one: Value, other: Value) -> bool:
    first, second = span_of(one), span_of(other)
    if first is None or second is None:
        return one == other
    return first[0] < second[1] and second[0] < first[1]
