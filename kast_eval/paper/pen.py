"""Marks that look made by hand, the same each time: for practice sheets."""

import hashlib
from collections.abc import Iterator
from itertools import cycle

from kast_eval.paper.page import Box

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""A stroke: where it begins, two points that it leans towards, where it ends; in mm."""

PEN_WIDTH = 0.45
_UNSTEADY = 1.1
"""How far a hand that aims at a point may miss it, in mm."""
_STRIKES = 4


def pen_cross(box: Box, name: str) -> tuple[Curve, ...]:
    """Return a cross in a box; `name` tells one unsteady hand from another."""
    hand = _Hand(f"{name} {box.item} {box.part}")
    left, right, top, bottom = box.x + 0.5, box.x + box.w - 0.5, box.y + 0.5, box.y + box.h - 0.5
    return (
        hand.stroke((left, top), (right, bottom)),
        hand.stroke((right, top), (left, bottom)),
    )


def pen_strike(box: Box, name: str) -> tuple[Curve, ...]:
    """Return strokes all over a box that was crossed by mistake."""
    hand = _Hand(f"{name} {box.item} {box.part} struck")
    step = box.h / _STRIKES
    return tuple(
        hand.stroke(
            (box.x - 0.8, box.y + (place + 0.2) * step),
            (box.x + box.w + 0.8, box.y + (place + 0.8) * step),
        )
        for place in range(_STRIKES)
    )


class _Hand:
    """A hand that misses by a little, decided by its name alone."""

    def __init__(self, name: str) -> None:
        self._misses = _misses(name)

    def stroke(self, start: Point, end: Point) -> Curve:
        third = tuple(first + (last - first) / 3 for first, last in zip(start, end, strict=True))
        rest = tuple(first + (last - first) / 1.5 for first, last in zip(start, end, strict=True))
        return (
            self._near(start),
            self._near((third[0], third[1])),
            self._near((rest[0], rest[1])),
            self._near(end),
        )

    def _near(self, point: Point) -> Point:
        return point[0] + next(self._misses), point[1] + next(self._misses)


def _misses(name: str) -> Iterator[float]:
    """Return numbers around 0 without end, always the same for one name."""
    digest = hashlib.sha256(name.encode()).digest()
    return ((byte / 255 - 0.5) * _UNSTEADY for byte in cycle(digest))
