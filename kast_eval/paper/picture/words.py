"""The quarter in words that a board can read: counts, quarters, and the labels of codes."""

from dataclasses import dataclass

from kast_eval.kinds import Choice
from kast_eval.paper.report.section import Teller
from kast_eval.quality.board_counts import NOT_TOLD
from kast_eval.quality.picture import FEWEST_FOR_MEAN, Middle
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.seen import WAITS
from kast_eval.quality.share import Share
from kast_eval.wording import marked


@dataclass(frozen=True)
class Words:
    """Says the numbers of a quarter in one language."""

    teller: Teller

    def say(self, text: str, **details: object) -> str:
        """Return a marked text with its details."""
        return self.teller.say(text, **details)

    def quarter(self, quarter: Quarter) -> str:
        """Return a quarter as it is said in a sentence."""
        return self.say(marked("kvartal {number} {year}"), number=quarter.number, year=quarter.year)

    def short(self, quarter: Quarter) -> str:
        """Return a quarter under a drawing."""
        return self.say(marked("kv {number} {year}"), number=quarter.number, year=quarter.year)

    def share(self, share: Share) -> str:
        """Return a share with its numbers, of a few no percentage."""
        if share.value is None:
            return self.say(marked("inga"))
        if share.whole < FEWEST_FOR_MEAN:
            return self.say(marked("{part} av {whole}"), part=share.part, whole=share.whole)
        return self.say(
            marked("{part} av {whole} ({percent} %)"),
            part=share.part,
            whole=share.whole,
            percent=round(100 * share.value),
        )

    def percent(self, share: Share) -> str:
        """Return a share of some as a whole percentage, without its numbers."""
        return self.say(marked("{percent} %"), percent=round(100 * share.part / share.whole))

    def middle(self, middle: Middle) -> str:
        """Return a median, with a decimal where it has one; a dash where they are too few."""
        return "–" if middle.value is None else self.number(middle.value)

    def mean(self, mean: Middle) -> str:
        """Return a mean with one decimal; a dash where they are too few."""
        return "–" if mean.value is None else self.teller.decimal(mean.value)

    def logged(self, contacts: int | None) -> str:
        """Return how many contacts there were, or that no log was kept then."""
        return self.say(marked("ingen logg")) if contacts is None else str(contacts)

    def number(self, number: float) -> str:
        """Return a number, with a decimal only where it says something."""
        return str(round(number)) if number == round(number) else self.teller.decimal(number)

    def label(self, form: str, item: str, code: int) -> str:
        """Return what a code of an item is called."""
        if code == NOT_TOLD:
            return self.say(marked("inte noterat"))
        kind = self.teller.form(form).item(item).kind
        labels = kind.choices if isinstance(kind, Choice) else {}
        return self.teller.words(labels[code])

    def codes(self, form: str, item: str) -> tuple[int, ...]:
        """Return the codes of an item in the order of the paper, and last that of none."""
        kind = self.teller.form(form).item(item).kind
        return (*(kind.codes if isinstance(kind, Choice) else ()), NOT_TOLD)

    def boxes(self, form: str, item: str) -> dict[str, str]:
        """Return the columns of an item with many boxes, each with what its box is called."""
        return {
            column.name: self.teller.words(column.label)
            for column in self.teller.form(form).item(item).columns()
            if column.label is not None
        }

    def wait(self, band: int) -> str:
        """Return how long the waits of a band are."""
        if band == NOT_TOLD:
            return self.say(marked("inte noterat"))
        if band == len(WAITS):
            return self.say(marked("över {days} dagar"), days=WAITS[-1])
        low = 0 if band == 0 else WAITS[band - 1] + 1
        return self.say(marked("{low}–{high} dagar"), low=low, high=WAITS[band])
