"""An anonymised file beside tables of another release: which counts lie a few persons apart.

Whoever has both takes the rows of the file from the counts of the tables; where a few persons are
left, they are told of: those who came between the two, or whom the file left out. All columns that
both have are compared, as coarsely as the file has them. What only one of them has is summed over.
A number that the file has in bands which the table's do not fit cannot be compared, and is told as
such: sums of the bands of both would cut out what neither shows.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from math import inf

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.anonymise.microdata import Value, is_missing
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.anonymised.coding import JOIN
from kast_eval.dataset.release.anonymised.span import span_of
from kast_eval.dataset.release.tables.persons import answered
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.variables import is_no_answer

Group = tuple[Value, ...]
"""The answers that the file has as one; () is no answer, for whatever reason."""

Groups = Mapping[str, Mapping[Value, Group]]
"""The group of each value of the file, by what a table crosses or is filtered by."""

Key = tuple[Group | None, ...]
"""The group of each column that a table crosses; None is everybody."""


def few_apart(
    file: Release, tables: Iterable[PublishedTable], k: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Give the columns of each class that differs by 1 to k−1 persons, and by how many."""
    for table in tables:
        known = _known(file, table)
        filtered = {name for name, _ in table.crossing.only}
        if table.of or not filtered <= known.keys():
            continue
        for key, persons in _counts_in_file(file, table, known).items():
            shown = _count_in_table(table, key)
            if shown is not None and 0 < abs(shown - persons) < k:
                names = zip(table.crossing.names, key, strict=True)
                yield (
                    tuple(name for name, group in names if group is not None),
                    abs(shown - persons),
                )


def cut_otherwise(file: Release, tables: Iterable[PublishedTable]) -> tuple[str, ...]:
    """Return the variables of the tables that the file has in bands which theirs do not fit."""
    found: dict[str, None] = {}
    for table in tables:
        used = {*table.crossing.names, *(name for name, _ in table.crossing.only)}
        told = used & set(file.contents.columns)
        found.update(dict.fromkeys(sorted(told - _known(file, table).keys())))
    return tuple(found)


def _known(file: Release, table: PublishedTable) -> Groups:
    """Return what of the table's columns and filters the file can tell."""
    found: dict[str, Mapping[Value, Group]] = {}
    flags = {name for name, _ in table.crossing.only}
    for name in file.contents.columns:
        if name == PRESENCE:
            continue
        values = file.contents.values(name)
        if answered(name) in flags:
            found[answered(name)] = {value: (int(not is_missing(value)),) for value in values}
        groups = {value: _group(value, table.cuts.get(name, ())) for value in values}
        fitting = {value: group for value, group in groups.items() if group is not None}
        if len(fitting) == len(groups) and _are_apart(fitting.values()):
            found[name] = fitting
    return found


def _group(value: Value, cuts: tuple[int, ...]) -> Group | None:
    """Return the codes of the table that a value of the file is; None where that has no answer."""
    if is_missing(value):
        return ()
    if isinstance(value, str) and JOIN in value:
        groups = [_group(_part(one), cuts) for one in value.split(JOIN)]
        fitting = [one for one in groups if one is not None]
        if len(fitting) < len(groups):
            return None
        return tuple(sorted({code for one in fitting for code in one}, key=str))
    span = span_of(value)
    if span is None or not cuts:
        return (value,) if isinstance(value, int) else None
    ends = (-inf, *cuts, inf)
    bands = [
        place
        for place in range(len(cuts) + 1)
        if ends[place] < span[1] and span[0] < ends[place + 1]
    ]
    return tuple(bands) if len(bands) == 1 or {*span} <= {*ends} else None


def _part(value: str) -> Value:
    return value if span_of(value) else int(value)


def _are_apart(groups: Iterable[Group]) -> bool:
    """Tell whether no two groups overlap but those that are the same."""
    return not any(set(one) & set(other) for one, other in combinations({*groups}, 2))


def _column(name: str, file: Release) -> str:
    """Return the column of the file that tells of a column or a filter."""
    columns = file.contents.columns
    return name if name in columns else next(one for one in columns if answered(one) == name)


def _counts_in_file(file: Release, table: PublishedTable, known: Groups) -> Mapping[Key, int]:
    """Return the persons of the file whom the table is of, by every class that both can tell.

    Where the file has a filter's answer as one with others, it cannot tell whom the table is of.
    """
    counts: dict[Key, int] = {(None,) * len(table.crossing.names): 0}
    for key, persons in file.contents.rows.items():
        values = dict(zip(file.contents.columns, key, strict=True))
        groups = {name: told[values[_column(name, file)]] for name, told in known.items()}
        if any(
            len(groups[name]) > 1 and value in groups[name] for name, value in table.crossing.only
        ):
            return {}
        if all(groups[name] == (value,) for name, value in table.crossing.only):
            ways = [
                (groups[name], None) if name in known else (None,) for name in table.crossing.names
            ]
            for way in product(*ways):
                counts[way] = counts.get(way, 0) + persons
    return counts


def _count_in_table(table: PublishedTable, key: Key) -> int | None:
    """Return the persons that the table shows in a class; None where it hides some of them."""
    parts = [
        (None,) if group is None else group or _no_answers(table, place)
        for place, group in enumerate(key)
    ]
    cells = [*product(*parts)]
    if not cells or any(cell not in table.shown for cell in cells):
        return None
    return sum(table.shown[cell] for cell in cells)


def _no_answers(table: PublishedTable, place: int) -> tuple[Value, ...]:
    """Return the code of no answer in a column of a table, if it is shown anywhere."""
    codes = {cell[place] for cell in table.shown}
    return tuple(code for code in codes if isinstance(code, int) and is_no_answer(code))
