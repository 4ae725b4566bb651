"""Corner markers: the bit patterns of the ArUco dictionary 5×5 with 1000 markers."""

from functools import cache
from pathlib import Path

from kast_eval.paper.page import PAPER_HEIGHT, PAPER_WIDTH, Marker

MARKER_SIZE = 10.0
MARKER_EDGE = 8.0
"""The distance of a marker from the paper's edge."""
MARKER_WHITE = 3.0
"""The white around a marker that nothing may be printed on."""
CELLS = 7
"""A marker has 5×5 cells of pattern and one black cell around them."""

_BITS = 5
_TABLE = Path(__file__).parent / "markers_5x5_1000.txt"
"""One marker a line, 25 bits in hex, 1 is white; taken from OpenCV's dictionary."""


@cache
def _patterns() -> tuple[int, ...]:
    return tuple(int(line, 16) for line in _TABLE.read_text("ascii").split())


def is_black(number: int, row: int, column: int) -> bool:
    """Tell whether a cell of the marker is black, its border counted with."""
    inside = 0 < row <= _BITS and 0 < column <= _BITS
    place = _BITS * _BITS - 1 - ((row - 1) * _BITS + column - 1)
    return not inside or not _patterns()[number] >> place & 1


def corner_markers(page_code: int) -> tuple[Marker, ...]:
    """Return the markers of a page: upper left, upper right, lower right, lower left."""
    left, right = MARKER_EDGE, PAPER_WIDTH - MARKER_EDGE - MARKER_SIZE
    top, bottom = MARKER_EDGE, PAPER_HEIGHT - MARKER_EDGE - MARKER_SIZE
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return tuple(Marker(4 * page_code + corner, x, y) for corner, (x, y) in enumerate(corners))
