"""Counts of what sheets say of one item."""

from collections import Counter
from collections.abc import Iterable, Mapping

from kast_eval.study.expected import SheetFacts


def codes_of(sheets: Iterable[SheetFacts], form: str, item: str) -> Mapping[int | None, int]:
    """Return how many sheets of a form have each code of an item, None for no code."""
    return Counter(told_code(one.codes.get(item)) for one in sheets if one.form == form)


def told_code(code: int | None) -> int | None:
    """Return a code; None for every reason why there is none."""
    return None if code is None or code < 0 else code


def ticks_of(sheets: Iterable[SheetFacts], item: str) -> Mapping[str, int]:
    """Return how many sheets have each box of an item ticked, by column."""
    found = Counter[str]()
    for one in sheets:
        found.update(name for name, code in one.codes.items() if _is_box(name, item) and code == 1)
    return found


def _is_box(column: str, item: str) -> bool:
    return column.startswith(f"{item}_")


def answered(sheets: Iterable[SheetFacts], item: str) -> int:
    """Return how many sheets have an item with many boxes answered."""
    return sum(
        any(_is_box(name, item) and code >= 0 for name, code in one.codes.items()) for one in sheets
    )
