"""What a recipe would let leave, and what stands against it, before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kast_eval.dataset.release.chosen import PERSON, chosen_tables, columns_checksum
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.mock import mock_tables
from kast_eval.dataset.release.persons import Persons, persons_of, rows_of
from kast_eval.dataset.release.recipe import Level, Recipe
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.dataset.table import DatasetTable
from kast_eval.errors import KastEvalError
from kast_eval.study.signs import Signs
from kast_eval.wording import marked


@dataclass(frozen=True)
class Plan:
    """A release before it is made: its tables, whose rows they hold, what stands against it.

    `columns` is the checksum that the recipe's decision names.
    """

    recipe: Recipe
    tables: tuple[DatasetTable, ...]
    persons: Persons
    columns: str
    refusals: tuple[Refusal, ...]

    @property
    def empty(self) -> tuple[DatasetTable, ...]:
        """Return the tables without a row: the same release made of no data."""
        return tuple(replace(table, rows=()) for table in self.tables)


def plan_release(
    every: Sequence[DatasetTable], recipe: Recipe, file: str, *, signs: Signs, today: date
) -> Plan:
    """Return the plan over all coded tables, or raise DefinitionError for the recipe's line."""
    persons = persons_of(every, signs)
    if not isinstance(recipe.part, Coded):
        raise KastEvalError("En anonymiserad fil kan inte lämnas ut med den här versionen.")
    chosen = chosen_tables(every, recipe.part, file)
    columns = columns_checksum(chosen)
    if recipe.level is Level.MOCK:
        made = mock_tables(chosen, seed=int(columns[:8], 16))
        return Plan(recipe, made, persons, columns, ())
    tables = tuple(rows_of(table, persons.leaving) for table in chosen)
    refusals = refusals_of(recipe, tables, persons, columns, today)
    return Plan(recipe, tables, persons, columns, refusals)


def refusals_of(
    recipe: Recipe,
    tables: Sequence[DatasetTable],
    persons: Persons,
    columns: str,
    today: date,
) -> tuple[Refusal, ...]:
    """Return all that stands against letting the tables leave, `columns` being their checksum."""
    return (
        *_undecided(recipe, columns, today),
        *_unnamed(recipe, today),
        *_withdrawn(tables, persons),
        *_empty(tables),
    )


def _undecided(recipe: Recipe, columns: str, today: date) -> Iterator[Refusal]:
    if recipe.approved is None:
        yield Refusal(
            "R1",
            marked("Ingen har beslutat om kolumnerna. Skriv i receptet: approved, med by, on och "
                   "columns: {columns}."),
            {"columns": columns},
        )  # fmt: skip
    elif recipe.approved.columns != columns:
        yield Refusal(
            "R1",
            marked("Kolumnerna är inte de som beslutet gäller: något är nytt, borta eller betyder "
                   "något annat. Jämför, besluta på nytt och skriv columns: {columns}."),
            {"columns": columns},
        )  # fmt: skip
    elif recipe.approved.on > today:
        yield Refusal("R1", marked("Beslutet om kolumnerna är daterat efter i dag."))


def _unnamed(recipe: Recipe, today: date) -> Iterator[Refusal]:
    named = {
        "recipient": recipe.recipient, "purpose": recipe.purpose, "approval": recipe.approval,
        "expires": recipe.expires,
    }  # fmt: skip
    for name, value in named.items():
        if not value:
            yield Refusal("R13", marked("Receptet saknar {name}. Lägg till det."), {"name": name})
    if recipe.expires is not None and recipe.expires < today:
        yield Refusal(
            "R13",
            marked("Ändamålet gick ut {day}. Pröva det på nytt innan något lämnas ut."),
            {"day": recipe.expires.isoformat()},
        )


def _withdrawn(tables: Sequence[DatasetTable], persons: Persons) -> Iterator[Refusal]:
    """Look once more at what would leave: a second eye on the rule that took persons out."""
    present = {
        person
        for table in tables
        if PERSON in table.names
        for person in table.cells(table.names.index(PERSON))
    }
    if present & persons.withdrawn:
        yield Refusal("R14", marked("En person som har tagit tillbaka sitt samtycke finns med."))


def _empty(tables: Sequence[DatasetTable]) -> Iterator[Refusal]:
    if not any(table.rows for table in tables):
        yield Refusal("R15", marked("Ingen rad skulle lämna: ingen i tabellerna har sagt ja."))
