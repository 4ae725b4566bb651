"""Variables that stem from the same answers: who knows one knows something of the other.

Tables are tied to each other by the names of their variables, so that a sum in one is a sum in
the next. That `abstinent` is `purchases == 0` no name says; a count that is hidden in a table of
the one could then be worked out of a table of the other. So two such variables never leave
together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kast_eval.dataset.release.tables.persons import answered, asked_of
from kast_eval.dataset.release.tables.published import PublishedRelease
from kast_eval.dataset.release.tables.recipe import AskedTable
from kast_eval.dataset.wide import PLANNED_POINTS
from kast_eval.definition.derived import HAS, NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.score import Score
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked

Node = tuple[str, str]
"""A name and the time point that it is of; "" is that of a whole episode."""


@dataclass(frozen=True)
class Kin:
    """What each name comes of: `parents` by name, and `forms` that ask it."""

    parents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def tied(self, one: str, other: str) -> bool:
        """Tell whether two columns, named as in a row of an episode, have a source in common."""
        mine, others = self._sources(one), self._sources(other)
        # That a sheet is missing leaves every question of its form without an answer.
        return bool(mine & others or mine & self._sheets(others) or self._sheets(mine) & others)

    def _sources(self, column: str) -> frozenset[Node]:
        base, _, point = column.rpartition("_")
        whole = column in self.parents or point not in PLANNED_POINTS
        first = (column, "") if whole else (base, point)
        found: set[Node] = set()
        left = [first]
        while left:
            node = left.pop()
            if node not in found:
                found.add(node)
                left += (_at(parent, node[1]) for parent in self.parents.get(node[0], ()))
        return frozenset(found)

    def _sheets(self, nodes: Iterable[Node]) -> frozenset[Node]:
        return frozenset(
            (form, point) for name, point in nodes for form in self.forms.get(name, ())
        )


NO_KIN = Kin()
"""Where no form says where a number comes from: every variable is only itself."""


def _at(name: str, point: str) -> Node:
    of_point, _, column = name.rpartition(".")
    return column, of_point or point


def kin_of(
    definitions: Sequence[FormDefinition], derivations: Derivations = NOTHING_DERIVED
) -> Kin:
    """Return what the forms and the file of derived variables say of where numbers come from."""
    parents: dict[str, set[str]] = {}
    forms: dict[str, set[str]] = {}
    for form in definitions:
        for item in (*form.kept, *form.items):
            for name, sources in _of_item(item):
                parents.setdefault(name, set()).update(sources)
                forms.setdefault(name, set()).add(HAS + form.form)
        for place, check in enumerate(form.checks):
            # What may not stand beside each other on a sheet is tied, though neither is the other.
            for name in check.rule.names:
                parents.setdefault(name, set()).add(f"check {form.form} {place}")
    for score in chain(derivations.scores, *(form.scores for form in definitions)):
        for name, sources in _of_score(score):
            parents.setdefault(name, set()).update(sources)
    for variable in derivations.variables:
        parents.setdefault(variable.name, set()).update(name for name, *_ in variable.names)
    return Kin(
        {name: frozenset(found) for name, found in parents.items()},
        {name: frozenset(found) for name, found in forms.items()},
    )


def _of_item(item: Item) -> Iterator[tuple[str, set[str]]]:
    """Give each column of an item with the item; and the item with what decides if it is asked."""
    led = {item.condition.item} if item.condition else set()
    yield item.name, led | set(item.skip_rule.names if item.skip_rule else ())
    for name in (column.name for column in item.columns()):
        yield name, {item.name}
    if item.export:
        yield item.export.name, {item.name}


def _of_score(score: Score) -> Iterator[tuple[str, set[str]]]:
    yield score.name, set(score.items)
    yield score.band_name, {score.name}


def require_unrelated(tables: Sequence[AskedTable], kin: Kin, file: str) -> None:
    """Raise DefinitionError for the first table with a variable that another one tells of."""
    known: dict[str, None] = {}
    for table in tables:
        for name in _dimensions(table):
            for other in known:
                if other != name and kin.tied(asked_of(other), asked_of(name)):
                    raise DefinitionError(
                        file, table.line,
                        marked("Tabellen «{table}»: «{name}» och «{other}» bygger på samma svar. "
                               "Tillsammans kan dolda antal räknas fram. Ta bort en av dem."),
                        table=table.name, name=asked_of(name), other=asked_of(other),
                    )  # fmt: skip
            known[name] = None


def _dimensions(table: AskedTable) -> tuple[str, ...]:
    return (*table.variables, *([answered(table.of)] if table.of else ()))


def related(
    tables: Sequence[AskedTable], earlier: Sequence[PublishedRelease], kin: Kin
) -> Iterator[tuple[PublishedRelease, tuple[str, str]]]:
    """Give the earlier releases that told of the same answers by another variable, and which."""
    mine = dict.fromkeys(name for table in tables for name in _dimensions(table))
    for release in earlier:
        told = dict.fromkeys(
            name
            for table in release.tables
            for name in (
                *sorted(table.crossing.columns),
                *([answered(table.of)] if table.of else ()),
            )
        )
        for name in mine:
            found = next(
                (one for one in told if one != name and kin.tied(asked_of(one), asked_of(name))),
                None,
            )
            if found is not None:
                yield release, (asked_of(name), asked_of(found))
                break
