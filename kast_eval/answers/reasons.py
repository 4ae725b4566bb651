"""Why a doubt is kept as it is: a short list, so that confirming stays quick and can be counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from kast_eval.answers.finding import Finding
from kast_eval.kinds.text import clean_text
from kast_eval.wording import Wording, marked

LONGEST_REASON = 60
_BETWEEN = ": "


class Why(StrEnum):
    """A reason of the list."""

    PAPER = "paper"
    ASKED = "asked"
    OTHER = "other"


WHYS: Mapping[Why, Wording] = {
    Why.PAPER: Wording("står så på papperet", "it stands so on the paper"),
    Why.ASKED: Wording("den som fyllde i är tillfrågad", "who filled it in has been asked"),
    Why.OTHER: Wording("annat", "other"),
}
"""What each says, in the order of the keys 1, 2, 3."""


@dataclass(frozen=True)
class Reason:
    """Why a doubt was confirmed; only *other* has words beside it."""

    why: Why = Why.PAPER
    words: str = ""

    @classmethod
    def of(cls, why: str, words: str) -> Self:
        """Return the reason that a page sent; an unknown one is that of every day."""
        known = Why(why) if why in set(Why) else Why.PAPER
        return cls(known, clean_text(words) if known is Why.OTHER else "")

    @classmethod
    def read(cls, kept: str) -> Self:
        """Return the reason that was kept."""
        why, _, words = kept.partition(_BETWEEN)
        return cls(Why(why), words)

    @property
    def kept(self) -> str:
        """Return the reason as one text, to keep."""
        return self.why if self.why is not Why.OTHER else f"{self.why}{_BETWEEN}{self.words}"

    @property
    def said(self) -> Wording:
        """Return the reason as it is shown."""
        said = WHYS[self.why]
        if not self.words:
            return said
        return Wording(f"{said.sv}{_BETWEEN}{self.words}", f"{said.en}{_BETWEEN}{self.words}")


EVERY_DAY: Mapping[str, Reason] = MappingProxyType({})
"""No reason beside that it stands so on the paper."""


def check_reasons(reasons: Mapping[str, Reason]) -> Iterator[Finding]:
    """Give an error where *other* has no words, or too many."""
    for reason in reasons.values():
        if reason.why is Why.OTHER and not reason.words:
            yield Finding((), marked("Skriv med några ord varför svaret behålls, utan namn."))
        if len(reason.words) > LONGEST_REASON:
            text = marked("Skälet är längre än {largest} tecken. Korta det.")
            yield Finding((), text, {"largest": LONGEST_REASON})
