"""The mock file: the tables of a coded file with values out of the codebook and nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import assert_never

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.coded_tables import HARMONISED
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.person_id import id_of
from kast_eval.dataset.release.chosen import CLINIC, PERSON
from kast_eval.dataset.table import Code, DatasetTable
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.study.timepoint import FOLLOW_UP_MONTHS, timepoint
from kast_eval.wording import Wording

PERSONS = 40
"""As many made-up persons, whatever the study holds."""

_DIGEST = 32
_LARGEST = 20
_SIGNED = 10
_MOST_SESSIONS = 4
_SITES = ("0000", "0001")
_FIRST_YEAR = 2026
MARK = Wording("PROVFIL, påhittade värden", "MOCK FILE, made-up values")


_OF_ROW = frozenset({PERSON, CLINIC, "timepoint", "session_no", "episode_no", "person_type"})
"""What places a row: made of whose it is and when, so that rows of tables join and reshape."""


@dataclass(frozen=True)
class _Place:
    """Whose a made-up row is, by number, and the time point and session that its sheet is of."""

    person: int
    point: str
    session_no: int = 1


def mock_tables(
    tables: Sequence[DatasetTable], seed: int, definitions: Sequence[FormDefinition] = ()
) -> tuple[DatasetTable, ...]:
    """Return tables of the same columns with made-up rows; the rows of `tables` are never read.

    Every code of every column stands somewhere, so that syntax can be tried on it. A form has a row
    of each person at each of its own time points, so that reshaping can be tried too.
    """
    random = Random(seed)  # noqa: S311 - made-up data are to come out the same.
    persons = [id_of(random.randbytes(_DIGEST)) for _ in range(PERSONS)]
    timings = {one.form: one.timing for one in definitions}
    return tuple(
        _mock(table, persons, timings.get(table.name.removesuffix(f"_{HARMONISED}")), random)
        for table in tables
    )


def _mock(
    table: DatasetTable, persons: Sequence[str], timing: Timing | None, random: Random
) -> DatasetTable:
    places = [
        place
        for person in range(len(persons))
        for place in _places(person, timing, of_person=PERSON in table.names)
    ]
    columns = [list(_cells(column, places, persons, random)) for column in table.columns]
    title = Wording(f"{MARK.sv}: {table.title.sv}", f"{MARK.en}: {table.title.en}")
    return replace(table, title=title, rows=tuple(zip(*columns, strict=True)))


def _places(person: int, timing: Timing | None, *, of_person: bool) -> Iterator[_Place]:
    """Give the rows of a person; where a table has none, that of a clinic with the same number."""
    match timing:
        case None:
            yield _Place(person, Timing.START.value)
        case Timing.START | Timing.CLOSING:
            yield _Place(person, timing.value)
        case Timing.FOLLOW_UP:
            yield from (_place(person, timing, months) for months in FOLLOW_UP_MONTHS)
        case Timing.SESSION:
            sessions = range(1, 2 + person % _MOST_SESSIONS)
            yield from (_place(person, timing, number) for number in sessions)
        case Timing.YEAR:
            yield _place(person, timing, _FIRST_YEAR + person // len(_SITES))
        case Timing.OCCASION | Timing.ROW:
            yield _place(person, timing, 1 if of_person else 1 + person // len(_SITES))
        case _:
            assert_never(timing)


def _place(person: int, timing: Timing, number: int) -> _Place:
    session_no = number if timing is Timing.SESSION else 1
    return _Place(person, timepoint(timing, number), session_no)


def _cells(
    column: DatasetColumn, places: Sequence[_Place], persons: Sequence[str], random: Random
) -> Iterator[Code]:
    if column.name in _OF_ROW:
        yield from (_placed(column, place, persons) for place in places)
        return
    if column.text:
        yield from ("" for _ in places)
        return
    known = list(_values(column, random))
    # The first rows go through every value in turn, those after them take any.
    for row in range(len(places)):
        yield known[row] if row < len(known) else random.choice(known)


def _placed(column: DatasetColumn, place: _Place, persons: Sequence[str]) -> Code:
    codes = [one.code for one in column_codes(column)]
    match column.name:
        case "person_id":
            return persons[place.person]
        case "site_code":
            return _SITES[place.person % len(_SITES)]
        case "timepoint":
            return place.point
        case "person_type":
            return codes[place.person % len(codes)]
        case _:
            # The last persons have the reasons, so that those too can be tried.
            reason = place.person - (PERSONS - len(codes))
            if reason >= 0:
                return codes[reason]
            return place.session_no if column.name == "session_no" else 1


def _values(column: DatasetColumn, random: Random) -> Iterator[Code]:
    yield from (one.code for one in column_codes(column))
    if not column.codes:
        low = -_SIGNED if column.signed else column.smallest or 0
        high = _LARGEST if column.largest is None else column.largest
        for _ in range(min(_LARGEST, high - low + 1)):
            number = random.randint(low, high)
            yield round(number / 2, column.decimals) if column.decimals else number
