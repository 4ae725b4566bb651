"""How answers look together: the same box in a whole line of scales, and counts made round."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Count, Scale
from kast_eval.kinds.answer import Answer
from kast_eval.quality.share import Share
from kast_eval.quality.sheet import sure_number

LINE = 5
"""So many scales in a row make a line."""

_TEN, _FIVE = 10, 5


@dataclass(frozen=True)
class Patterns:
    """How often answers form a pattern, of all sheets and numbers where they could.

    `straight` counts sheets with a line of answered scales of one kind, `round_numbers` counts of
    ten and more; one in five of these ends in 0 or 5 by chance.
    """

    straight: Share
    round_numbers: Share


class PatternCounts:
    """What is counted while the sheets pass by once."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self._straight: list[bool] = []
        self._round: list[bool] = []

    def add(self, definition: FormDefinition, answers: Mapping[str, Answer]) -> None:
        """Count a sheet; `definition` has what stood on its paper."""
        lines = list(_lines(definition, answers))
        if lines:
            self._straight.append(any(map(is_straight, lines)))
        for item in definition.items:
            number = sure_number(answers.get(item.name))
            if isinstance(item.kind, Count) and number is not None and number >= _TEN:
                self._round.append(number % _FIVE == 0)

    def counted(self) -> Patterns:
        """Return what was counted until now."""
        return Patterns(
            Share(sum(self._straight), len(self._straight)),
            Share(sum(self._round), len(self._round)),
        )


def is_straight(line: list[int]) -> bool:
    """Tell whether the same box is ticked in so many scales in a row as make a line."""
    return any(len(list(same)) >= LINE for _number, same in groupby(line))


def _lines(definition: FormDefinition, answers: Mapping[str, Answer]) -> Iterator[list[int]]:
    """Give the answers to each row of scales of one kind that are all answered."""

    def key(one: tuple[object, int | None]) -> tuple[object, bool]:
        return one[0], one[1] is not None

    scales = (
        (item.kind if isinstance(item.kind, Scale) else None, sure_number(answers.get(item.name)))
        for item in definition.items
    )
    for (kind, _answered), row in groupby(scales, key):
        line = [number for _kind, number in row if number is not None]
        if kind is not None and len(line) >= LINE:
            yield line
