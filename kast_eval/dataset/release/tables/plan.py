"""Tables before they leave: counted, protected, compared with earlier ones, and refused or not."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kast_eval.dataset.anonymise.linked_tables import CircleError
from kast_eval.dataset.anonymise.protection import UnprotectableError
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.chosen import columns_checksum
from kast_eval.dataset.release.persons import Persons, leaving_rows
from kast_eval.dataset.release.refusal import Refusal
from kast_eval.dataset.release.tables.chosen import chosen_variables, known_columns
from kast_eval.dataset.release.tables.earlier import (
    Difference,
    cut_otherwise,
    differences,
    still_told,
)
from kast_eval.dataset.release.tables.from_file import (
    against_source,
    counted_from,
    source_of,
)
from kast_eval.dataset.release.tables.kin import NO_KIN, Kin, related, require_unrelated
from kast_eval.dataset.release.tables.persons import Counted, known_cells
from kast_eval.dataset.release.tables.protected import ProtectedTables, protect_tables
from kast_eval.dataset.release.tables.published import PublishedRelease, PublishedTable
from kast_eval.dataset.release.tables.recipe import AskedTable, Tabulated
from kast_eval.dataset.release.tables.remembered import remembered
from kast_eval.dataset.release.tables.said import said_table
from kast_eval.dataset.release.tables.tabulation import Tabulation, tabulated
from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.wording import marked


@dataclass(frozen=True)
class MadeTables:
    """The tables, whose answers are in them, and what later releases are to know of them.

    `source` is the checksum of the anonymised file that they are counted from, if they are.
    """

    tabulations: tuple[Tabulation, ...] = field(repr=False)
    persons: frozenset[Code] = field(repr=False)
    published: tuple[PublishedTable, ...] = field(repr=False)
    smallest: int
    source: str = ""


@dataclass(frozen=True)
class PlannedTables:
    """What would leave, the checksum that a decision names, and what stands against it."""

    tables: tuple[DatasetTable, ...]
    columns: str
    refusals: tuple[Refusal, ...]
    made: MadeTables | None = None


def plan_tables(
    every: Sequence[DatasetTable],
    part: Tabulated,
    file: str,
    persons: Persons,
    earlier: Sequence[PublishedRelease],
    *,
    kin: Kin = NO_KIN,
    files: Sequence[Release] = (),
) -> PlannedTables:
    """Return the plan, or raise DefinitionError for the recipe's line."""
    variables = chosen_variables(every, part, file)
    require_unrelated(part.tables, kin, file)
    source = source_of(part, files, file)
    against = list(_of_the_same(part, earlier, kin))
    against += against_source(source, part, variables, persons) if source else ()
    every_variable = _all_variables(every, variables, earlier)
    columns = _checksum(variables, part)
    if source is None:
        whose, counted = _counted(every, every_variable, persons)
    else:
        whose, counted = source.persons, counted_from(source, every_variable)
    if against or not whose:
        return PlannedTables((), columns, (*against, *([] if whose else [_nobody()])))
    earlier = still_told(earlier, counted.variables)
    known = [one for release in earlier for one in release.tables]
    try:
        protected = _protected(counted, part, known)
    except UnprotectableError:
        return PlannedTables((), columns, (_too_few(known),))
    except CircleError as error:
        return PlannedTables((), columns, (Refusal("R8", error.text, error.details),))
    found = tuple(tabulated(counted, one, protected, part.smallest) for one in part.tables)
    if _all_hidden(found):
        return PlannedTables((), columns, (_too_few(known),))
    made = MadeTables(
        found,
        whose,
        tuple(remembered(part, protected, counted, found, source.checksum if source else "")),
        part.smallest,
        source.checksum if source else "",
    )
    against += [
        Refusal(
            "R8",
            marked("Tillsammans med tabellerna från {day} ({release}) visar de vad några få har "
                   "svarat: {variables}. Vänta tills fler har tillkommit, eller ta bort tabellen."),
            _where(one),
        )
        for one in differences(earlier, protected, part.smallest, counted=counted, found=found)
    ]  # fmt: skip
    return PlannedTables(tuple(map(said_table, found)), columns, tuple(against), made)


def _counted(
    every: Sequence[DatasetTable], variables: Mapping[str, Variable], persons: Persons
) -> tuple[frozenset[Code], Counted]:
    """Return whose answers are counted, and their answers."""
    names, cells = known_cells([leaving_rows(one, persons) for one in every], persons.leaving)
    return frozenset(names), Counted(variables, tuple(names), cells)


def _protected(
    counted: Counted, part: Tabulated, known: Sequence[PublishedTable]
) -> ProtectedTables:
    """Return what may be shown, also to readers from whom some of what has left was kept."""
    read = [one for one in known if _is_read_too(one, part)]
    stricter = protect_tables(counted, part.tables, read, part.smallest)
    if len(read) == len(known):
        return stricter
    # Whoever has read all that has left has been shown such small counts before.
    smallest = min(part.smallest, *(one.smallest for one in known))
    return replace(
        protect_tables(counted, part.tables, known, smallest),
        stricter=stricter,
    )


def _is_read_too(one: PublishedTable, part: Tabulated) -> bool:
    """Tell whether an earlier table counts as known to whoever reads these.

    What only some have read, or what showed smaller counts, is still to be hidden from others.
    """
    return one.smallest >= part.smallest and (one.open or not part.open)


def _of_the_same(
    part: Tabulated, earlier: Sequence[PublishedRelease], kin: Kin
) -> Iterator[Refusal]:
    """Refuse what sorts the same answers otherwise than earlier tables did."""
    for one in cut_otherwise(earlier, part):
        yield Refusal(
            "R8",
            marked("Tabellerna från {day} ({release}) har andra gränser för {variables}. Använd "
                   "samma, annars kan antal däremellan räknas fram."),
            _where(one),
        )  # fmt: skip
    for release, (name, other) in related(part.tables, earlier, kin):
        yield Refusal(
            "R8",
            marked("«{name}» bygger på samma svar som «{other}» i tabellerna från {day} "
                   "({release}). Tillsammans kan dolda antal räknas fram. Ta bort «{name}»."),
            {"name": name, "other": other, "day": release.day, "release": release.name},
        )  # fmt: skip


def _all_hidden(tabulations: Sequence[Tabulation]) -> bool:
    """Tell whether nobody is shown but in how many the persons are."""
    return all(
        not group.persons
        for one in tabulations
        for cell, group in one.groups.items()
        if any(part is not None for part in cell)
    )


def _all_variables(
    every: Sequence[DatasetTable],
    variables: Mapping[str, Variable],
    earlier: Sequence[PublishedRelease],
) -> Mapping[str, Variable]:
    """Return the variables of the recipe, and those of what has left that the dataset still has."""
    known = known_columns(every)
    found = dict(variables)
    for release in earlier:
        for table in release.tables:
            for name in (*table.crossing.columns, table.of):
                if name in known:
                    found.setdefault(name, Variable(known[name], table.cuts.get(name, ())))
    return found


def _checksum(variables: Mapping[str, Variable], part: Tabulated) -> str:
    """Return what changes when a table is new, gone, or its columns mean something else."""
    empty = [_empty(variables, one) for one in part.tables]
    said = json.dumps([columns_checksum(empty), part.said], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _empty(known: Mapping[str, Variable], table: AskedTable) -> DatasetTable:
    variables = tuple(known[name] for name in table.names)
    measured = known[table.of].source if table.of is not None else None
    where = known[table.where[0]] if table.where is not None else None
    return said_table(Tabulation(table, variables, measured, where, {}))


def _where(one: Difference) -> Mapping[str, object]:
    return {
        "day": one.release.day,
        "release": one.release.name,
        "variables": ", ".join(one.variables) or "–",
    }


def _nobody() -> Refusal:
    return Refusal("R15", marked("Ingen finns att räkna: ingen i tabellerna har sagt ja."))


def _too_few(known: Sequence[PublishedTable]) -> Refusal:
    if known:
        return Refusal(
            "R8",
            marked("Tabellerna går inte att skydda bredvid dem som redan har lämnats ut. Ta bort "
                   "en tabell, eller vänta tills fler har tillkommit."),
        )  # fmt: skip
    return Refusal(
        "R15",
        marked("Personerna är för få för tabellerna: allt skulle vara dolt. Slå ihop svar eller "
               "ta bort en tabell."),
    )  # fmt: skip
