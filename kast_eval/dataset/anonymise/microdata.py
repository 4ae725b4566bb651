"""A coded table with the person of each row: what every function of the core works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast_eval.kinds.answer import Missing

Value = int | str
"""A code, a band («25-34») or a missing code."""

Key = tuple[Value, ...]
"""The values of one row in some columns."""

SUPPRESSED: Value = int(Missing.REMOVED)

SUBSTANTIAL = {int(Missing.SKIPPED), int(Missing.NOT_APPLICABLE)}
"""Missing codes that tell something of the person: the question did not concern them."""

_MISSING = {int(reason) for reason in Missing}


class TableShapeError(ValueError):
    """A table that cannot be: columns of unequal length, or a column that is not there."""

    def __init__(self, problem: str, columns: Sequence[str] = ()) -> None:
        """Name the columns, never what stands in them."""
        super().__init__(": ".join(filter(None, [problem, ", ".join(columns)])))


@dataclass(frozen=True)
class Microdata:
    """Rows of persons: `persons` has whose each row is, `columns` its values by column name."""

    persons: tuple[str, ...]
    columns: Mapping[str, tuple[Value, ...]]

    def __post_init__(self) -> None:
        """Refuse columns that are longer or shorter than the list of persons."""
        uneven = [name for name, cells in self.columns.items() if len(cells) != len(self.persons)]
        if uneven:
            raise TableShapeError("not one value a row", uneven)

    @property
    def person_count(self) -> int:
        """Return how many persons there are, however many rows each has."""
        return len(set(self.persons))

    def column(self, name: str) -> tuple[Value, ...]:
        """Return the values of one column."""
        if name not in self.columns:
            raise TableShapeError("no such column", [name])
        return self.columns[name]

    def keys(self, names: Sequence[str]) -> tuple[Key, ...]:
        """Return the values of each row in the columns `names`."""
        if not names:
            return ((),) * len(self.persons)
        return tuple(zip(*(self.column(name) for name in names), strict=True))

    def replaced(self, columns: Mapping[str, tuple[Value, ...]]) -> "Microdata":
        """Return the table with some columns put in the place of those of the same name."""
        return Microdata(self.persons, {**self.columns, **columns})

    def without(self, persons: frozenset[str]) -> "Microdata":
        """Return the table without any row of `persons`."""
        kept = [place for place, person in enumerate(self.persons) if person not in persons]
        return Microdata(
            tuple(self.persons[place] for place in kept),
            {name: tuple(cells[place] for place in kept) for name, cells in self.columns.items()},
        )

    def require_one_row_each(self) -> None:
        """Refuse a table where somebody has several rows, and with them several classes."""
        if self.person_count != len(self.persons):
            raise TableShapeError("some person has several rows")


def is_missing(value: Value) -> bool:
    """Tell whether a value is a missing code; a text never is one."""
    return value in _MISSING
