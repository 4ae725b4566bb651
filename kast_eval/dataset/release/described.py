"""What the rows that leave say about themselves: gaps, marks, lateness, how sheets were filled in.

Everything is counted in the tables themselves, after the persons who do not leave are taken out,
so that a report never tells of anybody who is not in the files.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.coded_tables import FLAGS_FILE, HARMONISED
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import KEYING_STATUS, LATE
from kast_eval.dataset.missing import reason_of
from kast_eval.dataset.release.chosen import PERSON
from kast_eval.dataset.release.persons import Persons, leaving_rows
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.kinds.answer import NEVER_ASKED, UNCLEAR, Missing, Ruling

VERSION = "form_version"
_SHEET = (PERSON, "episode_no", "timepoint")

Counts = Mapping[Code, int]


@dataclass(frozen=True)
class ColumnGaps:
    """How one question was answered on the sheets that asked it, by the first of its columns.

    `missing` counts the reasons. `marks` counts ambiguous marks by what they were ruled to be: a
    value (None) or a reason. `ruled` counts the other rulings.
    """

    form: str
    column: DatasetColumn
    asked: int
    missing: Mapping[Missing, int]
    marks: Mapping[Missing | None, int]
    ruled: Mapping[Ruling, int]


@dataclass(frozen=True)
class FormRows:
    """How many sheets of a form leave, and how many of each sort, by the codes of a column.

    A column that the form has not counts nothing.
    """

    form: str
    sheets: int
    versions: Counts
    late: Counts
    keyings: Counts
    modes: Counts


@dataclass(frozen=True)
class Described:
    """What is said of a release's rows: by form, and by question of those that leave."""

    forms: tuple[FormRows, ...]
    questions: tuple[ColumnGaps, ...]


def described(
    every: Sequence[DatasetTable],
    chosen: Sequence[DatasetTable],
    persons: Persons,
    fill_mode: str,
) -> Described:
    """Return what the rows of the leaving persons say, out of `every` coded table.

    Only the forms and the questions of the `chosen` tables are told of. `fill_mode` is the column
    that says how a sheet was filled in.
    """
    leaving = [
        leaving_rows(table, persons)
        for table in every
        if VERSION in table.names and PERSON in table.names
    ]
    wanted = leaving_columns(chosen)
    forms = [table for table in leaving if table.name in wanted]
    flags = _flags(every, persons)
    return Described(
        tuple(_form_rows(table, fill_mode) for table in forms),
        tuple(one for table in forms for one in _questions(table, wanted[table.name], flags)),
    )


def leaving_columns(chosen: Sequence[DatasetTable]) -> Mapping[str, frozenset[str]]:
    """Return the columns of each form that leave, as answered or harmonised."""
    found: dict[str, frozenset[str]] = {}
    for table in chosen:
        form = table.name.removesuffix(f"_{HARMONISED}")
        found[form] = found.get(form, frozenset()) | frozenset(table.names)
    return found


def cells_of(table: DatasetTable, name: str) -> Sequence[Code]:
    """Return what stands in a column; nothing where the table has none of that name."""
    return table.cells(table.names.index(name)) if name in table.names else ()


def _form_rows(table: DatasetTable, fill_mode: str) -> FormRows:
    counted = (_counts(cells_of(table, name)) for name in (VERSION, LATE, KEYING_STATUS, fill_mode))
    return FormRows(table.name, len(table.rows), *counted)


def _counts(cells: Sequence[Code]) -> Counts:
    return dict(sorted(Counter(cells).items(), key=lambda pair: float(pair[0])))


_Flags = Mapping[tuple[str, str], Sequence[tuple[tuple[Code, ...], Ruling]]]
"""By form and item: the sheet and the rule that its answer needed."""


def _flags(every: Sequence[DatasetTable], persons: Persons) -> _Flags:
    found: dict[tuple[str, str], list[tuple[tuple[Code, ...], Ruling]]] = {}
    for table in every:
        if table.name == FLAGS_FILE:
            kept = leaving_rows(table, persons)
            names = (cells_of(kept, name) for name in (*_SHEET, "form", "item", "ruling"))
            for person, episode, point, form, item, ruling in zip(*names, strict=True):
                told = (person, episode, point), Ruling(ruling)
                found.setdefault((str(form), str(item)), []).append(told)
    return found


def _questions(table: DatasetTable, wanted: Collection[str], flags: _Flags) -> Iterator[ColumnGaps]:
    sheets = {
        sheet: place
        for place, sheet in enumerate(zip(*(cells_of(table, name) for name in _SHEET), strict=True))
    }
    seen: set[str] = set()
    for place, column in enumerate(table.columns):
        if not column.item or column.item in seen or column.name not in wanted:
            continue
        # The boxes of one question are left empty together.
        seen.add(column.item)
        rulings = flags.get((table.name, column.item), ())
        found = _gaps(table, place, [(sheets[sheet], ruling) for sheet, ruling in rulings])
        if found.asked:
            yield found


def _gaps(table: DatasetTable, place: int, rulings: Sequence[tuple[int, Ruling]]) -> ColumnGaps:
    column = table.columns[place]
    reasons = Counter[Missing | None]()
    for code, count in Counter(table.cells(place)).items():
        reasons[reason_of(column, code)] += count
    asked = sum(count for reason, count in reasons.items() if reason not in NEVER_ASKED)
    marks = Counter[Missing | None](
        {reason: reasons[reason] for reason in UNCLEAR if reasons[reason]}
    )
    for row, ruling in rulings:
        reason = reason_of(column, table.rows[row][place])
        if ruling is Ruling.AMBIGUOUS and reason not in UNCLEAR:
            marks[reason] += 1
    return ColumnGaps(
        table.name,
        column,
        asked,
        {one: reasons[one] for one in Missing if one not in NEVER_ASKED and reasons[one]},
        dict(marks),
        Counter(ruling for _row, ruling in rulings if ruling is not Ruling.AMBIGUOUS),
    )
