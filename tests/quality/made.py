"""Sheets of a made-up client, as the checks see them."""

from collections.abc import Mapping

from kast_eval.quality.checks import findings
from kast_eval.quality.sheet import CheckedSheet, ClientSheets, checked_sheet
from kast_eval.study.timepoint import timepoint
from tests.actions.at_the_clinic import library

Texts = Mapping[str, str]


def made(form: str, number: int | None = None, episode: int = 1, /, **texts: str) -> CheckedSheet:
    definition = library().newest(form)
    asked = definition.as_asked()
    point = timepoint(asked.timing, number)
    return checked_sheet(
        f"{form} {episode} {point}", asked, texts,
        episode_no=episode, timepoint=point, number=number, person_type=1,
    )  # fmt: skip


def held(number: int, day: str, episode: int = 1) -> CheckedSheet:
    return made("session", number, episode, session_date=day, attended="1")


def closed(day: str, episode: int = 1, /, **texts: str) -> CheckedSheet:
    return made("closing_staff", None, episode, close_date=day, **texts)


def found(*sheets: CheckedSheet, person_type: int = 1) -> list[str]:
    """Return the names of the checks that find something."""
    return [one.check for one in findings(ClientSheets(person_type, sheets))]
