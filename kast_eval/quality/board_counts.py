"""What a clinic's paper for its board is made of: counts of a quarter, and who stands behind each.

They hold small numbers and are never kept: `board_paper.py` makes of them what may be public.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kast_eval.definition.form import Subject
from kast_eval.kinds import Choice
from kast_eval.quality.known_items import (
    CLOSE_REASON,
    CLOSING,
    CLOSING_STAFF,
    CONTENT,
    COURSES,
    FIRST_MODE,
    HELPED,
    LOG,
    SOURCE,
)
from kast_eval.quality.picture import Middle, mean_of
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.returns import CAME
from kast_eval.quality.seen import (
    WAITS,
    began_in,
    close_reason,
    closed_in,
    held_sessions,
    wait_band,
)
from kast_eval.quality.share import Share
from kast_eval.quality.tallies import answered, codes_of, ticks_of
from kast_eval.study.episode import episodes_of
from kast_eval.study.expected import Expected, SheetFacts, State
from kast_eval.study.schedule import Schedule

NOT_TOLD = -1
"""Stands for what no sheet tells, among the codes of an item."""

_BY_PHONE, _AFTER_POLICE = 1, 4
"""Who is called after the police is told of by the police, too: on paper it is a telephone call."""


class Parts(StrEnum):
    """Parts of a whole: each contact, or each client, is in one part."""

    MODES = "modes"
    SOURCES = "sources"
    WAITS = "waits"
    REASONS = "reasons"


@dataclass(frozen=True)
class Boxes:
    """How many clients each box was ticked for, of how many."""

    clients: Mapping[str, int]
    whole: int


@dataclass(frozen=True)
class BoardCounts:
    """A quarter of a clinic: contacts, and clients each of whom counts once in each number.

    `seen` clients had `held` sessions. `came` and `missed` are the clients behind the forms that
    came and those that did not, of `due` clients.
    """

    quarter: Quarter
    contacts: int
    began: int
    closed: int
    held: int
    seen: int
    blocks: Mapping[Parts, Mapping[int, int]]
    content: Boxes
    helped: Boxes
    courses: Mapping[str, Middle]
    forms: Share
    came: int
    missed: int
    due: int


def board_counts(
    schedule: Schedule,
    facts: Iterable[SheetFacts],
    expected: Iterable[Expected],
    quarter: Quarter,
    today: date,
) -> BoardCounts:
    """Return the counts by all sheets of those who are to be counted, without relatives' own."""
    facts = [one for one in facts if not one.of_relative]
    codes = {one.code for one in facts}
    here = [one for one in facts if Quarter.of(one.known_day) == quarter]
    episodes = [one for one in episodes_of(schedule, facts) if one.subject is Subject.CLIENT]
    began = {one.code: one for one in began_in(episodes, quarter)}.values()
    closed = {one.code: one for one in closed_in(episodes, quarter)}.values()
    held = held_sessions(here)
    seen = len({one.code for one in held})
    closings = [*{one.code: one for one in here if one.form == CLOSING}.values()]
    forms = [
        one
        for one in expected
        if one.code in codes - {None} and one.last_day < today and one.state is not State.EXCUSED
        if Quarter.of(one.last_day) == quarter
    ]
    came = [one for one in forms if one.state in CAME]
    modes, sources = (_codes(schedule, LOG, item) for item in (FIRST_MODE, SOURCE))
    reasons = _codes(schedule, CLOSING_STAFF, CLOSE_REASON)
    return BoardCounts(
        quarter,
        sum(one.form == LOG for one in here),
        len(began),
        len(closed),
        len(held),
        seen,
        {
            Parts.MODES: _modes(_of(codes_of(here, LOG, FIRST_MODE), modes)),
            Parts.SOURCES: _of(codes_of(here, LOG, SOURCE), sources),
            Parts.WAITS: _of(Counter(map(wait_band, began)), range(len(WAITS) + 1)),
            Parts.REASONS: _of(Counter(map(close_reason, closed)), reasons),
        },
        Boxes(_clients_by_box(held), seen),
        Boxes(ticks_of(closings, HELPED), answered(closings, HELPED)),
        {name: mean_of(here, name) for name in COURSES},
        Share(len(came), len(forms)),
        _clients(came),
        _clients(one for one in forms if one.state not in CAME),
        _clients(forms),
    )


def _codes(schedule: Schedule, form: str, item: str) -> tuple[int, ...]:
    kind = schedule.forms[form].item(item).kind
    return kind.codes if isinstance(kind, Choice) else ()


def _of(counts: Mapping[int | None, int], codes: Iterable[int]) -> dict[int, int]:
    """Return the counts with every part that there could have been, and last what is not told."""
    told = {NOT_TOLD if code is None else code: count for code, count in counts.items()}
    return dict.fromkeys((*codes, NOT_TOLD), 0) | told


def _modes(counts: dict[int, int]) -> Mapping[int, int]:
    counts[_BY_PHONE] += counts.pop(_AFTER_POLICE)
    return counts


def _clients_by_box(held: Collection[SheetFacts]) -> Mapping[str, int]:
    """Return for how many clients each box was ticked at least once in the quarter."""
    by_client: dict[str | None, set[str]] = {}
    for one in held:
        by_client.setdefault(one.code, set()).update(ticks_of([one], CONTENT))
    return Counter(box for boxes in by_client.values() for box in boxes)


def _clients(forms: Iterable[Expected]) -> int:
    return len({one.code for one in forms})
