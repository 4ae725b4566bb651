"""One tick among named choices."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.kinds.answer import Answer, Column, Measure
from kast_eval.kinds.text import read_mark
from kast_eval.kinds.ticks import Ties, one_tick, read_ticks
from kast_eval.wording import Wording


@dataclass(frozen=True)
class Choice:
    """One code out of `choices`, in print order; `ties` is NONE unless they are ordered.

    `write_ins` names, for a code, the words item that is written on the line beside its box.
    """

    choices: Mapping[int, Wording]
    ties: Ties = Ties.NONE
    ordered: bool = False
    write_ins: Mapping[int, str] | None = None

    @property
    def codes(self) -> tuple[int, ...]:
        """Return the codes in print order."""
        return tuple(self.choices)

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return the one column of codes."""
        measure = Measure.ORDINAL if self.ordered else Measure.NOMINAL
        return (Column(name, measure, self.choices),)

    def read(self, text: str) -> Answer:
        """Return the ticked code."""
        return read_mark(text, 1) or one_tick(read_ticks(text, self.codes), self.codes, self.ties)
