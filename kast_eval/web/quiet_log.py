"""What the log tells of an error: its kind and its places, never what was keyed."""

import logging
import traceback
from pathlib import Path

_LOG = logging.getLogger("kast_eval")


def log_quietly(error: BaseException | None, where: str) -> None:
    """Log the kind of error and its places; a message or a path could hold something keyed."""
    raised_in = None if error is None else error.__traceback__
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in reversed(traceback.extract_tb(raised_in))
    )
    _LOG.error("%s in %s: %s", type(error).__name__, where, places)
