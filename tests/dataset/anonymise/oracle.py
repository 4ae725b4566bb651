"""The same answers as the core's, by trying everything: plain Python, nothing of the core's.

Rows are pairs of whose they are and their values; `None` stands for nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, product

Row = tuple[str, tuple[int | str, ...]]


def frequency(rows: Sequence[Row], key: tuple[int | str, ...]) -> int:
    """How many persons have a row with just these values."""
    return len({whose for whose, values in rows if values == key})


def parts(width: int) -> Iterator[tuple[int, ...]]:
    """Every choice of columns but none at all."""
    return chain.from_iterable(combinations(range(width), size) for size in range(1, width + 1))


def smallest_unique_parts(rows: Sequence[Row], place: int) -> set[tuple[int, ...]]:
    """The choices of columns that single a row's person out, without those that hold another."""
    whose, values = rows[place]
    alone = [
        chosen
        for chosen in parts(len(values))
        if all(
            other == whose or any(theirs[c] != values[c] for c in chosen) for other, theirs in rows
        )
    ]
    return {one for one in alone if not any(set(two) < set(one) for two in alone)}


def groupings(places: tuple[int, ...]) -> Iterator[list[tuple[int, ...]]]:
    """Every way to part places into groups."""
    if not places:
        yield []
        return
    first, rest = places[0], places[1:]
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            left = tuple(place for place in rest if place not in others)
            for grouping in groupings(left):
                yield [(first, *others), *grouping]


def fewest_blanks(rows: Sequence[Row], k: int, blank: int) -> int | None:
    """The fewest cells to blank so that the rows fall into groups of k or more that are alike.

    Each row is a person of its own.
    """
    costs = [
        sum(_blanks([rows[place][1] for place in each], blank) for each in grouping)
        for grouping in groupings(tuple(range(len(rows))))
        if all(len(group) >= k for group in grouping)
    ]
    return min(costs, default=None)


def _blanks(group: Sequence[tuple[int | str, ...]], blank: int) -> int:
    columns = list(zip(*group, strict=True))
    differing = [column for column in columns if len(set(column)) > 1]
    return sum(value != blank for column in differing for value in column)


@dataclass(frozen=True)
class Outcome:
    """What one choice of levels leads to: persons in groups under k, and three losses."""

    under: int
    squares: int
    precision: Fraction
    leaves: Fraction


Lines = Mapping[int | str, tuple[int | str, ...]]


def nodes(rows: Sequence[Row], lines: Sequence[Lines], k: int) -> Mapping[tuple[int, ...], Outcome]:
    """What every choice of levels leads to; a line has a value and then its ancestors."""
    heights = [len(next(iter(each.values()))) for each in lines]
    found = {}
    for levels in product(*(range(height) for height in heights)):
        lifted = [
            tuple(_up(line, values[c], levels[c]) for c, line in enumerate(lines))
            for _, values in rows
        ]
        sizes = [lifted.count(key) for key in lifted]
        kept = [place for place, size in enumerate(sizes) if size >= k]
        tall = [Fraction(level, height - 1) for level, height in zip(levels, heights, strict=True)]
        cells = [
            _leaf_share(line, rows[place][1][column], levels[column])
            for place in kept
            for column, line in enumerate(lines)
        ]
        lost = len(rows) - len(kept)
        found[levels] = Outcome(
            lost,
            sum(size if size >= k else len(rows) for size in sizes),
            (len(kept) * sum(tall, Fraction(0)) / len(lines) + lost) / len(rows),
            (sum(cells, Fraction(0)) / len(lines) + lost) / len(rows),
        )
    return found


def _up(line: Lines, value: int | str, level: int) -> int | str:
    return line[value][level] if value in line else value


def _leaf_share(line: Lines, value: int | str, level: int) -> Fraction:
    if value not in line:
        return Fraction(0)
    under = [leaf for leaf in line if line[leaf][level] == line[value][level]]
    return Fraction(len(under) - 1, len(line) - 1)


def diversity_of(values: Sequence[int], nothing_said: range) -> tuple[int | None, Fraction | None]:
    """The number of different values and the highest share among those who said something."""
    said = [value for value in values if value not in nothing_said]
    if not said:
        return None, None
    return len(set(said)), max(Fraction(said.count(value), len(said)) for value in said)


Filling = tuple[int, ...]


def fillings(cells: int, total: int) -> Iterator[Filling]:
    """Every way to spread persons over cells."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in fillings(cells - 1, total - first):
            yield (first, *rest)


def with_sums(filling: Filling, width: int) -> Filling:
    """A table row by row, then the row sums, then the column sums."""
    rows = [filling[start : start + width] for start in range(0, len(filling), width)]
    return (*filling, *map(sum, rows), *map(sum, zip(*rows, strict=True)))


def intervals_of(
    actual: Filling, hidden: frozenset[int], tables: Sequence[Filling]
) -> Mapping[int, tuple[int, int]]:
    """What each hidden cell can be in the tables that agree with what is shown."""
    shown = [place for place in range(len(actual)) if place not in hidden]
    agreeing = [one for one in tables if all(one[place] == actual[place] for place in shown)]
    return {
        place: (min(one[place] for one in agreeing), max(one[place] for one in agreeing))
        for place in hidden
    }


def least_hidden(
    actual: Filling, inner: int, sensitive: frozenset[int], width: int, tables: Sequence[Filling]
) -> tuple[int, int, int] | None:
    """The least that can be hidden: sums, cells, persons in them; None where nothing helps."""
    best = None
    for chosen in product((False, True), repeat=len(actual)):
        hidden = frozenset(place for place, taken in enumerate(chosen) if taken)
        if hidden >= sensitive:
            sums = sum(place >= inner for place in hidden)
            cost = (sums, len(hidden), sum(actual[place] for place in hidden))
            if best is None or cost < best:
                found = intervals_of(actual, hidden, tables).values()
                if all(high - low >= width for low, high in found):
                    best = cost
    return best
