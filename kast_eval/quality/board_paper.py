"""What a clinic's paper for its board shows of a quarter: figures that may be public for ever.

Three things keep a hidden number hidden, whoever holds all papers of a clinic and knows the rules:

* A quarter is counted once and kept. No other paper tells of the same quarter by other sheets, and
  there is no sum over quarters, so that no two numbers of one thing can be subtracted.
* In a block what is left besides the parts that are shown could be shared out in many ways: each
  hidden part could be any of five numbers or more (`_parts`).
* Clients who end or are seen must have begun. Papers tell of only so many of them that each hidden
  number could still be any from 0 to 4 (`_room`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from math import floor

from kast_eval.quality.board_counts import BoardCounts, Boxes, Parts
from kast_eval.quality.picture import FEWEST_FOR_MEAN, Middle
from kast_eval.quality.quarter import KEYED_WITHIN, Quarter
from kast_eval.quality.seen import WAITS
from kast_eval.quality.share import Share
from kast_eval.study.small_numbers import SMALLEST_COUNT

CONTACTS, BEGAN, CLOSED, HELD = "contacts", "began", "closed", "held"
FORMS, CONTENT, HELPED = "forms", "content", "helped"
REST = "rest"

MOST_SHOWN = 3
"""So many parts of a block there is room for."""

SCALE = 10
"""Where the scale of what clients answer at every session ends."""

_LARGEST_HIDDEN = SMALLEST_COUNT - 1
FEWEST_FOR_HALVES = 20
_PERCENT_STEP = 5

Numbers = Iterator[tuple[str, float]]


@dataclass(frozen=True)
class BoardFigures:
    """All numbers that the paper of a quarter shows, by their names, as counted on a day.

    A number that is hidden is not among them, nor why; the parts of a block are, as `block:part`,
    the largest first, with what is left as `block:rest`.
    """

    quarter: Quarter
    counted: date
    numbers: Mapping[str, float]

    def count(self, name: str) -> int | None:
        """Return a number without decimals; None where it is hidden."""
        number = self.numbers.get(name)
        return None if number is None else int(number)

    def parts(self, block: str) -> Mapping[str, int]:
        """Return the parts of a block that are shown; none where it is hidden."""
        start = f"{block}:"
        return {
            name.removeprefix(start): int(number)
            for name, number in self.numbers.items()
            if name.startswith(start)
        }

    @property
    def half_within(self) -> int | None:
        """Return within how many days at least half of those who began had a first session.

        It is worked out of the parts that are shown, and so tells nothing more: beside them a
        median of all waits would say where the rest is. None where they do not tell.
        """
        began, waits = self.count(BEGAN), self.parts(Parts.WAITS)
        if began is None:
            return None
        so_soon = accumulate(waits.get(str(band), 0) for band in range(len(WAITS)))
        return next((days for days, n in zip(WAITS, so_soon, strict=True) if 2 * n >= began), None)


def first_paper_day(quarter: Quarter) -> date:
    """Return the day from which the quarter may be counted for its paper."""
    return quarter.last_day + KEYED_WITHIN


def newest_paper(today: date) -> Quarter:
    """Return the last quarter that may be counted for its paper."""
    return Quarter.of(today - KEYED_WITHIN + timedelta(1)).before


def board_figures(
    counts: BoardCounts, earlier: Sequence[BoardFigures], counted: date
) -> BoardFigures:
    """Return what may be shown of a quarter, after all papers of the quarters before it."""
    began = _shown(counts.began)
    room = _room(began, earlier)
    wholes = {
        CONTACTS: _shown(counts.contacts),
        BEGAN: began,
        CLOSED: _shown(counts.closed) if counts.closed <= room else None,
        HELD: counts.held if min(counts.seen, room) >= SMALLEST_COUNT else None,
    }
    numbers = {
        **{name: float(count) for name, count in wholes.items() if count is not None},
        **_blocks(counts, wholes),
        **dict(_averages(counts, room)),
        **_boxes(CONTENT, counts.content, min(counts.content.whole, room)),
        **_boxes(HELPED, counts.helped, min(counts.helped.whole, wholes[CLOSED] or 0)),
    }
    return BoardFigures(counts.quarter, counted, numbers)


def _shown(count: int) -> int | None:
    """Return a count; nobody is hidden among the few."""
    return count if count >= SMALLEST_COUNT else None


def _room(began: int | None, earlier: Sequence[BoardFigures]) -> int:
    """Return how many clients may be told to have been seen, or to have ended, in a quarter.

    They began in it or before, and had not ended before. If one of the hidden numbers of those who
    began were 0 and all others as large as they can be, there would still be as many; and so there
    would if one of the hidden numbers of those who ended were as large as it can be.
    """
    begun = [*(one.count(BEGAN) for one in earlier), began]
    ended = [one.count(CLOSED) for one in earlier]
    known = sum(one or 0 for one in begun) - sum(one or 0 for one in ended)
    if None in begun:
        return known + _LARGEST_HIDDEN * (begun.count(None) - 1)
    return known - _LARGEST_HIDDEN * (None in ended)


_WHOLES = (
    (Parts.MODES, CONTACTS),
    (Parts.SOURCES, CONTACTS),
    (Parts.WAITS, BEGAN),
    (Parts.REASONS, CLOSED),
)


def _blocks(counts: BoardCounts, wholes: Mapping[str, int | None]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for block, whole in _WHOLES:
        if wholes[whole] is not None:
            parts = _parts(counts.blocks[block])
            found |= {f"{block}:{part}": float(count) for part, count in parts.items()}
    return found


def _parts(counts: Mapping[int, int]) -> Mapping[str, int]:
    """Return the largest parts and the rest; nothing where no part can be shown.

    The rest is at least 5, and each part of it could be any of five numbers at least. That counts
    only ways to share it out that would have been shown alike: parts smaller than the last of three
    that are shown, and where fewer are shown, parts under 5.
    """
    large = sorted((code for code in counts if _shown(counts[code])), key=lambda one: -counts[one])
    whole = sum(counts.values())
    for size in range(min(MOST_SHOWN, len(large)), 0, -1):
        shown = {str(code): counts[code] for code in large[:size]}
        rest = whole - sum(shown.values())
        others = len(counts) - size - 1
        most = counts[large[size - 1]] - 1 if size == MOST_SHOWN else _LARGEST_HIDDEN
        fewest = max(0, rest - others * most)
        if rest >= SMALLEST_COUNT and min(most, rest) - fewest + 1 >= SMALLEST_COUNT:
            return {**shown, REST: rest}
    return {}


def _averages(counts: BoardCounts, room: int) -> Numbers:
    """Give what clients answered on average, and how many forms came."""
    if room < FEWEST_FOR_MEAN:
        return
    for name, mean in counts.courses.items():
        value = _rounded(mean, room)
        # An end of the scale would tell what everybody has answered.
        if value is not None and 0 < value < SCALE:
            yield name, value
    if counts.due >= FEWEST_FOR_MEAN and _is_plain(counts.came) and _is_plain(counts.missed):
        yield FORMS, float(_percent(counts.forms))


def _is_plain(count: int) -> bool:
    return count == 0 or count >= SMALLEST_COUNT


def _rounded(mean: Middle, room: int) -> float | None:
    """Return a mean rounded to a step of ten answers or more, as many as one client can give."""
    if mean.value is None:
        return None
    # A half tells that so many were seen.
    steps = 2 if min(mean.persons, room) >= FEWEST_FOR_HALVES else 1
    return floor(mean.value * steps + 0.5) / steps


def _percent(share: Share) -> int:
    return _PERCENT_STEP * floor(100 * share.part / share.whole / _PERCENT_STEP + 0.5)


def _boxes(block: str, boxes: Boxes, whole: int) -> Mapping[str, float]:
    """Return the boxes that at least 5 clients have ticked, and at least 5 of the whole have not.

    How many the whole is stands nowhere.
    """
    most = whole - SMALLEST_COUNT
    shown = {box: one for box, one in boxes.clients.items() if SMALLEST_COUNT <= one <= most}
    first = sorted(shown, key=lambda box: (-shown[box], box))[:MOST_SHOWN]
    return {f"{block}:{box}": float(shown[box]) for box in first}
