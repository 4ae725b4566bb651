"""The refusals that a recipe and its persons lead to at every level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.dataset.release.chosen import PERSON
from kast_eval.dataset.release.persons import Persons
from kast_eval.dataset.release.recipe import Recipe
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import marked


@dataclass(frozen=True)
class Demand:
    """What somebody must have decided: the refusal without it, and its words."""

    number: str
    none: str
    other: str
    early: str


DECISION = Demand(
    "R1",
    marked("Ingen har beslutat om kolumnerna. Skriv i receptet: approved, med by, on och "
           "columns: {columns}."),
    marked("Beslutet gäller något annat: en kolumn är ny, borta eller betyder något annat, "
           "eller så är mottagare, ändamål eller godkännande nya. Jämför, "
           "besluta på nytt och skriv columns: {columns}."),
    marked("Beslutet om kolumnerna är daterat efter i dag."),
)  # fmt: skip
"""That just these columns leave."""

JUDGEMENT = Demand(
    "R16",
    marked("Ingen har bedömt filen som anonym. Läs rapporten och skriv i receptet: "
           "decision, med by, on och columns: {columns}."),
    marked("Filen är inte den som bedömdes: data, recept eller mottagare är andra. Läs "
           "rapporten, bedöm på nytt och skriv columns: {columns}."),
    marked("Bedömningen av filen är daterad efter i dag."),
)  # fmt: skip
"""That the file is anonymous."""

_PENDING = frozenset({DECISION.number, JUDGEMENT.number})


def lasting(refusals: Sequence[Refusal]) -> tuple[Refusal, ...]:
    """Return those that no decision on what is shown takes away."""
    return tuple(one for one in refusals if one.number not in _PENDING)


def undecided(
    recipe: Recipe, columns: str, today: date, demand: Demand = DECISION
) -> Iterator[Refusal]:
    """Refuse what nobody has decided, or decided when it was something else."""
    if recipe.approved is None:
        yield Refusal(demand.number, demand.none, {"columns": columns})
    elif recipe.approved.columns != columns:
        yield Refusal(demand.number, demand.other, {"columns": columns})
    elif recipe.approved.on > today:
        yield Refusal(demand.number, demand.early)


def unnamed(recipe: Recipe, today: date) -> Iterator[Refusal]:
    """Refuse what nobody is to have, for nothing, or not any more."""
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


def persons_in(tables: Sequence[DatasetTable]) -> frozenset[Code]:
    """Return the persons whose rows stand in the tables."""
    return frozenset(
        person
        for table in tables
        if PERSON in table.names
        for person in table.cells(table.names.index(PERSON))
    )


def withdrawn(present: frozenset[Code], persons: Persons) -> Iterator[Refusal]:
    """Look once more at what would leave: a second eye on the rule that took persons out."""
    if present & persons.withdrawn:
        yield Refusal("R14", marked("En person som har tagit tillbaka sitt samtycke finns med."))


def nobody() -> Refusal:
    """Return the refusal of a release that is empty."""
    return Refusal("R15", marked("Ingen rad skulle lämna: ingen i tabellerna har sagt ja."))
