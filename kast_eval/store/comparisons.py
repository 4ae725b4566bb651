"""Queries about what came of second keyings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Executable, bindparam, exists, func, insert, select
from sqlalchemy.orm import aliased

from kast_eval.quality.batches import Month
from kast_eval.quality.compared import Compared, Comparison, Resolution
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import SHEET_COLUMNS
from kast_eval.store.tables import (
    ClientRow,
    ComparisonRow,
    EntryRow,
    ResolutionRow,
    SheetRow,
    UserRow,
)
from kast_eval.store.users import user_id
from kast_eval.study.keying_status import KeyingStatus

_ADD = insert(ComparisonRow).returning(ComparisonRow.id)
_RESOLVE = insert(ResolutionRow)

_COMPARISON = (
    ComparisonRow.id.label("comparison_id"),
    ComparisonRow.first_entry,
    ComparisonRow.second_entry,
    ComparisonRow.fields,
    ComparisonRow.differing,
)
_OUTCOME = (
    *_COMPARISON,
    ResolutionRow.id.label("resolution_id"),
    ResolutionRow.first_wrong,
    ResolutionRow.second_wrong,
)
_WITH_RESOLUTION = select(*_OUTCOME).outerjoin(
    ResolutionRow, ResolutionRow.comparison_id == ComparisonRow.id
)
_NEWEST_OF = (
    _WITH_RESOLUTION.where(ComparisonRow.sheet_id == bindparam("sheet_id"))
    .order_by(ComparisonRow.id.desc())
    .limit(1)
)
_OF_SHEETS = (
    select(*SHEET_COLUMNS, *_OUTCOME, ComparisonRow.compared_at)
    .join(ComparisonRow, ComparisonRow.sheet_id == SheetRow.id)
    .outerjoin(ClientRow, ClientRow.id == SheetRow.client_id)
    .outerjoin(ResolutionRow, ResolutionRow.comparison_id == ComparisonRow.id)
)
_NEWEST = (
    select(func.max(ComparisonRow.id))
    .join(SheetRow, SheetRow.id == ComparisonRow.sheet_id)
    .where(SheetRow.site_code.in_(bindparam("site_codes", expanding=True)))
    .group_by(ComparisonRow.sheet_id)
)
_OUTCOMES = _OF_SHEETS.where(ComparisonRow.id.in_(_NEWEST)).order_by(SheetRow.id)
_LATER = aliased(ComparisonRow)
_UNDECIDED = _OF_SHEETS.where(
    SheetRow.site_code.in_(bindparam("site_codes", expanding=True)),
    func.json_array_length(ComparisonRow.differing) > 0,
    ResolutionRow.id.is_(None),
    ~exists().where(_LATER.sheet_id == ComparisonRow.sheet_id, _LATER.id > ComparisonRow.id),
).order_by(SheetRow.id)
_FIRST, _KEYER = aliased(EntryRow), aliased(UserRow)
_SECOND, _SECOND_KEYER = aliased(EntryRow), aliased(UserRow)
_AT_SITE = (
    _OF_SHEETS.add_columns(_KEYER.name.label("keyer"), _SECOND_KEYER.name.label("second_keyer"))
    .join(_FIRST, _FIRST.sheet_id == SheetRow.id)
    .join(_KEYER, _KEYER.id == _FIRST.entered_by)
    .join(_SECOND, _SECOND.id == ComparisonRow.second_entry)
    .join(_SECOND_KEYER, _SECOND_KEYER.id == _SECOND.entered_by)
    .where(
        SheetRow.site_code == bindparam("site_code"),
        _FIRST.keying == 1,
        _FIRST.replaces.is_(None),
    )
    .order_by(ComparisonRow.id)
)
_OF_KEYER = _AT_SITE.where(_KEYER.name == bindparam("keyer"))
_LATEST_OF_KEYER = (
    _OF_KEYER.order_by(None).order_by(ComparisonRow.id.desc()).limit(bindparam("most"))
)
_OF_BATCH = _OF_KEYER.where(
    _FIRST.entered_at >= bindparam("start"), _FIRST.entered_at < bindparam("end")
)
_COUNT = (
    select(func.count(ComparisonRow.sheet_id.distinct()))
    .join(SheetRow, SheetRow.id == ComparisonRow.sheet_id)
    .where(SheetRow.site_code == bindparam("site_code"))
)


@dataclass(frozen=True)
class Outcome:
    """What came of a sheet's second keying so far: its newest comparison, and what was decided."""

    sheet: SheetRecord
    comparison: Comparison
    resolution: Resolution | None
    compared_at: datetime

    @property
    def status(self) -> KeyingStatus:
        """Return how final the sheet is."""
        return status_of(self.comparison, self.resolution)


@dataclass(frozen=True)
class ComparedSheet:
    """A sheet that was keyed twice, who keyed it first and who again, and what came of it."""

    sheet: SheetRecord
    keyer: str
    second_keyer: str
    compared: Compared


def status_of(comparison: Comparison, resolution: Resolution | None) -> KeyingStatus:
    """Return how final a sheet is by its newest comparison."""
    if not comparison.differing:
        return KeyingStatus.AGREES
    return KeyingStatus.DIFFERS if resolution is None else KeyingStatus.RESOLVED


def add_comparison(
    session: Session,
    sheet_id: int,
    entries: tuple[int, int],
    *,
    fields: int,
    differing: Collection[str],
    compared_at: datetime,
) -> int:
    """Keep what two keyings, by the numbers of their entries, have in common."""
    first, second = entries
    values = {
        "sheet_id": sheet_id,
        "first_entry": first,
        "second_entry": second,
        "fields": fields,
        "differing": frozenset(differing),
        "compared_at": compared_at,
    }
    return session.connection.execute(_ADD, values).scalar_one()


def add_resolution(
    session: Session,
    resolution: Resolution,
    reasons: Mapping[str, str],
    entry_id: int | None,
    *,
    decided_by: str,
    decided_at: datetime,
) -> None:
    """Keep whose text was wrong in each item, why, and the correction that was made of it."""
    values = {
        "comparison_id": resolution.comparison_id,
        "first_wrong": resolution.first_wrong,
        "second_wrong": resolution.second_wrong,
        "reasons": dict(reasons),
        "entry_id": entry_id,
        "decided_by": user_id(session, decided_by),
        "decided_at": decided_at,
    }
    session.connection.execute(_RESOLVE, values)


def newest_comparison(
    session: Session, sheet_id: int
) -> tuple[Comparison, Resolution | None] | None:
    """Return the sheet's newest comparison, and what was decided of it."""
    row = session.connection.execute(_NEWEST_OF, {"sheet_id": sheet_id}).one_or_none()
    return None if row is None else _outcome(row)


def newest_outcomes(session: Session, site_codes: Collection[str]) -> tuple[Outcome, ...]:
    """Return what came of each sheet of the clinics that was keyed twice, the oldest first."""
    return _outcomes(session, _OUTCOMES, site_codes)


def undecided(session: Session, site_codes: Collection[str]) -> tuple[Outcome, ...]:
    """Return the sheets of the clinics whose differences nobody has decided, the oldest first."""
    return _outcomes(session, _UNDECIDED, site_codes)


def _outcomes(
    session: Session, statement: Executable, site_codes: Collection[str]
) -> tuple[Outcome, ...]:
    rows = session.connection.execute(statement, {"site_codes": list(site_codes)})
    width = len(SHEET_COLUMNS)
    return tuple(
        Outcome(sheet_record(row), *_outcome(row[width:]), row.compared_at) for row in rows
    )


def compared_sheets(
    session: Session, site_code: str, keyer: str | None = None, month: Month | None = None
) -> tuple[ComparedSheet, ...]:
    """Return the clinic's sheets that were keyed twice, the latest compared first.

    With a keyer only those that this person keyed first, with a month only those of that batch.
    """
    wanted: dict[str, object] = {"site_code": site_code}
    statement = _AT_SITE
    if keyer is not None:
        statement, wanted = _OF_KEYER, {**wanted, "keyer": keyer}
    if month is not None:
        statement = _OF_BATCH
        wanted = {**wanted, "start": month.start, "end": month.end}
    rows = session.connection.execute(statement, wanted).all()
    return _by_sheet(rows)


def latest_compared(
    session: Session, site_code: str, keyer: str, *, most: int
) -> tuple[ComparedSheet, ...]:
    """Return those of a keyer by the latest comparisons, the latest first."""
    wanted = {"site_code": site_code, "keyer": keyer, "most": most}
    rows = session.connection.execute(_LATEST_OF_KEYER, wanted).all()
    return _by_sheet(rows[::-1])


def _by_sheet(rows: Sequence[Any]) -> tuple[ComparedSheet, ...]:
    """Return each sheet of its comparisons, given in their order; the latest compared first."""
    last = {row.id: place for place, row in enumerate(rows)}
    ordered = sorted(rows, key=lambda row: (-last[row.id], row.comparison_id))
    return tuple(_compared(list(group)) for _sheet, group in groupby(ordered, _sheet_id))


def compared_count(session: Session, site_code: str) -> int:
    """Return how many of the clinic's sheets were keyed twice."""
    return session.connection.execute(_COUNT, {"site_code": site_code}).scalar_one()


def sheet_record(row: Sequence[Any]) -> SheetRecord:
    """Return the sheet whose columns a row begins with."""
    return SheetRecord(*row[: len(SHEET_COLUMNS)])


def _sheet_id(row: Sequence[Any]) -> int:
    number: int = row[0]
    return number


def _compared(rows: Sequence[Any]) -> ComparedSheet:
    """Return one sheet of its comparisons, given in their order."""
    width = len(SHEET_COLUMNS)
    outcomes = [_outcome(row[width:]) for row in rows]
    resolution = next((made for _comparison, made in outcomes if made is not None), None)
    compared = Compared.of([comparison for comparison, _made in outcomes], resolution)
    return ComparedSheet(sheet_record(rows[0]), rows[0].keyer, rows[0].second_keyer, compared)


def _outcome(row: Sequence[Any]) -> tuple[Comparison, Resolution | None]:
    number, first, second, fields, differing, resolved, *wrong = row[: len(_OUTCOME)]
    comparison = Comparison(number, first, second, fields, differing)
    return comparison, None if resolved is None else Resolution(number, *wrong)
