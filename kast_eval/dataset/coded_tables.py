"""The coded tables: one of each form, those of derived variables, and the flags."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter

from kast_eval.dataset.codebook import FLAGS_TABLE
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import file_columns, form_columns
from kast_eval.dataset.days import SessionDays, read_session_days, tells_a_session
from kast_eval.dataset.derived_rows import TITLES, Episodes, derived_columns
from kast_eval.dataset.harmonise import harmony
from kast_eval.dataset.lateness import SheetPlace, Windows, read_windows
from kast_eval.dataset.row import CodedRow, code_rows
from kast_eval.dataset.sheet import KeyedSheet
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.derived import NOTHING_DERIVED, Derivations
from kast_eval.definition.form import FormDefinition, Role
from kast_eval.kinds.answer import Measure
from kast_eval.study.schedule import Schedule
from kast_eval.study.site import Site
from kast_eval.wording import Wording

FLAGS_FILE = "flags"
HARMONISED = "harmonised"
"""What the table of a form with several versions ends in, its rows in those of the newest."""

TRAINING_COLUMN = DatasetColumn(
    "training",
    Wording("Påhittad rad ur en övning", "A made-up row of a training clinic"),
    Measure.NOMINAL, Role.TECHNICAL, codes={1: Wording("övning", "training")},
)  # fmt: skip
"""The first column of every training table. A real one has none, so that the two do not stack."""

_FLAG_COLUMNS = tuple(
    DatasetColumn(name, label, Measure.NOMINAL, Role.TECHNICAL, text=name != "episode_no")
    for name, label in FLAGS_TABLE.items()
)


@dataclass(frozen=True)
class Source:
    """What is exported: the clinic, every version of its forms, the sheets of each form, scores.

    Without a `schedule` no sheet has a window that it could be outside.
    """

    site: Site
    definitions: tuple[FormDefinition, ...]
    sheets: Mapping[str, Sequence[KeyedSheet]]
    derivations: Derivations = NOTHING_DERIVED
    schedule: Schedule | None = None


def coded_tables(
    source: Source, today: date, tell: Callable[[], None] = lambda: None
) -> tuple[DatasetTable, ...]:
    """Return the tables in the order of the files; `tell` is called for each sheet coded."""
    days = read_session_days(_sheets_with_sessions(source))
    every = (sheet for sheets in source.sheets.values() for sheet in sheets)
    windows = read_windows(source.schedule, every, today) if source.schedule else Windows()
    found = _Found(Episodes(source.derivations))
    tables: list[DatasetTable] = []
    for versions in _versions(source.definitions).values():
        coded = _coded(source, versions, days, windows.late, today)
        tables += _form_tables(source, versions, _told(coded, tell), days, found)
    derived = found.episodes.tables(windows.over)
    tables += [
        DatasetTable(file, TITLES[file], derived_columns(file, source.derivations), rows)
        for file, rows in derived.items()
    ]
    title = Wording("Svar som en kodningsregel behövdes för", "Answers that needed a coding rule")
    tables.append(DatasetTable(FLAGS_FILE, title, _FLAG_COLUMNS, tuple(sorted(found.flags))))
    return tuple(marked_table(table) if source.site.training else table for table in tables)


@dataclass(frozen=True)
class _Found:
    """What is gathered while the sheets of all forms are coded, each once."""

    episodes: Episodes
    flags: list[tuple[Code, ...]] = field(default_factory=list)

    def take_in(self, sheet: KeyedSheet, row: CodedRow, harmonised: Mapping[str, Code]) -> None:
        self.episodes.take_in(sheet, harmonised)
        self.flags.extend(_flag_rows(sheet, row))


def _told(
    coded: Iterable[tuple[KeyedSheet, CodedRow]], tell: Callable[[], None]
) -> Iterator[tuple[KeyedSheet, CodedRow]]:
    for one in coded:
        yield one
        tell()


def _form_tables(
    source: Source,
    versions: Sequence[FormDefinition],
    coded: Iterable[tuple[KeyedSheet, CodedRow]],
    days: SessionDays,
    found: _Found,
) -> Iterator[DatasetTable]:
    """Give the table as answered, and with several versions the harmonised one."""
    newest = max(versions, key=lambda one: one.version)
    together = harmony(versions, source.derivations) if len(versions) > 1 else None
    columns = file_columns(versions, source.derivations)
    rows: list[tuple[Code, ...]] = []
    harmonised: list[tuple[Code, ...]] = []
    in_order = itemgetter(*(column.name for column in columns))
    for sheet, row in coded:
        rows.append(in_order(row.codes))
        codes = row.codes
        if together:
            codes = together.codes(sheet, row, days.first(sheet).day)
            harmonised.append(tuple(codes[name] for name in together.names))
        found.take_in(sheet, row, codes)
    yield DatasetTable(newest.form, newest.title, columns, tuple(rows))
    if together:
        newest_columns = form_columns(newest, source.derivations)
        name = f"{newest.form}_{HARMONISED}"
        yield DatasetTable(name, newest.title, newest_columns, tuple(harmonised))


def _versions(
    definitions: Sequence[FormDefinition],
) -> Mapping[str, tuple[FormDefinition, ...]]:
    forms = dict.fromkeys(one.form for one in definitions)
    return {form: tuple(one for one in definitions if one.form == form) for form in forms}


def _coded(
    source: Source,
    versions: Sequence[FormDefinition],
    days: SessionDays,
    late: Mapping[SheetPlace, int],
    today: date,
) -> Iterator[tuple[KeyedSheet, CodedRow]]:
    # Sorted by what the row itself says, so that the order of keying stays behind.
    sheets = sorted(source.sheets.get(versions[0].form, ()), key=lambda sheet: sheet.place)
    rows = code_rows(versions, sheets, days, today, source.derivations, late=late)
    return zip(sheets, rows, strict=True)


def _sheets_with_sessions(source: Source) -> Iterator[KeyedSheet]:
    for definition in source.definitions:
        if tells_a_session(definition):
            yield from source.sheets.get(definition.form, ())


def _flag_rows(sheet: KeyedSheet, row: CodedRow) -> Iterator[tuple[Code, ...]]:
    for item, ruling in row.rulings:
        yield (*sheet.place, sheet.definition.form, item, ruling.value)


def marked_table(table: DatasetTable) -> DatasetTable:
    """Return the table with the mark of a training clinic on every row."""
    return replace(
        table,
        columns=(TRAINING_COLUMN, *table.columns),
        rows=tuple((1, *row) for row in table.rows),
    )
