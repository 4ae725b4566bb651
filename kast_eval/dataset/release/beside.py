"""An anonymised file beside tables of another release: which counts lie a few persons apart.

Whoever has both takes the classes of the file from the counts of the tables; where a few persons
are left, they are told of: those who came between the two, or whom the file left out. The columns
that both have are compared as coarsely as the file has them. A number that either has in bands is
summed over, and so is what only one of them has.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.anonymise.microdata import Value, is_missing
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.anonymised.coding import CUT, JOIN
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.variables import is_no_answer

Group = tuple[Value, ...]
"""The answers that the file has as one; () is no answer, for whatever reason."""

Key = tuple[Group | None, ...]
"""The group of each column that a table crosses; None is everybody."""


def few_apart(
    file: Release, tables: Iterable[PublishedTable], k: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Give the columns of each class that differs by 1 to k−1 persons, and by how many."""
    comparable = frozenset(name for name in file.columns if _is_comparable(name, file))
    for table in tables:
        known = comparable - set(table.cuts)
        filtered = {name for name, _ in table.crossing.only}
        if table.of or not filtered <= known:
            continue
        for key, persons in _counts_in_file(file, table, known).items():
            shown = _count_in_table(table, key)
            if shown is not None and 0 < abs(shown - persons) < k:
                names = zip(table.crossing.names, key, strict=True)
                yield (
                    tuple(name for name, group in names if group is not None),
                    abs(shown - persons),
                )


def _is_comparable(name: str, file: Release) -> bool:
    place = file.columns.index(name)
    return name != PRESENCE and not any(CUT in str(key[place]) for key in file.classes)


def _group(value: Value) -> Group:
    if is_missing(value):
        return ()
    if isinstance(value, str) and JOIN in value:
        return tuple(int(code) for code in value.split(JOIN))
    return (value,)


def _counts_in_file(
    file: Release, table: PublishedTable, known: Collection[str]
) -> Mapping[Key, int]:
    """Return the persons of the file whom the table is of, by every class that both can tell.

    Where the file has a filter's answer as one with others, it cannot tell whom the table is of.
    """
    counts: dict[Key, int] = {(None,) * len(table.crossing.names): 0}
    for key, persons in file.classes.items():
        values = zip(file.columns, key, strict=True)
        groups = {name: _group(value) for name, value in values if name in known}
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
