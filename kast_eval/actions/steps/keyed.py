"""What a sent page holds, read the same way for a first entry and a correction."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from kast_eval import clock
from kast_eval.answers.finding import Finding
from kast_eval.answers.notes import check_notes
from kast_eval.answers.old_days import check_days
from kast_eval.answers.read import Reading, read_answers
from kast_eval.definition.form import FormDefinition
from kast_eval.kinds.text import clean_text
from kast_eval.store.records import EntryRecord


@dataclass(frozen=True)
class Keyed:
    """The texts and notes of a sheet as they are stored: cleaned, otherwise letter for letter."""

    texts: Mapping[str, str]
    notes: Mapping[str, str]
    reading: Reading

    def is_accepted(self, confirmed: Collection[str]) -> bool:
        """Tell whether there is no error, and no doubt whose key is not among the confirmed."""
        return not self.reading.errors and all(
            doubt.key in confirmed for doubt in self.reading.doubts
        )

    def is_in(self, entry: EntryRecord) -> bool:
        """Tell whether the entry holds the same, letter for letter."""
        return (self.texts, self.notes) == (entry.texts, entry.notes)

    def with_errors(self, *errors: Finding) -> Self:
        """Return the same with more errors."""
        reading = replace(self.reading, errors=(*self.reading.errors, *errors))
        return replace(self, reading=reading)


@dataclass(frozen=True)
class Outcome:
    """What came of a sent page: how it was read, and the sheet if it was saved."""

    reading: Reading
    sheet_public_id: str | None


def read_keyed(
    definition: FormDefinition,
    texts: Mapping[str, str],
    notes: Mapping[str, str],
    *,
    person_type: int | None,
    now: datetime,
) -> Keyed:
    """Return what was keyed, with every error and doubt of texts and notes."""
    clean_texts = {name: clean_text(text) for name, text in texts.items()}
    clean_notes = {name: clean_text(note) for name, note in notes.items() if clean_text(note)}
    reading = read_answers(
        definition,
        clean_texts,
        today=clock.clinic_day(now),
        known={} if person_type is None else {"person_type": person_type},
    )
    keyed = Keyed(clean_texts, clean_notes, reading)
    return keyed.with_errors(
        *check_days(reading.answers), *check_notes(definition, clean_texts, clean_notes)
    )
