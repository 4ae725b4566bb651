"""The schedule read from schedule.yaml, every fault at its line."""

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from kast_eval.definition.answer import LONGEST_WINDOW
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.nodes import Node, read_file, read_text, text_checksum
from kast_eval.study.schedule import SESSION_POINT, Anchor, Point, Schedule
from kast_eval.study.signs import read_signs
from kast_eval.wording import marked

FILE = "schedule.yaml"
YEAR_POINT = "year"
"""Stands for every year: its point is y2026, y2027, …"""

FORMAT = 1
"""The number of the way in which the file is written."""

MOST_REMINDERS, MOST_SESSIONS = 20, 99
_ENDS = 2
_OF_ANCHOR = {SESSION_POINT: Anchor.SAME_SESSION, YEAR_POINT: Anchor.YEAR_END}
"""The points that have an anchor of their own, which no other point has."""


def read_schedule(folder: Path, definitions: Iterable[FormDefinition]) -> Schedule:
    """Return the schedule in `folder`; it may name what the forms have, else DefinitionError.

    `definitions` has the newest version of each form.
    """
    keys = read_file(folder / FILE).mapping(
        (
            "schedule",
            "points",
            "closing_after_days",
            "new_episode_after_days",
            "most_reminders",
            "signs",
        )
    )
    keys["schedule"].integer_between(FORMAT, FORMAT)
    forms = {definition.form: definition for definition in definitions}
    points: list[Point] = []
    for node in keys["points"].filled_sequence():
        points.append(_point(node, forms))
        _check_overlap(node, points)
    return Schedule(
        tuple(points),
        keys["closing_after_days"].integer_between(1, LONGEST_WINDOW),
        keys["most_reminders"].integer_between(0, MOST_REMINDERS),
        keys["new_episode_after_days"].integer_between(1, LONGEST_WINDOW),
        read_signs(keys["signs"], forms),
        forms,
        text_checksum(read_text(folder / FILE)),
    )


def _point(node: Node, forms: Collection[str]) -> Point:
    keys = node.mapping(
        ("point", "forms", "anchor", "target", "window"), ("before_session", "optional")
    )
    name = keys["point"].text()
    if re.fullmatch(rf"t[01]|f(03|06|12)|{SESSION_POINT}|{YEAR_POINT}", name) is None:
        raise keys["point"].error(
            marked("En mätpunkt heter t0, session, t1, f03, f06, f12 eller year.")
        )
    window = [
        end.integer_between(-LONGEST_WINDOW, LONGEST_WINDOW) for end in keys["window"].sequence()
    ]
    target = keys["target"].integer()
    if len(window) != _ENDS or not window[0] <= target <= window[1]:
        raise keys["window"].error(
            marked("Fönstret skrivs [tidigast, senast] i dagar, och måldagen ligger i det.")
        )
    anchor = Anchor(keys["anchor"].one_of(list(Anchor)))
    if _OF_ANCHOR.get(name, anchor) is not anchor or (
        anchor in _OF_ANCHOR.values() and name not in _OF_ANCHOR
    ):
        raise keys["anchor"].error(
            marked("Bara «session» räknas från samma samtal, och bara «year» från årets slut.")
        )
    return Point(
        name,
        tuple(one.one_of(forms) for one in keys["forms"].filled_sequence()),
        anchor,
        target,
        earliest=window[0],
        latest=window[1],
        before_session=(
            keys["before_session"].integer_between(2, MOST_SESSIONS)
            if "before_session" in keys
            else None
        ),
        optional="optional" in keys and keys["optional"].boolean(),
    )


def _check_overlap(node: Node, points: Sequence[Point]) -> None:
    """Raise DefinitionError where a form's windows from one anchor overlap, or fall back."""
    *earlier, new = points
    if any(point.name == new.name for point in earlier):
        raise node.error(marked("Mätpunkten {point} finns redan."), point=new.name)
    for point in earlier:
        shared = set(point.forms) & set(new.forms)
        if shared and point.anchor is new.anchor and new.earliest <= point.latest:
            raise node.error(
                marked("Fönstret för {point} börjar innan fönstret för {other} har slutat."),
                point=new.name,
                other=point.name,
            )
