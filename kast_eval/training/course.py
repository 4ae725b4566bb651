"""How things go for a made-up client: one state for each session."""

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random


class Course(StrEnum):
    """A way that things can go."""

    FALLING = "falling"
    RELAPSE = "relapse"
    FLAT = "flat"
    DROP_OUT = "drop-out"


SESSIONS: dict[Course, tuple[int, int]] = {
    Course.FALLING: (4, 7),
    Course.RELAPSE: (5, 7),
    Course.FLAT: (3, 5),
    Course.DROP_OUT: (1, 2),
}
"""The fewest and the most booked sessions of each course; a drop-out misses one more."""


@dataclass(frozen=True)
class State:
    """How it is at one session; the scales run from 0 to 10, `attended` is the log's code."""

    urge: int
    mood: int
    confidence: int
    purchases: int
    attended: int


_HARDEST = 10
HELD, LATE_CANCELLATION, NO_SHOW = 1, 2, 3


def draw_states(course: Course, chooser: Random) -> tuple[State, ...]:
    """Return the states of the booked sessions; the first one is always held."""
    count = chooser.randint(*SESSIONS[course])
    burden = chooser.uniform(6, 9)
    states: list[State] = []
    for session in range(count):
        burden = _next_burden(course, burden, session, count, chooser)
        missed = session > 0 and chooser.random() < 0.1  # noqa: PLR2004 - one in ten.
        attended = chooser.choice((LATE_CANCELLATION, NO_SHOW)) if missed else HELD
        states.append(_state(burden, attended, chooser))
    if course is Course.DROP_OUT:
        states.append(_state(burden, NO_SHOW, chooser))
    return tuple(states)


def moved(state: State, steps: int) -> State:
    """Return a later state, the urge moved by so many steps: nobody stays the same for months."""
    up = state.urge + steps <= _HARDEST
    return replace(state, urge=state.urge + steps if up else state.urge - steps)


def _next_burden(course: Course, burden: float, session: int, count: int, chooser: Random) -> float:
    """Return how hard it is at the next session, from 0 to 10."""
    if course is Course.FALLING:
        burden -= chooser.uniform(0.6, 1.4)
    if course is Course.RELAPSE:
        burden += 4 if session == count - 2 else -chooser.uniform(0.8, 1.5)
    return min(max(burden + chooser.uniform(-0.5, 0.5), 0), 10)


def _state(burden: float, attended: int, chooser: Random) -> State:
    def near(level: float) -> int:
        return min(max(round(level + chooser.uniform(-1, 1)), 0), 10)

    return State(
        urge=near(burden),
        mood=near(10 - burden),
        confidence=near(9 - burden),
        purchases=max(round((burden - 4) / 2), 0),
        attended=attended,
    )
