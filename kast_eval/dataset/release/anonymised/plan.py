"""An anonymised file before it is made: from the coded tables to the first way that may leave."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kast_eval.dataset.anonymise.lattice import node_count
from kast_eval.dataset.anonymise.policy import PERSONS_TO_K
from kast_eval.dataset.release.anonymised.breaches import refusals_from, too_few
from kast_eval.dataset.release.anonymised.chosen import (
    chosen_columns,
    hierarchies_of,
    plain_name,
    texts_and_days,
)
from kast_eval.dataset.release.anonymised.coding import Coding, coding_of
from kast_eval.dataset.release.anonymised.disclosure import Aside, disclosure_of
from kast_eval.dataset.release.anonymised.made import Made
from kast_eval.dataset.release.anonymised.prepared import Prepared, first_episodes, prepared
from kast_eval.dataset.release.anonymised.recipe import Anonymised
from kast_eval.dataset.release.anonymised.search import Wanted, find_release
from kast_eval.dataset.release.anonymised.shuffled import shuffled_table
from kast_eval.dataset.release.anonymised.variable import Use
from kast_eval.dataset.release.beside import told_beyond
from kast_eval.dataset.release.chosen import CLINIC
from kast_eval.dataset.release.ground import Ground
from kast_eval.dataset.release.persons import Persons, couples_of, leaving_rows
from kast_eval.dataset.release.recipe import Recipe
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.dataset.release.refusals import nobody, unnamed, withdrawn
from kast_eval.dataset.release.tables.kin import kin_of
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import WIDE
from kast_eval.definition.form import Role
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked

MOST_NODES = 50_000
"""So many ways to generalise are looked at; more would take minutes."""


@dataclass(frozen=True)
class Planned:
    """What would leave, what stands against it, and how it was found, if anybody was there."""

    tables: tuple[DatasetTable, ...]
    refusals: tuple[Refusal, ...]
    made: Made | None = None


def plan_anonymised(
    every: Sequence[DatasetTable],
    recipe: Recipe,
    part: Anonymised,
    persons: Persons,
    ground: Ground,
) -> Planned:
    """Return the plan, or raise DefinitionError for the recipe's line."""
    wide = next(table for table in every if table.name == WIDE)
    barred = texts_and_days(ground.definitions)
    codings = _codings(wide, part, barred, recipe.file, ground)
    couples = couples_of(every, ground.signs) & persons.leaving
    episodes = first_episodes(leaving_rows(wide, persons), persons.leaving - couples)
    against = [*_barred(part, barred), *unnamed(recipe, ground.today)]
    against += withdrawn(frozenset(episodes), persons)
    fewest = PERSONS_TO_K * part.policy.k
    if len(episodes) < fewest:
        against.append(too_few(fewest) if episodes else nobody())
        return Planned((), tuple(against))
    clinics = ground.clinics if part.clinic else None
    ready = prepared(episodes, codings, clinics, part.policy.k)
    found = find_release(ready.table, _wanted(ready, codings, part, ground))
    aside = Aside(len(couples), tuple(ready.merged), ready.dropped)
    made = Made(
        found.candidate,
        part.policy,
        disclosure_of(found, codings, part.policy, aside, recipe.approved),
    )
    table = shuffled_table(found.candidate, codings, ground.seed, training=ground.training)
    return Planned((table,), (*against, *refusals_from(found.breaches)), made)


def _codings(
    wide: DatasetTable, part: Anonymised, barred: frozenset[str], file: str, ground: Ground
) -> tuple[Coding, ...]:
    groups = hierarchies_of(ground.definitions)
    codings = tuple(
        coding_of(chosen, groups, file) for chosen in chosen_columns(wide, part, barred, file)
    )
    hierarchies = [one.hierarchy for one in codings if one.hierarchy]
    quasi = part.used_as(Use.QUASI)
    if node_count(hierarchies) > MOST_NODES:
        raise DefinitionError(
            file, quasi[0].line,
            marked("Hierarkierna ger {nodes} sätt att slå ihop, högst {most} prövas. "
                   "Ta bort en variabel eller en nivå."),
            nodes=node_count(hierarchies), most=MOST_NODES,
        )  # fmt: skip
    if not hierarchies:
        raise DefinitionError(
            file, quasi[0].line, marked("Skriv minst en variabel som någon kan veta om en person.")
        )
    return codings


def _barred(part: Anonymised, barred: frozenset[str]) -> Iterator[Refusal]:
    names = [one.name for one in part.variables if plain_name(one.name) in barred]
    if names:
        yield Refusal(
            "R5",
            marked("{names}: fri text, dag eller tid i dagar lämnar aldrig anonymiserat. "
                   "Ta bort ur receptet."),
            {"names": ", ".join(names)},
        )  # fmt: skip


def _wanted(ready: Prepared, codings: Sequence[Coding], part: Anonymised, ground: Ground) -> Wanted:
    left = [one for one in codings if one.name in ready.table.columns]
    # Answers over time tell as much whatever the recipe calls them.
    answers = [one for one in left if one.chosen.column.role is not Role.QUASI]
    points = dict.fromkeys(one.chosen.point for one in answers)
    return Wanted(
        tuple(one.hierarchy for one in left if one.hierarchy),
        tuple(one.name for one in left if one.use in {Use.SENSITIVE, Use.OUTCOMES}),
        {
            point or "episode": tuple(one.name for one in answers if one.chosen.point == point)
            for point in points
        },
        part.policy,
        CLINIC if part.clinic else None,
        ground.earlier,
        told_beyond(
            (table for release in ground.published for table in release.tables), ground.earlier
        ),
        part.suppress,
        kin_of(ground.definitions, ground.derivations),
        {
            one.name: one.value_of(one.chosen.variable.rare)
            for one in left
            if one.chosen.variable.rare is not None
        },
    )
