"""Tables beside those of earlier releases: what the difference between the two would tell.

Whoever takes an old count from a new one learns how many came or went; where these are a few, the
difference is a table of them (differencing: Hundepool et al. 2012, «Statistical Disclosure
Control», Wiley, chapter on tables of frequencies). So every count that both releases show, and
every sum of what is hidden in a line, has changed by nobody or by at least so many as a count must
be. And figures of as many as before are the same figures.

What has changed by enough persons still tells of each of them if they all gave the same answer. So
those who came, as those who left, have given several (homogeneity: the same book, on attributes).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kast_eval.dataset.anonymise.count_table import Cell, Line
from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.anonymise.policy import HIGHEST_COMMONEST, PERSONS_TO_K
from kast_eval.dataset.anonymise.protection import ProtectedTable
from kast_eval.dataset.release.tables.changed import other_means, other_quartiles
from kast_eval.dataset.release.tables.persons import Counted, answered, asked_of
from kast_eval.dataset.release.tables.protected import ProtectedTables
from kast_eval.dataset.release.tables.published import Figures, PublishedRelease
from kast_eval.dataset.release.tables.recipe import Tabulated
from kast_eval.dataset.release.tables.tabulation import Tabulation
from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.dataset.release.tables.with_earlier import placed_cells
from kast_eval.definition.form import Role
from kast_eval.study.small_numbers import SMALLEST_GROUP


@dataclass(frozen=True)
class Difference:
    """An earlier release that tells too much beside this one; `variables` is where."""

    release: PublishedRelease
    variables: tuple[str, ...]


def still_told(
    releases: Sequence[PublishedRelease], variables: Mapping[str, Variable]
) -> tuple[PublishedRelease, ...]:
    """Return the releases as far as they tell of variables that persons are counted by today.

    A table by another one as well has told how many there were by those that are left.
    """
    names = {*variables, *map(answered, variables)}
    return tuple(
        replace(one, tables=tuple(filter(None, (table.told_by(names) for table in one.tables))))
        for one in releases
    )


def cut_otherwise(releases: Sequence[PublishedRelease], part: Tabulated) -> Iterator[Difference]:
    """Give the releases in which a number was cut otherwise, so that the two cannot be compared."""
    used = {name for table in part.tables for name in table.variables}
    for release in releases:
        other = {
            name
            for table in release.tables
            for name in used & table.crossing.columns
            if table.cuts.get(name, ()) != part.bands.get(name, ())
        }
        if other:
            yield Difference(release, tuple(sorted(other)))


def differences(
    releases: Sequence[PublishedRelease],
    protected: ProtectedTables,
    smallest: int,
    *,
    counted: Counted,
    found: Sequence[Tabulation],
) -> Iterator[Difference]:
    """Give the releases that tell of a few persons when they are taken from this one."""
    for release in releases:
        names = _too_near(release, protected, smallest)
        if names is None:
            names = _exchanged(release, protected, counted, found, smallest)
        if names is None:
            names = _alike(release, protected, counted, smallest)
        if names is not None:
            yield Difference(release, names)


def _too_near(
    release: PublishedRelease, protected: ProtectedTables, smallest: int
) -> tuple[str, ...] | None:
    for table, before, limit in _beside(release, protected, smallest):
        for cell in _changed_by_few(_changes(before, table), table, limit):
            return tuple(name for name, value in zip(table.table.names, cell, strict=True) if value)
    return None


def _beside(
    release: PublishedRelease, protected: ProtectedTables, smallest: int
) -> Iterator[tuple[ProtectedTable, Mapping[Cell, int], int]]:
    """Give the tables of counts, and those of means, with what the release showed of each."""
    parts: list[tuple[str, ProtectedTable, int]] = [("", protected.counts, smallest)]
    parts += [
        (of, table, SMALLEST_GROUP) for of, table in protected.means.items() if table is not None
    ]
    for of, table, limit in parts:
        before: dict[Cell, int] = {}
        for one in release.tables:
            if one.of == of and one.crossing.columns <= set(table.table.names):
                before |= placed_cells(table.table, one)
        yield table, before, limit


def _alike(
    release: PublishedRelease, protected: ProtectedTables, counted: Counted, smallest: int
) -> tuple[str, ...] | None:
    """Return the variable whose answer those who came, or who left, have nearly all given."""
    telling = {
        name: one.no_answer
        for name, one in counted.variables.items()
        if one.source.role is not Role.QUASI
    }
    for table, before, _ in _beside(release, protected, smallest):
        change = _changes(before, table)
        for line in table.table.lines:
            place = next(at for at, one in enumerate(line.total) if one != line.parts[0][at])
            name = table.table.names[place]
            if name in telling and _of_one_answer(line, place, change, telling[name], smallest):
                return (name,)
    return None


def _of_one_answer(
    line: Line, place: int, change: Mapping[Cell, int], silent: Value, smallest: int
) -> bool:
    """Tell whether a line has grown, or shrunk, by one answer nearly alone; by none is no answer.

    Of so many that a whole file could be made of them (R2), only one and the same answer tells.
    """
    parts = [change.get(part, 0) for part in line.parts]
    answers = [by for part, by in zip(line.parts, parts, strict=True) if part[place] != silent]
    hidden = change[line.total] - sum(parts) if line.total in change else 0
    for sign in (1, -1):
        moved = [sign * by for by in answers if sign * by > 0]
        most, everybody = max(moved, default=0), sum(moved) + max(0, sign * hidden)
        if 0 < everybody == most:
            return True
        if everybody < PERSONS_TO_K * smallest and most > HIGHEST_COMMONEST * everybody:
            return True
    return False


def _exchanged(
    release: PublishedRelease,
    protected: ProtectedTables,
    counted: Counted,
    found: Sequence[Tabulation],
    smallest: int,
) -> tuple[str, ...] | None:
    """Return where a figure of as many as before is another, or tells what the new ones said."""
    for of, table in protected.means.items():
        if table is not None:
            before = _means_before(release, of, table)
            for cell in other_means(before, table, counted, of, smallest):
                named = zip(table.table.names, cell, strict=True)
                return (of, *(name for name, at in named if at is not None))
    for group in other_quartiles(release, found):
        return tuple(sorted({asked_of(name) for name, _ in group}))
    return None


def _means_before(
    release: PublishedRelease, of: str, protected: ProtectedTable
) -> Mapping[Cell, tuple[int, Figures | None]]:
    """Return of how many each mean was that a release showed, and what it came of."""
    found: dict[Cell, tuple[int, Figures | None]] = {}
    for one in release.tables:
        if one.of == of and one.crossing.columns <= set(protected.table.names):
            placed = placed_cells(protected.table, one).items()
            for cell, (at, count) in zip(one.shown, placed, strict=True):
                found[at] = count, one.figures.get(cell)
    return found


def _changes(before: Mapping[Cell, int], protected: ProtectedTable) -> Mapping[Cell, int]:
    """Return by how many persons each cell has changed that is shown still."""
    table = protected.table
    return {
        cell: table.counts[cell] - count
        for cell, count in before.items()
        if cell in table.counts and cell not in table.unseen and protected.shown(cell) is not None
    }


def _changed_by_few(
    change: Mapping[Cell, int], protected: ProtectedTable, limit: int
) -> Iterator[Cell]:
    table = protected.table
    for cell, by in change.items():
        if 0 < abs(by) < limit:
            yield cell
    for line in table.lines:
        if line.total in change:
            rest = change[line.total] - sum(change.get(part, 0) for part in line.parts)
            if 0 < abs(rest) < limit:
                yield line.total
