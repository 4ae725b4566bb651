"""What clients of clinics are compared by: each client is in one category of each split.

Told of are clients whose first contact has ended, so that everyone has come as far: no category
says who is still under way. What is not told counts as the rest, so that a missing answer never
flatters. Where the forms let a category of one split say something of a client's in another, the
two are in a family, and hidden and shown together. A split that only parts the categories of
another refines it: it can be hidden where the other is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kast_eval.quality.share import Share


class Split(StrEnum):
    """One thing that clients are told apart by; what sessions held is named by its box."""

    SOURCE = "source"
    RESIDENCE = "residence"
    WAIT = "wait"
    SESSIONS = "sessions"
    MI = "m_mi"
    CBT = "m_cbt"
    ACT = "m_act"
    RP = "m_rp"
    PSYED = "m_psyed"
    RESP = "m_resp"
    REL = "m_rel"
    EMO = "m_emo"
    CRISIS = "m_crisis"
    PRACT = "m_pract"
    REFER = "m_refer"
    CHECKIN = "check-in"
    ENDING = "ending"
    FORMS = "both forms"
    FOLLOW_UP = "follow-up"
    AFTER = "half a year after"
    BASELINE = "urge at the start"
    BOUGHT = "purchases at the start"
    PURCHASES = "purchases at the end"
    DAYS = "days at the end"
    URGE = "urge at the end"


class Part(StrEnum):
    """A category of a split."""

    YES = "yes"
    NEXT = "next"
    """Between yes and no, where a split has three steps."""
    NO = "no"
    OTHER = "other"
    """The question is not about this client."""
    AWAY = "away"
    """A buyer's follow-up did not come."""
    OTHER_YES = "other yes"
    OTHER_NO = "other no"
    OTHER_AWAY = "other away"
    """The same of those who are no buyers."""
    OUTSIDE = "outside"
    """It is too early, or one of the client's two forms is not there."""


_TWO = (Part.YES, Part.NO)
_THREE = (Part.YES, Part.NEXT, Part.NO)
_WITH_OUTSIDE = (*_TWO, Part.OUTSIDE)
PARTS: Mapping[Split, tuple[Part, ...]] = dict.fromkeys(Split, _TWO) | {
    Split.SOURCE: _THREE,
    Split.WAIT: _THREE,
    Split.SESSIONS: _THREE,
    Split.FOLLOW_UP: _WITH_OUTSIDE,
    Split.AFTER: (
        *_TWO,
        Part.AWAY,
        Part.OTHER_YES,
        Part.OTHER_NO,
        Part.OTHER_AWAY,
        Part.OUTSIDE,
    ),
    Split.BASELINE: _WITH_OUTSIDE,
    **dict.fromkeys((Split.BOUGHT, Split.PURCHASES, Split.DAYS), (*_TWO, Part.OTHER, Part.OUTSIDE)),
    Split.URGE: _WITH_OUTSIDE,
}
"""The categories of each split, in the order in which they are told."""

METHODS = tuple(split for split in Split if split.startswith("m_"))
"""What sessions held, in the order of the form."""

OUTCOMES = (Split.FORMS, Split.BASELINE, Split.BOUGHT, Split.PURCHASES, Split.URGE)
"""Who lacks one of the two forms is outside all that they are asked together."""

REFINES: Mapping[Split, Split] = {Split.AFTER: Split.FOLLOW_UP, Split.DAYS: Split.PURCHASES}
"""A split that parts the categories of another: who is hidden in that one is hidden in it too."""

PARTED: Mapping[Split, tuple[tuple[Part, ...], ...]] = {
    Split.AFTER: (
        (Part.YES, Part.NO, Part.OTHER_YES, Part.OTHER_NO),
        (Part.AWAY, Part.OTHER_AWAY),
    ),
    Split.DAYS: (_TWO,),
}
"""The categories of such a split that are one of the other together."""

FAMILIES: tuple[tuple[Split, ...], ...] = (
    *((split,) for split in Split if split not in {*OUTCOMES, *REFINES}),
    OUTCOMES,
    *((split,) for split in REFINES),
)
"""Splits tied together by the forms: a clinic is shown alone in all of a family or in none."""

Counts = Mapping[Part, int]


@dataclass(frozen=True)
class Clients:
    """The clients of a clinic whose first contact has ended: how many, and of each category."""

    splits: Mapping[Split, Counts]
    persons: int


@dataclass(frozen=True)
class Measure:
    """A share that is told: of which split, which of its categories it counts, and among which."""

    split: Split
    parts: tuple[Part, ...] = (Part.YES,)
    among: tuple[Part, ...] = _THREE

    def share(self, counts: Counts) -> Share:
        """Return the share among those whom the question is about and for whom it is time."""
        asked = [one for one in self.among if one in counts]
        counted = sum(counts[one] for one in asked if one in self.parts)
        return Share(counted, sum(counts[one] for one in asked))

    def is_told(self, counts: Counts) -> bool:
        """Tell whether counts have it; in coarse ones the middle step stands with the last."""
        together = (Part.NEXT in self.parts) == (Part.NO in self.parts)
        return Part.NEXT in counts or Part.NEXT not in PARTS[self.split] or together


def coarse(counts: Counts) -> Counts:
    """Return counts of three steps as two: the middle one goes with the last."""
    return {
        part: n + counts[Part.NEXT] if part is Part.NO and Part.NEXT in counts else n
        for part, n in counts.items()
        if part is not Part.NEXT
    }
