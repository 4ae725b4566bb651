"""What the sheets that came leave unanswered or unclear, question by question."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds.answer import NEVER_ASKED, UNCLEAR, Answer, Missing, Ruling
from kast_eval.quality.share import Share

MOST_BLANK, MOST_UNCLEAR = 0.10, 0.02
"""A question above either needs a look (instrument 3.8; manual, 15)."""


@dataclass(frozen=True)
class ItemGaps:
    """How one question was answered on all sheets that asked it, whichever their version.

    `asked` leaves out those whom the paper leads past it; `missing` counts the others by reason.
    `marks` counts the ambiguous marks by what they were ruled to be: a value (None) or a reason.
    `ruled` counts the other rulings.
    """

    form: FormDefinition
    item: Item
    asked: int
    missing: Mapping[Missing, int]
    marks: Mapping[Missing | None, int]
    ruled: Mapping[Ruling, int]

    @property
    def blank(self) -> int:
        """Return how many left the question empty."""
        return self.missing.get(Missing.UNANSWERED, 0)

    @property
    def unclear(self) -> int:
        """Return how many marks no rule could read."""
        return sum(self.missing.get(one, 0) for one in UNCLEAR)

    @property
    def often_blank(self) -> bool:
        """Tell whether it is empty more often than the manual allows."""
        return self.blank > MOST_BLANK * self.asked

    @property
    def often_unclear(self) -> bool:
        """Tell whether its marks are unclear more often than the manual allows."""
        return self.unclear > MOST_UNCLEAR * self.asked


@dataclass
class _Tally:
    """What is counted of one question while the sheets pass by; the newest version names it."""

    form: FormDefinition
    item: Item
    asked: int = 0
    missing: Counter[Missing] = field(default_factory=Counter)
    marks: Counter[Missing | None] = field(default_factory=Counter)
    ruled: Counter[Ruling] = field(default_factory=Counter)

    def add(self, answer: Answer) -> None:
        reason = answer.missing
        if reason in NEVER_ASKED:
            return
        self.asked += 1
        if reason is not None:
            self.missing[reason] += 1
        if reason in UNCLEAR or Ruling.AMBIGUOUS in answer.rulings:
            self.marks[reason] += 1
        self.ruled.update(answer.rulings - {Ruling.AMBIGUOUS})


@dataclass(frozen=True)
class FillModes:
    """In which ways the sheets of clients were filled in: the question, and how many of each."""

    item: Item
    counts: Mapping[int, int]


class Gaps:
    """What is counted of all questions while the sheets pass by once."""

    def __init__(self, fill_mode: str) -> None:
        """Count nothing yet; `fill_mode` is the item that tells how a sheet was filled in."""
        self._fill_mode = fill_mode
        self._items: dict[tuple[str, str], _Tally] = {}
        self._modes = Counter[int]()
        self._mode_item: Item | None = None

    def add(self, definition: FormDefinition, answers: Mapping[str, Answer]) -> None:
        """Count a sheet; `definition` has what stood on its paper."""
        for item in definition.items:
            answer = answers.get(item.name)
            if answer is None or not answer.values:
                # Free text has no code: an empty line is no gap.
                continue
            self._tally(definition, item).add(answer)
            mode = answer.values[0]
            if item.name == self._fill_mode and isinstance(mode, int) and mode >= 0:
                self._mode_item = item
                self._modes[mode] += 1

    def of_items(self) -> tuple[ItemGaps, ...]:
        """Return every question that was asked, in the order of the forms."""
        return tuple(
            ItemGaps(one.form, one.item, one.asked, one.missing, one.marks, one.ruled)
            for one in self._items.values()
            if one.asked
        )

    def of_modes(self) -> FillModes | None:
        """Return how sheets were filled in; None as long as none tells it."""
        if self._mode_item is None:
            return None
        return FillModes(self._mode_item, dict(sorted(self._modes.items())))

    def _tally(self, definition: FormDefinition, item: Item) -> _Tally:
        known = self._items.get((definition.form, item.name))
        if known is None:
            known = self._items[definition.form, item.name] = _Tally(definition, item)
        elif definition.version > known.form.version:
            known.form, known.item = definition, item
        return known


def flagged(items: Iterable[ItemGaps]) -> tuple[ItemGaps, ...]:
    """Return the questions that need a look, those first that most surely do."""
    return by_certainty(one for one in items if one.often_blank or one.often_unclear)


def by_certainty(items: Iterable[ItemGaps]) -> tuple[ItemGaps, ...]:
    """Return the questions by the least that their gaps can be: few sheets prove little."""
    return tuple(
        sorted(items, key=lambda one: -Share(one.blank + one.unclear, one.asked).interval[0])
    )
