"""What tables of earlier releases showed, so that later ones do not tell more beside them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kast_eval.dataset.anonymise.count_table import Cell
from kast_eval.dataset.anonymise.crossings import Crossing
from kast_eval.study.small_numbers import SMALLEST_COUNT

Figures = tuple[float, ...]
"""Of a mean the sum and the sum of squares, of a median the quartiles."""


@dataclass(frozen=True)
class PublishedTable:
    """One table that left: what it crossed, where numbers were cut, and the counts it showed.

    `of` is the variable whose means stood there, "" for the counts themselves. `figures` is by cell
    what the shown means or medians came of. `smallest` is the smallest count that it could show,
    `open` whether everybody may read it. `counted_from` is the checksum of the anonymised file
    that it was counted from, if it was: it adds nothing to that file.
    """

    crossing: Crossing
    of: str
    cuts: Mapping[str, tuple[int, ...]]
    shown: Mapping[Cell, int] = field(repr=False)
    figures: Mapping[Cell, Figures] = field(default_factory=dict, repr=False)
    smallest: int = SMALLEST_COUNT
    open: bool = False
    counted_from: str = ""

    @property
    def said(self) -> dict[str, object]:
        """Return it as it is remembered."""
        return {
            "names": list(self.crossing.names),
            "only": [list(pair) for pair in self.crossing.only],
            "of": self.of,
            "cuts": {name: list(cuts) for name, cuts in self.cuts.items()},
            "shown": [[list(cell), count] for cell, count in self.shown.items()],
            "smallest": self.smallest,
            "open": self.open,
            "counted_from": self.counted_from,
            "figures": [[list(cell), list(figures)] for cell, figures in self.figures.items()],
        }

    def told_by(self, known: Collection[str]) -> "PublishedTable | None":
        """Return what the table tells by known variables alone: its totals over the others.

        None where it is of persons who were chosen by another.
        """
        if any(name not in known for name, _ in self.crossing.only):
            return None
        names = self.crossing.names
        places = [place for place, name in enumerate(names) if name in known]
        totals = {
            cell: tuple(cell[place] for place in places)
            for cell in self.shown
            if all(one is None or place in places for place, one in enumerate(cell))
        }
        return replace(
            self,
            crossing=replace(self.crossing, names=tuple(names[place] for place in places)),
            shown={part: self.shown[cell] for cell, part in totals.items()},
            figures={
                part: self.figures[cell] for cell, part in totals.items() if cell in self.figures
            },
        )


def published_table(said: Mapping[str, Any]) -> PublishedTable:
    """Return a table as it was remembered."""
    return PublishedTable(
        Crossing(tuple(said["names"]), tuple((name, value) for name, value in said["only"])),
        said["of"],
        {name: tuple(cuts) for name, cuts in said["cuts"].items()},
        {tuple(cell): count for cell, count in said["shown"]},
        {tuple(cell): tuple(figures) for cell, figures in said.get("figures", ())},
        said.get("smallest", SMALLEST_COUNT),
        open=said.get("open", False),
        counted_from=said.get("counted_from", ""),
    )


@dataclass(frozen=True)
class PublishedRelease:
    """The tables of one release; its name and day are told where it stands in the way."""

    name: str
    day: str
    tables: tuple[PublishedTable, ...]
