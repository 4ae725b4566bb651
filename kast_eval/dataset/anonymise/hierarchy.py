"""Generalisation hierarchies: how the values of a column become coarser, level by level.

After Sweeney (2002), «Achieving k-anonymity privacy protection using generalization and
suppression», IJUFKS 10(5), section on generalization: each level's values are parts of the next
level's, so that a higher level never tells two persons apart whom a lower one does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.anonymise.microdata import Microdata, Value, is_missing
from kast_eval.errors import KastEvalError


class HierarchyError(KastEvalError):
    """A hierarchy that cannot be used; whoever wrote the recipe can mend it."""


class OrphanError(HierarchyError):
    """Values of the data that the hierarchy does not know; `values` has them, the text does not."""

    def __init__(self, column: str, values: tuple[Value, ...]) -> None:
        """Keep the values apart from the text: what a person gave is not for messages."""
        super().__init__(
            "Värden i {column} som saknar förälder i hierarkin: {count}. Lägg till dem i receptet.",
            count=len(values),
            column=column,
        )
        self.values = values


@dataclass(frozen=True)
class Hierarchy:
    """The ancestors of each value of `column`, level 1 first; level 0 is the value itself.

    A missing code that is not listed stays itself on every level: a category of its own.
    """

    column: str
    ancestors: Mapping[Value, tuple[Value, ...]]

    def __post_init__(self) -> None:
        """Refuse a hierarchy with a gap, with two parents of one value, or that hides a missing."""
        if not self.ancestors:
            raise HierarchyError("Hierarkin för {column} har inga värden.", column=self.column)
        for value, line in self.ancestors.items():
            if len(line) != self.height:
                raise HierarchyError(
                    "Hierarkin för {column}: {value} har {found} nivåer, andra har {wanted}. "
                    "Varje värde ska ha en förälder på varje nivå.",
                    column=self.column, value=value, found=len(line), wanted=self.height,
                )  # fmt: skip
            if not is_missing(value) and any(is_missing(parent) for parent in line):
                raise HierarchyError(
                    "Hierarkin för {column}: {value} blir en kod för saknat svar. "
                    "Ge nivån ett eget värde, till exempel *.",
                    column=self.column, value=value,
                )  # fmt: skip
        for level in range(1, self.height):
            self._require_one_parent(level)

    def _require_one_parent(self, level: int) -> None:
        parents: dict[Value, Value] = {}
        for line in self.ancestors.values():
            value, parent = line[level - 1], line[level]
            if parents.setdefault(value, parent) != parent:
                raise HierarchyError(
                    "Hierarkin för {column}: {value} på nivå {level} har två föräldrar. "
                    "Ett värde som har slagits ihop får inte delas igen.",
                    column=self.column, value=value, level=level,
                )  # fmt: skip

    @property
    def height(self) -> int:
        """Return the highest level."""
        return len(next(iter(self.ancestors.values())))

    def at(self, value: Value, level: int) -> Value:
        """Return a value's ancestor at a level."""
        if level == 0 or (is_missing(value) and value not in self.ancestors):
            return value
        return self.ancestors[value][level - 1]

    def leaves(self, level: int) -> Mapping[Value, int]:
        """Return how many values of level 0 each value of a level stands for."""
        counts: dict[Value, int] = {}
        for value in self.ancestors:
            parent = self.at(value, level)
            counts[parent] = counts.get(parent, 0) + 1
        return counts

    def require_parents(self, cells: Sequence[Value]) -> None:
        """Refuse data with a value that the hierarchy does not know."""
        orphans = {cell for cell in cells if cell not in self.ancestors and not is_missing(cell)}
        if orphans:
            raise OrphanError(self.column, tuple(sorted(orphans, key=str)))


def flat(column: str, cells: Sequence[Value]) -> Hierarchy:
    """Return the hierarchy of a column that stays as it is."""
    return Hierarchy(column, dict.fromkeys(cells, ()))


def generalised(
    table: Microdata, hierarchies: Sequence[Hierarchy], levels: Sequence[int]
) -> Microdata:
    """Return the table with the column of each hierarchy taken to its level."""
    columns: dict[str, tuple[Value, ...]] = {}
    for hierarchy, level in zip(hierarchies, levels, strict=True):
        cells = table.column(hierarchy.column)
        hierarchy.require_parents(cells)
        columns[hierarchy.column] = tuple(hierarchy.at(cell, level) for cell in cells)
    return table.replaced(columns)
