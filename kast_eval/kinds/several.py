"""As many ticks as apply, with a box for none of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.kinds.answer import Answer, Column, Measure, Ruling
from kast_eval.kinds.text import read_mark
from kast_eval.kinds.ticks import read_ticks
from kast_eval.wording import Wording

NONE_CODE = 0
"""The printed code of the box for none of the options."""

TICKED_LABELS: Mapping[int, Wording] = {
    0: Wording("Ej kryssad", "Not ticked"),
    1: Wording("Kryssad", "Ticked"),
}


@dataclass(frozen=True)
class Several:
    """Any number of `options` (each becomes a 0/1 column `<name>_<option>`), or none.

    The box of an option prints its place, 1 and up; the none box prints 0 and stands last.
    `write_ins` names, for an option, the words item that is written on the line beside its box.
    """

    options: Mapping[str, Wording]
    none: Wording
    at_most: int | None = None
    write_ins: Mapping[str, str] | None = None

    @property
    def codes(self) -> tuple[int, ...]:
        """Return the printed codes in print order, the none box last."""
        return (*range(1, len(self.options) + 1), NONE_CODE)

    def columns(self, name: str) -> tuple[Column, ...]:
        """Return one column of 0 and 1 for each option."""
        return tuple(
            Column(f"{name}_{option}", Measure.NOMINAL, TICKED_LABELS, label=label)
            for option, label in self.options.items()
        )

    def read(self, text: str) -> Answer:
        """Return 1 for each ticked option; without any tick, not even *none*, it is unanswered."""
        marked = read_mark(text, len(self.options))
        if marked is not None:
            return marked
        ticked = set(read_ticks(text, self.codes))
        options = ticked - {NONE_CODE}
        rulings = set()
        if self.at_most is not None and len(options) > self.at_most:
            # More ticks than asked for are all kept (instrument 3.4).
            rulings.add(Ruling.TOO_MANY)
        if options and NONE_CODE in ticked:
            # The ticks are what the client did beside saying none: keyed as written (3.4).
            rulings.add(Ruling.CONTRADICTION)
        values = tuple(int(place in options) for place in range(1, len(self.options) + 1))
        return Answer(values, frozenset(rulings))
