"""Tables counted from the rows of an anonymised file that has left, not from the answers.

They add nothing to the file, whoever has come, gone or been corrected since: what is remembered of
it, its columns and how many rows there were of each contents, is all that they are counted from.
Whoever has not seen the file is protected as from other tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

from kast_eval.dataset.anonymise.microdata import Value, is_missing
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.beside import code_in_table
from kast_eval.dataset.release.persons import Persons
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.dataset.release.tables.persons import Counted
from kast_eval.dataset.release.tables.recipe import Tabulated
from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.dataset.table import Code
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked


def source_of(part: Tabulated, files: Sequence[Release], file: str) -> Release | None:
    """Return the file that a recipe's tables are counted from, or raise for the recipe's line."""
    if not part.source:
        return None
    for one in files:
        if one.checksum.startswith(part.source):
            return one
    raise DefinitionError(
        file, part.source_line,
        marked("Ingen anonymiserad fil med den kontrollsumman har lämnats ut härifrån. Se listan "
               "över utlämnanden."),
    )  # fmt: skip


def against_source(
    source: Release, part: Tabulated, variables: Mapping[str, Variable], persons: Persons
) -> Iterator[Refusal]:
    """Give what stands against counting the tables from the file."""
    if any(table.of for table in part.tables):
        yield Refusal(
            "R8", marked("Ur en fil räknas antal och andelar. Ta bort medelvärden och medianer.")
        )
    sorting = dict.fromkeys(name for table in part.tables for name in table.variables)
    for name in sorting:
        if name not in source.contents.columns:
            words = marked("«{name}» står inte i filen som tabellerna räknas ur. Ta bort tabellen.")
            yield Refusal("R8", words, {"name": name})
        elif None in _codes(source, variables[name]).values():
            words = marked("«{name}» står i filen i grövre grupper, eller grupper med andra "
                           "gränser. Ha filens egna, eller ta bort tabellen.")  # fmt: skip
            yield Refusal("R8", words, {"name": name})
    there = source.persons <= persons.leaving
    if not there or len(source.persons) != sum(source.contents.rows.values()):
        yield Refusal(
            "R14",
            marked("Någon i filen som tabellerna räknas ur har tagit tillbaka sitt samtycke, eller "
                   "är inte längre med. Räkna ur en nyare fil."),
        )  # fmt: skip


def counted_from(source: Release, variables: Mapping[str, Variable]) -> Counted:
    """Return the rows of the file as persons whom nobody knows, by the variables that it tells."""
    codes = {
        name: _codes(source, one)
        for name, one in variables.items()
        if name in source.contents.columns
    }
    told = {name: one for name, one in codes.items() if None not in one.values()}
    places = {name: source.contents.columns.index(name) for name in told}
    rows = [*chain.from_iterable(repeat(*row) for row in source.contents.rows.items())]
    cells = {
        name: [_cell(variables[name], told[name][row[place]]) for row in rows]
        for name, place in places.items()
    }
    names = tuple(map(str, range(len(rows))))
    return Counted({name: variables[name] for name in told}, names, cells)


def _codes(source: Release, variable: Variable) -> Mapping[Value, int | None]:
    """Return the category of each value that the file has; None where it could be several."""
    name = variable.source.name
    return {
        value: variable.no_answer if is_missing(value) else _known(value, variable)
        for value in source.contents.values(name)
    }


def _known(value: Value, variable: Variable) -> int | None:
    code = code_in_table(value, variable.cuts or None)
    return code if isinstance(code, int) and code in variable.labels else None


def _cell(variable: Variable, category: int | None) -> Code:
    """Return a cell of the category: of a band any number in it, of no answer none."""
    if category is None or category == variable.no_answer:
        return ""
    if not variable.cuts:
        return category
    # Half a step below the first cut: a whole number there may stand for a reason.
    return variable.cuts[category - 1] if category else variable.cuts[0] - 0.5
