"""Time points: when in a client's episode a sheet belongs."""

import re

from kast_eval.definition.form import Timing
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import plain
from kast_eval.wording import marked

SESSION_NUMBERS = range(1, 100)


def timepoint(timing: Timing, session_no: int | None) -> str:
    """Return the time point of a sheet: t0, or s01 to s99 by the session's number."""
    if timing is Timing.START:
        return timing.value
    if session_no not in SESSION_NUMBERS:
        raise KastEvalError(marked("Skriv samtalets nummer, från 1 till 99."))
    return f"s{session_no:02}"


def read_session_number(text: str) -> int:
    """Return the session's number, or raise KastEvalError."""
    written = plain(text)
    if re.fullmatch(r"0*[1-9][0-9]?", written) is None:
        raise KastEvalError(marked("Skriv samtalets nummer, från 1 till 99."))
    return int(written)
