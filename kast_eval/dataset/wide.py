"""Two ready tables beside those of the forms: one row a person, and one row an episode."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import DAYS, FLAGS, IDENTITY
from kast_eval.dataset.derived_rows import DERIVED, EPISODES
from kast_eval.dataset.missing import lowered
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.derived import Derivations
from kast_eval.definition.form import FormDefinition, Role, Subject, Timing
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.study.timepoint import FOLLOW_UP_MONTHS
from kast_eval.wording import Wording

PERSON, WIDE = "person", "wide"
"""The names of the two tables; no form has one of them."""

_KEYS = ("person_id", "episode_no")
_ABOUT = frozenset(
    column.name for column in (*IDENTITY, *DAYS, *FLAGS) if column.name != "study_day"
) | {"episode_no", "session_no", "person_type", "form_status", "not_offered_reason", "training"}
"""What tells of the sheet itself; of these only the day since the first session goes into a row."""

_FOLLOW_UPS = tuple(f"f{months:02}" for months in FOLLOW_UP_MONTHS)
_POINTS: Mapping[Timing, tuple[str, ...]] = {
    Timing.START: ("t0",),
    Timing.CLOSING: ("t1",),
    Timing.FOLLOW_UP: _FOLLOW_UPS,
}
"""The planned points of the forms that a wide row holds; sessions are rows of their own file."""

PLANNED_POINTS = tuple(point for points in _POINTS.values() for point in points)
"""The planned points in time's order."""

EPISODES_OF = "episodes"
"""The column of how many episodes a person has."""

_EPISODES_OF = DatasetColumn(
    EPISODES_OF, Wording("Antal insatsperioder", "Number of episodes"),
    Measure.SCALE, Role.OTHER, smallest=1,
)  # fmt: skip
_PERSON_TYPE = "person_type"


def person_table(tables: Sequence[DatasetTable]) -> DatasetTable:
    """Return one row a person: what sort of person, and how many episodes."""
    types: dict[Code, dict[Code, Code]] = {}
    column = None
    for table in tables:
        if {*_KEYS, _PERSON_TYPE} <= set(table.names):
            places = [table.names.index(name) for name in (*_KEYS, _PERSON_TYPE)]
            column = table.columns[places[2]]
            for row in table.rows:
                person, episode, sort = (row[place] for place in places)
                types.setdefault(person, {})[episode] = sort
    columns = (IDENTITY[0], *([column] if column else []), _EPISODES_OF)
    rows = tuple(
        (person, *([episodes[max(episodes)]] if column else []), len(episodes))
        for person, episodes in sorted(types.items(), key=str)
    )
    return DatasetTable(PERSON, Wording("En rad per person", "One row a person"), columns, rows)


def points_of(
    definitions: Sequence[FormDefinition], derivations: Derivations
) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the planned points by table and, for derived variables, by column; "" is any column.

    They come from the definitions, so that a study without a sheet has the same columns.
    """
    of_forms = {
        one.form: {"": _POINTS[one.timing]}
        for one in definitions
        if one.subject is Subject.CLIENT and one.timing in _POINTS
    }
    of_variables = {
        one.name: tuple(point for point in one.points if not point.startswith("s"))
        for one in derivations.variables
    }
    return {**of_forms, DERIVED: of_variables, EPISODES: dict.fromkeys(of_variables, ("",))}


def wide_table(
    tables: Sequence[DatasetTable], points: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> DatasetTable:
    """Return one row an episode, a column for each question and planned point.

    A sheet that is not there is −8 in all its columns, as on every form.
    """
    cells: dict[tuple[Code, ...], dict[str, Code]] = {}
    columns: dict[str, DatasetColumn] = {}
    for table in tables:
        of_table = points.get(table.name, {})
        for column in table.columns:
            for point in of_table.get(column.name, of_table.get("", ())):
                if column.name not in _ABOUT and not column.text:
                    one = _at(column, point)
                    columns[one.name] = one
        if of_table:
            _fill(cells, table)
    lacking = [(name, _lacking(column)) for name, column in columns.items()]
    rows = tuple(
        (*whose, *(found.get(name, code) for name, code in lacking))
        for whose, found in sorted(cells.items(), key=str)
    )
    whose = (IDENTITY[0], replace(_EPISODES_OF, name="episode_no",
                                  label=Wording("Insatsperiod", "Episode")))  # fmt: skip
    title = Wording("En rad per insatsperiod", "One row an episode")
    return DatasetTable(WIDE, title, (*whose, *columns.values()), rows)


def _fill(cells: dict[tuple[Code, ...], dict[str, Code]], table: DatasetTable) -> None:
    keys = [table.names.index(name) for name in _KEYS]
    point = table.names.index("timepoint") if "timepoint" in table.names else None
    places = [place for place, column in enumerate(table.columns) if not column.text]
    named: dict[str, list[tuple[str, int]]] = {}
    for row in table.rows:
        found = cells.setdefault(tuple(row[place] for place in keys), {})
        at = "" if point is None else str(row[point])
        if at not in named:
            named[at] = [(_named(table.columns[place].name, at), place) for place in places]
        found |= {name: row[place] for name, place in named[at]}


def _at(column: DatasetColumn, point: str) -> DatasetColumn:
    if not point:
        return column
    label = Wording(f"{point}: {column.label.sv}", f"{point}: {column.label.en}")
    return replace(column, name=_named(column.name, point), label=label)


def _named(name: str, point: str) -> str:
    return f"{name}_{point}" if point else name


def _lacking(column: DatasetColumn) -> Code:
    return Missing.FORM_MISSING.value + lowered(column)
