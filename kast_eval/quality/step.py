"""The steps on the way from the first contact to the follow-up, and how many came to each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kast_eval.quality.share import Share
from kast_eval.study.expected import State


class Step(StrEnum):
    """A step on the way; the first three are rows of the contact log, the others clients."""

    ELIGIBLE = "eligible"
    ASKED = "asked"
    CONSENTED = "consented"
    BEGAN = "began"
    START = "start"
    CHECKIN = "check-in"
    CLOSED = "closed"
    CLOSING = "closing"
    FOLLOWED_UP = "followed up"


class Gap(StrEnum):
    """Why somebody did not come to a step, where no expected form tells it."""

    NO = "no"
    BLANK = "blank"


Why = State | Gap


@dataclass(frozen=True)
class FlowStep:
    """How many came to a step of those `before` it, for whom it is too early, why others did not.

    `outside` have it without having come the whole way there.
    """

    step: Step
    reached: int
    before: int
    waiting: int = 0
    missing: Mapping[Why, int] = field(default_factory=dict)
    outside: int = 0

    @property
    def share(self) -> Share:
        """Return the share, of those who should have come so far by now."""
        excused = self.missing.get(State.EXCUSED, 0)
        return Share(self.reached, self.before - self.waiting - excused)
