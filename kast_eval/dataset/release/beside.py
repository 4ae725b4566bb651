"""An anonymised file beside tables of another release: what they may tell of the same answers.

Whoever has both can add them up, take them from each other and solve for what neither shows. So
nothing is compared here: a table that touches a file, which is one of whose answers stand in the
file or stem from answers that do, must be one that whoever has the file could have made. It counts
the very rows of the file by its own columns, in groups that the file tells apart. Such a table
adds nothing to the file. Any other that touches it is refused, whichever leaves first.

Of a table that touches no column only how many there are in all can be held against the file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from kast_eval.dataset.anonymise.candidate import PRESENCE
from kast_eval.dataset.anonymise.microdata import Value, is_missing
from kast_eval.dataset.anonymise.releases import Release
from kast_eval.dataset.release.anonymised.span import Span, span_of
from kast_eval.dataset.release.tables.kin import Kin
from kast_eval.dataset.release.tables.persons import asked_of
from kast_eval.dataset.release.tables.published import PublishedTable
from kast_eval.dataset.release.tables.variables import is_no_answer

Counts = Mapping[tuple[Value | None, ...], int]
"""Persons by what a table crosses; None is everybody."""


def touched(file: Release, table: PublishedTable, kin: Kin) -> tuple[str, ...]:
    """Return what a table is of that stands in the file or stems from the same answers."""
    told = [name for name in file.contents.columns if name != PRESENCE]
    names = dict.fromkeys(asked_of(one) for one in sorted(table.crossing.columns))
    if table.of:
        names[table.of] = None
    return tuple(one for one in names if any(kin.tied(one, other) for other in told))


def stands_in(file: Release, table: PublishedTable, *, whole: bool = False) -> bool:
    """Tell whether whoever has the file could have made the table.

    `whole` asks for a table that hides nothing that the file tells.
    """
    counts = _counts_in_file(file, table)
    if table.of or counts is None:
        return False
    alike = all(counts.get(cell, 0) == shown for cell, shown in table.shown.items())
    return alike and not (whole and counts.keys() - table.shown.keys())


def told_beyond(
    tables: Iterable[PublishedTable], files: Sequence[Release]
) -> tuple[PublishedTable, ...]:
    """Return the tables that add something to the files: none of them tells all of it."""
    left = {file.checksum for file in files if file.checksum}
    return tuple(
        one
        for one in tables
        if one.counted_from not in left and not any(stands_in(file, one) for file in files)
    )


def few_apart(file: Release, tables: Iterable[PublishedTable], k: int) -> Iterator[int]:
    """Give by how many persons the file and the tables differ in all, where it is 1 to k−1."""
    persons = sum(file.contents.rows.values())
    for table in tables:
        everybody = table.shown.get((None,) * len(table.crossing.names))
        alone = table.of or table.crossing.only or everybody is None
        if not alone and 0 < abs((everybody or 0) - persons) < k:
            yield abs((everybody or 0) - persons)


def _counts_in_file(file: Release, table: PublishedTable) -> Counts | None:
    """Return the persons of the file by cell; None where it cannot tell who is in which."""
    names = (*table.crossing.names, *(name for name, _ in table.crossing.only))
    if not {*names} <= {*file.contents.columns}:
        return None
    places = [file.contents.columns.index(name) for name in names]
    silent = _no_answers(table)
    counts: Counter[tuple[Value | None, ...]] = Counter()
    for row, persons in file.contents.rows.items():
        codes = [
            silent.get(name)
            if is_missing(row[place])
            else code_in_table(row[place], table.cuts.get(name))
            for name, place in zip(names, places, strict=True)
        ]
        if None in codes:
            return None
        crossed = len(table.crossing.names)
        if tuple(codes[crossed:]) == tuple(value for _, value in table.crossing.only):
            for cell in product(*((code, None) for code in codes[:crossed])):
                counts[cell] += persons
    return counts


def _no_answers(table: PublishedTable) -> Mapping[str, Value]:
    """Return the code of no answer of each column that shows one."""
    return {
        name: code
        for cell in table.shown
        for name, code in zip(table.crossing.names, cell, strict=True)
        if isinstance(code, int) and is_no_answer(code)
    } | {name: _filtered(code) for name, code in table.crossing.only}


def _filtered(code: Value) -> Value:
    """Return what a filter by an answer has for those without one: nothing that it looks for."""
    return code if isinstance(code, int) and is_no_answer(code) else ""


def code_in_table(value: Value, cuts: tuple[int, ...] | None) -> Value | None:
    """Return the one code that a table has for a value of the file; None where it may be others."""
    if not cuts:
        return value if isinstance(value, int) else None
    span = span_of(value)
    return None if span is None else _band(span, cuts)


def _band(span: Span, cuts: tuple[int, ...]) -> int | None:
    low, high = (sum(end >= cut for cut in cuts) for end in span)
    # A span ends before its last number; one that ends at a cut has come no further.
    within = high - (span[1] in cuts)
    return low if low == within else None
