"""The variables of a recipe's tables, found among those of the dataset, or the line at fault."""

from collections.abc import Iterator, Mapping, Sequence

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.release.tables.recipe import AskedTable, Figure, Tabulated
from kast_eval.dataset.release.tables.variables import Variable, is_number
from kast_eval.dataset.table import DatasetTable
from kast_eval.dataset.wide import PERSON, WIDE
from kast_eval.definition.form import Role
from kast_eval.errors import DefinitionError
from kast_eval.kinds.answer import Measure
from kast_eval.wording import marked

_TELLING = frozenset({Role.QUASI, Role.SENSITIVE, Role.OTHER})
_PERSON_TYPE = "person_type"


def known_columns(tables: Sequence[DatasetTable]) -> Mapping[str, DatasetColumn]:
    """Return the columns that tables may be made of: the answers of a person's row."""
    named = {table.name: table for table in tables}
    found = {
        column.name: column
        for column in named[WIDE].columns
        if column.role in _TELLING and not column.text
    }
    of_person = [one for one in named[PERSON].columns if one.name == _PERSON_TYPE]
    return {**found, **{one.name: one for one in of_person}}


def chosen_variables(
    tables: Sequence[DatasetTable], part: Tabulated, file: str
) -> Mapping[str, Variable]:
    """Return every variable of the recipe by name, or raise DefinitionError for its line."""
    known = known_columns(tables)
    used = {name for table in part.tables for name in table.variables}
    for name in part.bands:
        if name not in used:
            raise DefinitionError(
                file, part.band_lines.get(name, 1),
                marked("Ingen tabell sorterar efter «{name}». Ta bort dess gränser."), name=name,
            )  # fmt: skip
    found: dict[str, Variable] = {}
    for table in part.tables:
        for problem in _problems(table, known, part):
            raise DefinitionError(file, table.line, problem[0], name=problem[1], table=table.name)
        for name in (*table.variables, *([table.of] if table.of else ())):
            found[name] = Variable(known[name], part.bands.get(name, ()))
    return found


_Problem = tuple[str, str]


def _problems(
    table: AskedTable, known: Mapping[str, DatasetColumn], part: Tabulated
) -> list[_Problem]:
    names = (*table.variables, *([table.of] if table.of else ()))
    missing = [name for name in names if name not in known]
    if missing:
        words = marked(
            "Tabellen «{table}»: variabeln «{name}» finns inte bland dem som kan bli tabell."
        )
        return [(words, missing[0])]
    found = [
        problem
        for name in table.variables
        for problem in _sorting(known[name], banded=name in part.bands)
    ]
    if table.of is not None:
        found += _measuring(known[table.of], table.figure)
    if table.where is not None:
        name, value = table.where
        if value not in Variable(known[name], part.bands.get(name, ())).labels:
            words = marked("Tabellen «{table}»: «{name}» har inte det svar som filtret nämner.")
            found.append((words, name))
    return found


def _sorting(column: DatasetColumn, *, banded: bool) -> Iterator[_Problem]:
    if not banded and (column.measure is Measure.SCALE or not column.codes):
        yield (
            marked("Tabellen «{table}»: «{name}» är ett tal. Skriv gränser för det under «bands»."),
            column.name,
        )
    elif banded and not is_number(column):
        yield (
            marked("Tabellen «{table}»: «{name}» har redan svarsalternativ. Ta bort gränserna."),
            column.name,
        )


def _measuring(column: DatasetColumn, figure: Figure) -> Iterator[_Problem]:
    if figure is Figure.MEAN and not is_number(column):
        yield (
            marked("Tabellen «{table}»: «{name}» är inget tal, så den har inget medelvärde. Välj "
                   "count, share eller median."),
            column.name,
        )  # fmt: skip
    if figure is Figure.MEDIAN and column.measure is Measure.NOMINAL:
        yield (
            marked("Tabellen «{table}»: svaren på «{name}» har ingen ordning, så den har ingen "
                   "median. Välj count eller share."),
            column.name,
        )  # fmt: skip
