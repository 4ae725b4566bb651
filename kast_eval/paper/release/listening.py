"""A teller that remembers its own words, so that they are told from anybody else's."""

import re
from dataclasses import dataclass, field
from datetime import date

from kast_eval.paper.report.section import Teller
from kast_eval.wording import Wording, catalogue

_DETAIL = re.compile(r"\{\w*\}")


@dataclass(frozen=True)
class ListeningTeller(Teller):
    """Says as any teller does; `heard` has the program's and the study's words, no details."""

    heard: set[str] = field(default_factory=set)

    def say(self, text: str, **details: object) -> str:
        """Return a marked text with its details; what is remembered is the text without them."""
        self.heard.add(_DETAIL.sub(" ", catalogue(self.language).gettext(text)))
        return super().say(text, **details)

    def words(self, wording: Wording) -> str:
        """Return words of the study."""
        self.heard.add(wording.in_language(self.language))
        return super().words(wording)

    def day(self, day: date) -> str:
        """Return the year alone: no release tells a calendar day of anybody (dataset.md, A)."""
        return str(day.year)
