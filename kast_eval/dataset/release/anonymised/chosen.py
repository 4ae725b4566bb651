"""The columns of the wide table that a recipe of level B asks for, and what it may not ask for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import DAYS, LATE
from kast_eval.dataset.release.anonymised.recipe import Anonymised
from kast_eval.dataset.release.anonymised.variable import Use, Variable
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import PLANNED_POINTS
from kast_eval.definition.form import FormDefinition, Hierarchy, Item, Role
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked

_ROLES: Mapping[Use, Collection[Role]] = {
    Use.QUASI: {Role.QUASI, Role.OTHER},
    Use.SENSITIVE: {Role.SENSITIVE, Role.OTHER},
    Use.OUTCOMES: {Role.SENSITIVE, Role.OTHER},
    Use.OTHER: {Role.OTHER},
}
"""As what a variable of each role may be used: never as less telling than its definition says.

What is sensitive is never a quasi-identifier, for nothing asks of those whether a class is varied.
"""

_DAYS = frozenset(column.name for column in DAYS) - {LATE}


@dataclass(frozen=True)
class Chosen:
    """A variable of a recipe, the column of the wide table that it is, and at which point."""

    variable: Variable
    column: DatasetColumn
    point: str

    @property
    def name(self) -> str:
        """Return the name of the column."""
        return self.column.name


def texts_and_days(definitions: Sequence[FormDefinition]) -> frozenset[str]:
    """Return the names of all that is a text, a day or an identifier, under which it may leave."""
    return _DAYS | {
        name for form in definitions for item in (*form.items, *form.kept) for name in _names(item)
    }


def _names(item: Item) -> Iterator[str]:
    barred = {Role.TEXT, Role.IDENTIFIER}
    if item.role in barred or any(column.is_day for column in item.columns()):
        yield item.name
        if item.export:
            yield item.export.name


def hierarchies_of(definitions: Sequence[FormDefinition]) -> Mapping[str, Hierarchy]:
    """Return how the codes of each variable merge, by its name in the dataset."""
    in_order = sorted(definitions, key=lambda one: one.version)
    return {
        (item.export.name if item.export else item.name): item.hierarchy
        for form in in_order
        for item in (*form.items, *form.kept)
        if item.hierarchy
    }


def plain_name(name: str) -> str:
    """Return the name of a variable without the point that it was asked at."""
    start, _, point = name.rpartition("_")
    return start if start and point in PLANNED_POINTS else name


def chosen_columns(
    wide: DatasetTable, part: Anonymised, barred: Collection[str], file: str
) -> tuple[Chosen, ...]:
    """Return the columns in the recipe's order; what is barred is left out.

    What the wide table does not have, and a use that hides less than the definition asks for, is a
    DefinitionError of the recipe's line.
    """
    columns = {column.name: column for column in wide.columns}
    found: dict[str, Chosen] = {}
    for variable in part.variables:
        if plain_name(variable.name) not in barred:
            for column, point in _columns_of(variable, columns, part.points, file):
                if column.name in found:
                    raise DefinitionError(
                        file, variable.line, marked("«{name}» står redan. Ta bort det ena."),
                        name=column.name,
                    )  # fmt: skip
                found[column.name] = Chosen(variable, column, point)
    return tuple(found.values())


def _columns_of(
    variable: Variable, columns: Mapping[str, DatasetColumn], points: Sequence[str], file: str
) -> Sequence[tuple[DatasetColumn, str]]:
    name = variable.name
    at = [(f"{name}_{point}", point) for point in points]
    at.append((name, "" if plain_name(name) == name else name.rpartition("_")[2]))
    found = [
        (columns[each], point) for each, point in at if each in columns and point in {*points, ""}
    ]
    if not found:
        raise DefinitionError(
            file, variable.line,
            marked("Variabeln «{name}» finns inte vid {points}."),
            name=name, points=", ".join(points),
        )  # fmt: skip
    _require_role(variable, found[0][0], file)
    return found if variable.use is Use.OUTCOMES else found[:1]


def _require_role(variable: Variable, column: DatasetColumn, file: str) -> None:
    allowed = [use.value for use in Use if column.role in _ROLES[use]]
    if variable.use not in allowed:
        raise DefinitionError(
            file, variable.line,
            marked("«{name}» har rollen {role} i sitt formulär. Den får stå under: {uses}."),
            name=variable.name, role=column.role.value, uses=", ".join(allowed) or "–",
        )  # fmt: skip
