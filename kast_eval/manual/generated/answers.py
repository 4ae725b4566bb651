"""What can be answered to a question, in words."""

from collections.abc import Iterable
from typing import assert_never

from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several, Words
from kast_eval.kinds.ticks import BOX_LETTERS, Ties

_BETWEEN = " · "


def answers_in_words(kind: Kind) -> str:
    """Return the answers of a kind with their codes and the letters of their boxes."""
    match kind:
        case Choice(choices):
            return _boxes((code, label.sv) for code, label in choices.items())
        case Several(options, none):
            labels = (*options.values(), none)
            pairs = zip(kind.codes, (label.sv for label in labels), strict=True)
            limit = f" Högst {kind.at_most} kryss." if kind.at_most else ""
            return f"{_boxes(pairs)}.{limit}"
        case Scale(smallest, largest, anchors):
            ends = _BETWEEN.join(f"{step} = {label.sv}" for step, label in anchors.items())
            last = BOX_LETTERS[largest - smallest]
            return f"{smallest}–{largest} (a–{last}){_BETWEEN}{ends}"
        case Count():
            return _count(kind)
        case Day():
            return "Datum: år, månad, dag"
        case Words(_, largest):
            if largest is None:
                return "Fri text. Stannar på papperet."
            return f"Text, högst {largest} tecken. Avidentifiera före inmatning."
        case _:
            assert_never(kind)


def ties_in_words(kind: Kind) -> str | None:
    """Return what two marks are worth where one is asked for, or None if several may stand."""
    if not isinstance(kind, Choice | Scale):
        return None
    match kind.ties:
        case Ties.LOWER:
            return "Bredvid varandra: det lägre räknas (jämnt nummer). Annars −5."
        case Ties.HIGHER:
            return "Bredvid varandra: det högre räknas (udda nummer). Annars −5."
        case Ties.NONE:
            return "−5"
        case _:
            assert_never(kind.ties)


def columns_in_words(kind: Kind, name: str) -> str:
    """Return the names of the columns that an answer fills."""
    names = [column.name for column in kind.columns(name)]
    return ", ".join(names) or "ingen (fri text lämnar aldrig mottagningen)"


def _boxes(pairs: Iterable[tuple[int, str]]) -> str:
    return _BETWEEN.join(
        # Code, letter and the first word of the label stay on one line.
        f"{code}\u00a0({letter})\u00a0{label}"
        for letter, (code, label) in zip(BOX_LETTERS, pairs, strict=False)
    )


def _count(kind: Count) -> str:
    unit = f" {kind.unit.sv}" if kind.unit else ""
    window = f" under {kind.window} dagar" if kind.window else ""
    dash = " Ett streck räknas som 0." if kind.dash_is_zero else ""
    return f"Ett tal, {kind.smallest}–{kind.largest}{unit}{window}.{dash}"
