"""Coded tables of a small study, written as what each person answered at each point."""

from collections.abc import Mapping

from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.columns import form_columns
from kast_eval.dataset.derived_rows import FILES, derived_columns
from kast_eval.dataset.table import DatasetTable
from kast_eval.kinds.answer import Measure, Missing
from kast_eval.wording import Wording
from tests.dataset.made import DERIVATIONS, LIBRARY

Answers = Mapping[str, float | str]
Sheets = Mapping[tuple[str, str], Answers]
"""What one person has: by form and point."""

_FORMS = ("start", "start_staff", "checkin", "session", "closing", "closing_staff", "followup")
_EPISODE = DatasetColumn("episode_no", Wording("", ""), Measure.ORDINAL, FILES["derived"][0].role)


def study_of(*persons: Sheets, episode: int = 1) -> tuple[DatasetTable, ...]:
    """Return the tables of persons; what is not said is blank on a sheet that is there."""
    numbered = {f"P{place:03}": sheets for place, sheets in enumerate(persons)}
    forms = tuple(
        _table(form, form_columns(LIBRARY.newest(form), DERIVATIONS), numbered, episode)
        for form in _FORMS
    )
    derived = tuple(
        _table(name, derived_columns(name, DERIVATIONS), numbered, episode)
        for name in ("derived", "episodes")
    )
    return (*forms, *derived)


def _table(
    name: str, columns: tuple[DatasetColumn, ...], persons: Mapping[str, Sheets], episode: int
) -> DatasetTable:
    rows = tuple(
        tuple(_cell(column, whose, episode, point, answers) for column in columns)
        for whose, sheets in persons.items()
        for (form, point), answers in sheets.items()
        if form == name
    )
    return DatasetTable(name, Wording(name, name), columns, rows)


def _cell(
    column: DatasetColumn, whose: str, episode: int, point: str, answers: Answers
) -> float | str:
    known: Answers = {
        "person_id": whose,
        "episode_no": episode,
        "timepoint": point,
        "site_code": "0680",
    }
    if column.name in known:
        return known[column.name]
    return answers.get(column.name, "" if column.text else Missing.UNANSWERED.value)


def buyer(
    before: int,
    after: int | None,
    *,
    start: Mapping[str, float] | None = None,
    closing: Mapping[str, float] | None = None,
    later: Mapping[str, Answers] | None = None,
    dose: int = 5,
) -> Sheets:
    """Return a buyer's sheets by purchases in 90 days; without `after` there is no closing form.

    Nobody bought in 30 days who did not buy in 90. `later` has the follow-ups by point.
    """
    sheets: dict[tuple[str, str], Answers] = {
        ("start", "t0"): {"buy_ever": 1, "late_flag": 0, "cal_quarter": 20261, **(start or {})},
        ("start_staff", "t0"): {"ref_source": 2},
        ("derived", "t0"): _bought(before),
        ("closing_staff", "t1"): {"close_reason": 1},
        ("episodes", ""): {
            "dose": dose,
            "response_closing": int(after is not None),
            "response_f06": int("f06" in (later or {})),
        },
    }
    if after is not None:
        sheets["closing", "t1"] = {"fill_mode": 1, **(closing or {})}
        sheets["derived", "t1"] = _bought(after)
    for point, answers in (later or {}).items():
        sheets["followup", point] = answers
        sheets["derived", point] = answers
    return sheets


def other(before: int, after: int) -> Sheets:
    """Return the sheets of a client who never bought, by days with the behaviour."""
    return {
        ("start", "t0"): {"buy_ever": 0, "main_days_30d": before},
        ("closing", "t1"): {"main_days_30d": after},
    }


def _bought(count: int) -> Answers:
    return {"buy_total_90d_n": count, "abstinent_30d": int(count == 0)}
