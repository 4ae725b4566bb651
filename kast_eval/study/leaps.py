"""A leap: sessions in a row without any sheet, which are told as one; mostly a number is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kast_eval.definition.form import Timing
from kast_eval.study.expected import Expected

LONGEST_LEAP = 3
"""More than so from one session to the next that has a sheet is more often a wrong number."""


@dataclass(frozen=True)
class Awaited:
    """An open form, or the first of several of sessions in a row.

    `until` is the number of the last of those, and `after` the sheet that comes after them, whose
    number may be wrong.
    """

    expected: Expected
    until: int | None = None
    after: Expected | None = None


_Sessions = Mapping[int, Sequence[Expected]]
"""What is expected of an episode's sessions, and what is there, by their numbers."""


def awaited(expected: Iterable[Expected]) -> Iterator[Awaited]:
    """Give the open forms of a whole ledger in its order, those of a leap as one."""
    every = tuple(expected)
    episodes: dict[tuple[str | None, int], dict[int, list[Expected]]] = {}
    for one in every:
        if _of_session(one):
            sessions = episodes.setdefault((one.code, one.episode_no), {})
            sessions.setdefault(one.number or 0, []).append(one)
    told: set[int] = set()
    for one in every:
        if one.is_open and id(one) not in told:
            sessions = episodes.get((one.code, one.episode_no), {})
            leap = _leap(one, sessions) if _of_session(one) else ()
            if len(leap) < LONGEST_LEAP:
                yield Awaited(one)
                continue
            told.update(id(other) for other in leap)
            yield Awaited(one, leap[-1].number, _next_sheet(leap[-1], sessions))


def _of_session(one: Expected) -> bool:
    return one.number is not None and one.timepoint[0] == Timing.SESSION.value[0]


def _leap(first: Expected, sessions: _Sessions) -> tuple[Expected, ...]:
    """Return the same open form of each session in a row, from this one on, that has no sheet."""
    found: list[Expected] = []
    for number in range(first.number or 0, max(sessions)):
        there = sessions.get(number, ())
        same = [one for one in there if one.form == first.form and one.is_open]
        if not same or any(one.sheet for one in there):
            break
        found += same
    return tuple(found)


def _next_sheet(last: Expected, sessions: _Sessions) -> Expected | None:
    """Return the first sheet of the sessions after the leap."""
    later = sorted(number for number in sessions if number > (last.number or 0))
    return next((one for number in later for one in sessions[number] if one.sheet), None)
