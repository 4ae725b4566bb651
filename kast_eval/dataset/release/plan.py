"""What a recipe would let leave, and what stands against it, before anything is written."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import assert_never

from kast_eval.dataset.coded_tables import marked_table
from kast_eval.dataset.release.anonymised.disclosure import Disclosure
from kast_eval.dataset.release.anonymised.made import Made
from kast_eval.dataset.release.anonymised.recipe import Anonymised
from kast_eval.dataset.release.beside import few_apart, told_beyond, touched
from kast_eval.dataset.release.chosen import chosen_tables, columns_checksum
from kast_eval.dataset.release.coded_recipe import Coded
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.mock import mock_tables
from kast_eval.dataset.release.persons import (
    Persons,
    agreeing_rows,
    couples_of,
    leaving_rows,
    persons_of,
)
from kast_eval.dataset.release.recipe import Level, Recipe
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.dataset.release.refusals import (
    JUDGEMENT,
    nobody,
    persons_in,
    undecided,
    unnamed,
    withdrawn,
)
from kast_eval.dataset.release.tables.kin import Kin, kin_of
from kast_eval.dataset.release.tables.plan import MadeTables, PlannedTables, plan_tables
from kast_eval.dataset.release.tables.recipe import Tabulated
from kast_eval.dataset.table import Code, DatasetTable
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
    anonymised: Made | None = None
    tabulated: MadeTables | None = None

    @property
    def leaving(self) -> frozenset[Code]:
        """Return whose rows leave, or whose answers are counted: not who was removed."""
        made = self.anonymised or self.tabulated
        return self.persons.leaving if made is None else made.persons

    @property
    def disclosure(self) -> Disclosure | None:
        """Return what is told of an anonymised file."""
        return None if self.anonymised is None else self.anonymised.disclosure

    @property
    def empty(self) -> tuple[DatasetTable, ...]:
        """Return the tables without a row: the same release made of no data."""
        return tuple(replace(table, rows=()) for table in self.tables)


def plan_release(every: Sequence[DatasetTable], recipe: Recipe, ground: Ground) -> Plan:
    """Return the plan over all coded tables, or raise DefinitionError for the recipe's line."""
    persons = persons_of(every, ground.signs)
    every = agreeing_rows(every, ground.signs)
    match recipe.part:
        case Coded():
            return _coded(every, recipe, recipe.part, persons, ground)
        case Anonymised():
            from kast_eval.dataset.release.anonymised.plan import plan_anonymised

            found = plan_anonymised(every, recipe, recipe.part, persons, ground)
            columns = _bound(recipe, columns_checksum(found.tables), found.made)
            refusals = (
                *found.refusals,
                *(undecided(recipe, columns, ground.today, JUDGEMENT) if found.made else ()),
            )
            return Plan(recipe, found.tables, persons, columns, refusals, found.made)
        case Tabulated():
            kin = kin_of(ground.definitions, ground.derivations)
            # As a file leaves couples out, so that the two cannot be taken from each other.
            couples = couples_of(every, ground.signs)
            uncoupled = replace(persons, consenting=persons.consenting - couples)
            told = plan_tables(
                every,
                recipe.part,
                recipe.file,
                uncoupled,
                ground.published,
                kin=kin,
                files=ground.earlier,
            )
            return _tabulated(recipe, told, uncoupled, ground, kin)
        case _:
            assert_never(recipe.part)


def _bound(recipe: Recipe, columns: str, made: Made | None = None) -> str:
    """Return the checksum of a decision: what leaves, to whom, for what, and what is told of it."""
    told = asdict(replace(made.disclosure, decision=None)) if made else None
    whom = [recipe.recipient, recipe.purpose, recipe.approval]
    said = json.dumps([columns, recipe.part.said, whom, told], sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _tabulated(
    recipe: Recipe, told: PlannedTables, persons: Persons, ground: Ground, kin: Kin
) -> Plan:
    columns = _bound(recipe, told.columns)
    refusals = (
        *undecided(recipe, columns, ground.today),
        *unnamed(recipe, ground.today),
        *(withdrawn(told.made.persons, persons) if told.made else ()),
        *told.refusals,
        *(_beside_files(told.made, ground, kin) if told.made else ()),
    )
    tables = tuple(marked_table(one) if ground.training else one for one in told.tables)
    return Plan(recipe, tables, persons, columns, refusals, tabulated=told.made)


def _beside_files(made: MadeTables, ground: Ground, kin: Kin) -> Iterator[Refusal]:
    """Refuse tables that are no table of an anonymised file but are of the same answers."""
    beyond = told_beyond(made.published, ground.earlier)
    for file in ground.earlier:
        names = dict.fromkeys(name for one in beyond for name in touched(file, one, kin))
        if names:
            yield Refusal(
                "R8",
                marked("{subject} står i en anonymiserad fil som har lämnats ut, eller bygger på "
                       "samma svar. Om det får tabeller bara säga vad filens egna rader säger: "
                       "samma personer, samma indelning, inga medelvärden. Ta bort tabellerna om "
                       "{subject}, eller räkna dem ur filen: skriv from och filens kontrollsumma."),
                {"subject": ", ".join(names)},
            )  # fmt: skip
            return
        for _persons in few_apart(file, beyond, made.smallest):
            yield Refusal(
                "R8",
                marked("Bredvid en anonymiserad fil som har lämnats ut skiljer några få personer "
                       "i allt. Vänta tills fler har tillkommit."),
            )  # fmt: skip
            return


def _coded(
    every: Sequence[DatasetTable],
    recipe: Recipe,
    part: Coded,
    persons: Persons,
    ground: Ground,
) -> Plan:
    chosen = chosen_tables(every, part, recipe.file)
    columns = columns_checksum(chosen)
    if recipe.level is Level.MOCK:
        made = mock_tables(chosen, int(columns[:8], 16), ground.definitions)
        return Plan(recipe, made, persons, columns, ())
    columns = _bound(recipe, columns)
    tables = tuple(leaving_rows(table, persons) for table in chosen)
    refusals = refusals_of(recipe, tables, persons, columns, ground.today)
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
        *undecided(recipe, columns, today),
        *unnamed(recipe, today),
        *withdrawn(persons_in(tables), persons),
        *([] if any(table.rows for table in tables) else [nobody()]),
    )
