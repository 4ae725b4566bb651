"""Time points: when in a client's episode, or of a clinic's life, a sheet belongs."""

import re
from collections.abc import Collection, Mapping
from typing import assert_never

from kast_eval.definition.form import Timing
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import plain
from kast_eval.wording import marked

FOLLOW_UP_MONTHS = (3, 6, 12)

_NO_NUMBER: Mapping[Timing, str] = {
    Timing.SESSION: marked("Skriv samtalets nummer, från 1 till 99."),
    Timing.FOLLOW_UP: marked("Skriv vilken uppföljning det är: 3, 6 eller 12 månader."),
    Timing.YEAR: marked("Skriv året med fyra siffror, till exempel 2026."),
    Timing.OCCASION: marked("Skriv ett löpnummer, från 1 till 99."),
    Timing.ROW: marked("Skriv radens nummer, från 1 till 9999."),
}


def numbers(timing: Timing) -> Collection[int] | None:
    """Return the numbers that a sheet can have beside its form, None if it has none."""
    match timing:
        case Timing.START | Timing.CLOSING:
            return None
        case Timing.SESSION | Timing.OCCASION:
            return range(1, 100)
        case Timing.FOLLOW_UP:
            return FOLLOW_UP_MONTHS
        case Timing.YEAR:
            return range(2009, 2100)
        case Timing.ROW:
            return range(1, 10_000)
        case _:
            assert_never(timing)


def timepoint(timing: Timing, number: int | None) -> str:
    """Return the time point of a sheet: t0, s01 to s99, t1, f03, y2026, o01, r0001."""
    known = numbers(timing)
    if known is None:
        return timing.value
    if number not in known:
        raise KastEvalError(_NO_NUMBER[timing])
    digits = {Timing.YEAR: 4, Timing.ROW: 4}.get(timing, 2)
    return f"{timing.value[0]}{number:0{digits}}"


def number_at(timing: Timing, point: str) -> int | None:
    """Return the number that a time point was made of, None where the form has none."""
    return None if numbers(timing) is None else int(point[1:])


def place_of_row(number: int, rows: int) -> tuple[int, int]:
    """Return which paper of a table a row stands on, and which row of it; both count from 1."""
    paper, row = divmod(number - 1, rows)
    return paper + 1, row + 1


def read_number(timing: Timing, text: str) -> int | None:
    """Return the number beside the form, None if it has none, or raise KastEvalError."""
    known = numbers(timing)
    if known is None:
        return None
    written = plain(text)
    if re.fullmatch(r"[0-9]{1,6}", written) is None or int(written) not in known:
        raise KastEvalError(_NO_NUMBER[timing])
    return int(written)
