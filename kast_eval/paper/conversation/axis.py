"""The lines across the grid of a series, and what they mean."""

from collections.abc import Iterator
from typing import assert_never

from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.scale import Scale
from kast_eval.paper.charts.panel import Mark
from kast_eval.study.course.series import Series
from kast_eval.wording import Language, marked, program_text

_FEWEST = 3
"""The axis of a number of times goes at least so far, so that one is seen to be few."""


def axis_of(series: Series) -> tuple[range, tuple[int, ...], Mark]:
    """Return the lines of a panel, those with a number, and how answers are drawn."""
    match series.line.kind:
        case Scale(smallest=low, largest=high):
            return range(low, high + 1), (low, (low + high) // 2, high), Mark.CURVE
        case Choice(choices=choices):
            return range(min(choices), max(choices) + 1), tuple(sorted(choices)), Mark.DOTS
        case _:
            most = max((one.code for one in series.answered), default=0)
            top = max(most, _FEWEST)
            return range(0, top + 1, top), (0, top), Mark.BARS


def ends_of(series: Series, language: Language) -> tuple[str, str] | None:
    """Return what the highest and the lowest number of a ruler mean."""
    match series.line.kind:
        case Scale(smallest=low, largest=high, anchors=labels) if {low, high} <= set(labels):
            return labels[high].in_language(language), labels[low].in_language(language)
        case _:
            return None


def meanings_of(series: Series, language: Language) -> Iterator[str]:
    """Give what the numbered lines mean, the highest first."""
    match series.line.kind:
        case Scale(anchors=labels) | Choice(choices=labels):
            for code in sorted(labels, reverse=True):
                yield f"{code}\N{NO-BREAK SPACE}{labels[code].in_language(language)}"
        case Count(unit=unit):
            since = program_text(marked("sedan sist"), language)
            yield since if unit is None else unit.in_language(language)
        case _:
            assert_never(series.line.kind)
