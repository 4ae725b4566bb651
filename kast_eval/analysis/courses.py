"""How it went from session to session: a line for each person, and the mean slope of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kast_eval.analysis.estimate import Estimate
from kast_eval.analysis.models import Reading, slope
from kast_eval.analysis.study import Study
from kast_eval.quality.known_items import COURSES

Line = tuple[tuple[int, float], ...]
"""One person's answers by the number of the session."""


@dataclass(frozen=True)
class Course:
    """One question over the sessions; `slope` is the mean change from one session to the next."""

    name: str
    persons: int
    answers: int
    lines: tuple[Line, ...] = field(repr=False, metadata={"rows": True})
    slope: Estimate | None


def courses(study: Study) -> tuple[Course, ...]:
    """Return the course of every question; the lines stand in the order of the persons."""
    return tuple(_course(study, name) for name in COURSES)


def _course(study: Study, name: str) -> Course:
    lines = [tuple(one.sessions(name)) for one in study.persons]
    answered = [line for line in lines if line]
    return Course(
        name,
        len(answered),
        sum(len(line) for line in answered),
        tuple(lines),
        slope(_readings(answered)),
    )


def _readings(lines: Sequence[Line]) -> Sequence[Reading]:
    return [
        Reading(place, session, value)
        for place, line in enumerate(lines)
        for session, value in line
    ]
