"""What a check may know: a client's sheets, what their papers asked, what was answered."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kast_eval.answers.read import Seen, read_saved
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds import Day
from kast_eval.kinds.answer import Answer, Ruling, Value

_DAY_OF_PAPER = "study_day"
"""The column that the day of a paper becomes, whichever item it stands in."""

_UNSURE = {Ruling.AMBIGUOUS, Ruling.DAY_IMPUTED}


@dataclass(frozen=True)
class CheckedSheet:
    """A sheet with what counts of its answers; `definition` has only what the paper asked."""

    public_id: str
    definition: FormDefinition
    episode_no: int
    timepoint: str
    number: int | None
    texts: Mapping[str, str]
    answers: Mapping[str, Answer]

    @property
    def form(self) -> str:
        """Return the word of the form."""
        return self.definition.form

    @cached_property
    def day_item(self) -> str:
        """Return the name of the item that says on which day the paper was filled in."""
        days = (item for item in self.definition.items if isinstance(item.kind, Day))
        exported = {item.export.name: item.name for item in days if item.export}
        return exported.get(_DAY_OF_PAPER, "")

    @cached_property
    def day(self) -> date | None:
        """Return the day of the paper, if the whole of it is written."""
        return self.day_of(self.day_item)

    def day_of(self, name: str) -> date | None:
        """Return a day that is sure: one without its day of the month can prove nothing."""
        value = _sure(self.answers.get(name))
        return value if isinstance(value, date) else None

    def number_of(self, name: str) -> int | None:
        """Return a number or a code that is sure: «2-3» can prove nothing."""
        return sure_number(self.answers.get(name))


def sure_number(answer: Answer | None) -> int | None:
    """Return the number or code of an answer that is sure."""
    value = _sure(answer)
    return value if isinstance(value, int) else None


def _sure(answer: Answer | None) -> Value | None:
    if answer is None or answer.missing is not None or answer.rulings & _UNSURE:
        return None
    return next(iter(answer.values), None)


@dataclass(frozen=True)
class Place:
    """Where something was found: a sheet, and the items that it shows in."""

    sheet: CheckedSheet
    items: tuple[str, ...] = ()

    @property
    def sign(self) -> str:
        """Return what the finding stands on here; another text is another finding."""
        sheet = self.sheet
        where = (sheet.public_id, str(sheet.episode_no), sheet.timepoint)
        return "\n".join((*where, *(f"{name}={sheet.texts.get(name, '')}" for name in self.items)))


@dataclass(frozen=True)
class Found:
    """Something that a check found, by the check's name, and every place that it shows in."""

    check: str
    places: tuple[Place, ...]

    @property
    def key(self) -> str:
        """Return what stands for the finding: the same texts at the same places, the same key."""
        signs = (self.check, *(place.sign for place in self.places))
        return hashlib.sha256("\n\n".join(signs).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class ClientSheets:
    """Everything of one client: who it is, and the sheets of every episode."""

    person_type: int | None
    sheets: tuple[CheckedSheet, ...]

    def of(self, form: str) -> tuple[CheckedSheet, ...]:
        """Return the sheets of a form by episode, number and time point."""
        found = (sheet for sheet in self.sheets if sheet.form == form)
        return tuple(sorted(found, key=lambda one: (one.episode_no, one.number or 0)))

    def episodes(self) -> Iterator["ClientSheets"]:
        """Give the sheets of each episode by themselves, the first episode first."""
        for episode in sorted({sheet.episode_no for sheet in self.sheets}):
            sheets = tuple(sheet for sheet in self.sheets if sheet.episode_no == episode)
            yield ClientSheets(self.person_type, sheets)


def checked_sheet(
    public_id: str,
    definition: FormDefinition,
    texts: Mapping[str, str],
    *,
    episode_no: int,
    timepoint: str,
    number: int | None,
    person_type: int | None,
    seen: Seen | None = None,
) -> CheckedSheet:
    """Return a sheet with its texts read by its own definition.

    `seen` is kept from sheet to sheet of one definition, as `read_saved` has it.
    """
    known = {} if person_type is None else {"person_type": person_type}
    # The sheet is saved, so its days are past already, whatever day the machine thinks it is.
    seen = {} if seen is None else seen
    reading = read_saved(definition, texts, today=date.max, known=known, seen=seen)
    return CheckedSheet(
        public_id, definition, episode_no, timepoint, number, texts, reading.answers
    )
