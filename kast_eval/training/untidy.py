"""What real paper looks like: blanks, refusals, ranges, two crosses, marks between boxes."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random

from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several
from kast_eval.kinds.day import MIDDLE_OF_MONTH
from kast_eval.kinds.text import AMBIGUOUS_MARK
from kast_eval.training.random_texts import random_text

SHARE = 0.05
"""How many of the answers are not one clear mark."""

SHARE_WITHOUT_DAY = 0.1
"""How many of the dates in the latter half of a month, where that can be, are without a day."""

_NOTE = "Krysset står mellan två rutor."

_Way = Callable[[str], str]


def untidy(
    definition: FormDefinition,
    texts: Mapping[str, str],
    chooser: Random,
    *,
    last_day: date,
    spared: frozenset[str],
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the texts with some answers made unclear, and the notes that these need.

    `spared` names items that stay as they are, since the whole sheet hangs on them.
    """
    untidied = dict(texts)
    notes: dict[str, str] = {}
    for item in definition.items:
        if item.name in spared:
            continue
        if _lacks_day(item.kind, texts[item.name], chooser):
            untidied[item.name] = texts[item.name][:7]
            continue
        if chooser.random() > SHARE:
            continue
        if texts[item.name]:
            untidied[item.name] = chooser.choice(_ways(item.kind))(texts[item.name])
        elif item.condition:
            untidied[item.name] = random_text(item.kind, chooser, last_day)
        if untidied[item.name] == AMBIGUOUS_MARK:
            notes[item.name] = _NOTE
    return untidied, notes


def _ways(kind: Kind) -> list[_Way]:
    """Return the ways in which an answer of the kind is unclear on paper."""
    ways: list[_Way] = [lambda _: "", lambda _: "", lambda _: "v", lambda _: "?"]
    if isinstance(kind, Count):
        ways += [lambda text: f"{text}-{min(int(text) + 1, kind.largest)}"] * 2
        ways += [lambda text: f"minst {text}"]
    if isinstance(kind, Choice | Scale):
        ways += [lambda text: _two_crosses(kind.codes, text)] * 2
        ways += [lambda _: AMBIGUOUS_MARK]
    if isinstance(kind, Several):
        ways += [lambda _: " ".join(str(code) for code in kind.codes[:-1])]
        ways += [lambda _: "1 0"]
    return ways


def _lacks_day(kind: Kind, text: str, chooser: Random) -> bool:
    """Tell whether only year and month were written.

    The middle of the month stands for a missing day, and must have been.
    """
    if not (isinstance(kind, Day) and text) or int(text[-2:]) < MIDDLE_OF_MONTH:
        return False
    return chooser.random() < SHARE_WITHOUT_DAY


def _two_crosses(codes: tuple[int, ...], text: str) -> str:
    first = max(codes.index(int(text)) - 1, 0)
    return "|".join(str(code) for code in codes[first : first + 2])
