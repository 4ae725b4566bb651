"""A quarter's figures for the board as the text that is kept, and back."""

import json
from datetime import date

from kast_eval.quality.board_paper import BoardFigures
from kast_eval.quality.quarter import Quarter


def board_text(figures: BoardFigures) -> str:
    """Return the figures as JSON text, in their order."""
    return json.dumps({"counted": figures.counted.isoformat(), "numbers": dict(figures.numbers)})


def read_board_text(quarter: str, text: str) -> BoardFigures:
    """Return the figures that were kept of a quarter."""
    kept = json.loads(text)
    numbers: dict[str, float] = kept["numbers"]
    return BoardFigures(Quarter.read(quarter), date.fromisoformat(kept["counted"]), numbers)
