"""Slips of the training clinic's papers, so that there are questions to answer from the start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kast_eval.training.papers import TrainingSheet

Slip = Callable[[TrainingSheet], Mapping[str, str]]


def with_slips(sheets: Sequence[TrainingSheet]) -> tuple[TrainingSheet, ...]:
    """Return the sheets, two of them with a slip: a session too many, and a wrong day."""
    sheets = _with_slip(sheets, "closing_staff", _one_session_more)
    return _with_slip(sheets, "checkin", _day_before)


def _with_slip(sheets: Iterable[TrainingSheet], form: str, slip: Slip) -> tuple[TrainingSheet, ...]:
    """Return the sheets with the slip in the newest of the form that it can be made in."""
    kept = list(sheets)
    newest = sorted(range(len(kept)), key=lambda place: kept[place].entered_at, reverse=True)
    for place in newest:
        sheet = kept[place]
        changed = slip(sheet) if sheet.definition.form == form else {}
        if changed:
            kept[place] = replace(sheet, texts={**sheet.texts, **changed})
            break
    return tuple(kept)


def _one_session_more(sheet: TrainingSheet) -> Mapping[str, str]:
    counted = sheet.texts["sessions_total"]
    return {"sessions_total": f"{int(counted) + 1:02}"} if counted.isdecimal() else {}


def _day_before(sheet: TrainingSheet) -> Mapping[str, str]:
    try:
        day = date.fromisoformat(sheet.texts["fill_date"])
    except ValueError:
        return {}
    return {"fill_date": (day - timedelta(days=1)).isoformat()}
