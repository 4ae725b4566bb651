from datetime import date

import pytest

from kast_eval.quality.checks import findings
from kast_eval.quality.sheet import ClientSheets, checked_sheet
from kast_eval.study.timepoint import timepoint
from kast_eval.training.clients import generate_clients
from kast_eval.training.papers import TrainingSheet
from kast_eval.training.slips import with_slips
from tests.actions.at_the_clinic import library


def checks_of(sheets: tuple[TrainingSheet, ...]) -> list[str]:
    """Return what the checks find, client by client."""
    found = []
    for code in sorted({sheet.code for sheet in sheets}):
        own = [sheet for sheet in sheets if sheet.code == code]
        checked = tuple(
            checked_sheet(
                str(place), one.definition, one.texts,
                episode_no=1, timepoint=timepoint(one.definition.timing, one.number),
                number=one.number, person_type=one.person_type,
            )
            for place, one in enumerate(own)
        )  # fmt: skip
        found += [one.check for one in findings(ClientSheets(own[0].person_type, checked))]
    return found


@pytest.mark.parametrize("month", [1, 5, 9])
def test_there_are_two_slips_on_any_day(month: int) -> None:
    made = generate_clients(2026, library().newest_forms, "XX", 12, last_day=date(2026, month, 17))
    sheets = tuple(sheet for client in made for sheet in client.sheets)
    assert checks_of(sheets) == []
    slipped = with_slips(sheets)
    assert sorted(checks_of(slipped)) == [
        "days_of_one_session_differ", "more_sessions_than_logged",
    ]  # fmt: skip
    assert sum(one != other for one, other in zip(sheets, slipped, strict=True)) == 2


def test_papers_that_cannot_slip_stay_as_they_are() -> None:
    made = generate_clients(1, library().newest_forms, "XX", 4, last_day=date(2026, 5, 17))
    unclear = {"sessions_total": "?", "fill_date": "2026-05"}
    sheets = tuple(
        TrainingSheet(**{**vars(sheet), "texts": {**sheet.texts, **unclear}})
        for client in made
        for sheet in client.sheets
    )
    assert with_slips(sheets) == sheets
