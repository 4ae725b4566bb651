"""A row of numbers with words at its ends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.kinds.answer import Answer, Column, Measure, Ruling
from kast_eval.kinds.numbers import read_half, read_range
from kast_eval.kinds.text import plain, read_mark
from kast_eval.kinds.ticks import Ties, no_such_choice, one_tick, read_ticks
from kast_eval.wording import Wording


@dataclass(frozen=True)
class Scale:
    """One whole number from `smallest` to `largest`; `anchors` words the ends, or every step."""

    smallest: int
    largest: int
    anchors: Mapping[int, Wording]
    ties: Ties = Ties.NONE

    @property
    def codes(self) -> tuple[int, ...]:
        """Return the codes in print order."""
        return tuple(range(self.smallest, self.largest + 1))

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the one column of codes; only the worded steps have labels."""
        return (
            Column(
                name, Measure.ORDINAL, self.anchors, smallest=self.smallest, largest=self.largest
            ),
        )

    def read(self, text: str) -> Answer:
        """Return the ticked number; a mark between two boxes is keyed as both or with .5."""
        marked = read_mark(text, 1)
        if marked is not None:
            return marked
        written = plain(text)
        half = read_half(written)
        if half in self.codes[1:]:
            return Answer((half,), frozenset({Ruling.AMBIGUOUS}))
        if re.search(r"[.,]", written):
            # Elsewhere a comma parts two ticks; on a ruler it could as well be a decimal.
            raise no_such_choice(written, self.codes)
        span = read_range(written)
        ticks = re.sub(r"\s", "", f"{span[0]}|{span[1]}") if span else text
        return one_tick(read_ticks(ticks, self.codes), self.codes, self.ties)
