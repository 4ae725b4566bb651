"""The black squares of markers and QR codes as rectangles in mm, for every tool that draws."""

from collections.abc import Iterator, Sequence

from kast_eval.paper.markers import CELLS, MARKER_SIZE, is_black
from kast_eval.paper.page import Marker

_OVERLAP = 0.02
"""Rows of black modules overlap by a hair, so that no viewer shows white between them."""

Rectangle = tuple[float, float, float, float]
"""Left, top, width, height."""


def marker_rectangles(marker: Marker) -> Iterator[Rectangle]:
    """Give the black parts of a corner marker."""
    rows = [
        [is_black(marker.number, row, column) for column in range(CELLS)] for row in range(CELLS)
    ]
    return rectangles(rows, marker.x, marker.y, MARKER_SIZE)


def rectangles(
    rows: Sequence[Sequence[bool]], x: float, y: float, size: float
) -> Iterator[Rectangle]:
    """Give each run of black modules of a square code whose upper left corner is `x`, `y`."""
    module = size / len(rows)
    for place, row in enumerate(rows):
        height = module + (_OVERLAP if place + 1 < len(rows) else 0.0)
        for start, end in _runs(row):
            yield x + start * module, y + place * module, (end - start) * module, height


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Return start and end of each run of black modules."""
    runs: list[tuple[int, int]] = []
    for place, black in enumerate(row):
        if black and runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        elif black:
            runs.append((place, place + 1))
    return runs
