"""What the ledger needs to know of a sheet, read from what counts of its entries."""

import hashlib
from collections.abc import Mapping
from datetime import date

from kast_eval import clock
from kast_eval.actions.steps.keyed import read_keyed
from kast_eval.actions.steps.sheet import definition_of
from kast_eval.dataset.days import day_item, written_day
from kast_eval.dataset.status import form_status
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.kinds.answer import Answer, Value
from kast_eval.store.entries import entry_history
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import ReadFacts, put_facts
from kast_eval.study.schedule import Schedule

_WAY = 1
"""Counted up when facts are read in another way, so that all are read anew."""


def note_facts(
    session: Session,
    schedule: Schedule,
    sheet: SheetRecord,
    definition: FormDefinition,
    answers: Mapping[str, Answer],
) -> None:
    """Keep what the ledger needs of the sheet; `definition` and `answers` are as on its paper."""
    values = {
        name: answers[name].values[0]
        for name in schedule.signs.items_of(sheet.form)
        if name in answers
    }
    read = ReadFacts(
        clock.clinic_day(sheet.created),
        day_of(definition, answers),
        form_status(definition, answers),
        {name: value for name, value in values.items() if not isinstance(value, date)},
        _days(values),
        read_by(schedule, sheet.form),
    )
    put_facts(session, sheet, read)


def reread_facts(
    session: Session, library: Library, schedule: Schedule, sheet: SheetRecord
) -> None:
    """Read the facts of a sheet anew from what counts of its entries."""
    definition = definition_of(library, sheet)
    entry = entry_history(session, sheet.id)[-1]
    keyed = read_keyed(
        definition,
        entry.texts,
        entry.notes,
        person_type=sheet.person_type,
        # What was in the past when it was keyed is so still, even if the clock was set back.
        now=entry.entered_at,
    )
    note_facts(session, schedule, sheet, definition, keyed.reading.answers)


def read_by(schedule: Schedule, form: str) -> str:
    """Return what changes when other items of the form are to be read."""
    names = " ".join(schedule.signs.items_of(form))
    return hashlib.sha256(f"{_WAY} {form} {names}".encode()).hexdigest()[:12]


def day_of(definition: FormDefinition, answers: Mapping[str, Answer]) -> date | None:
    """Return the day of the paper; None if it has none that the rules of today can read."""
    item = day_item(definition)
    if item is None or item.name not in answers:
        return None
    return written_day(answers[item.name]).day


def _days(values: Mapping[str, Value]) -> Mapping[str, date]:
    return {name: value for name, value in values.items() if isinstance(value, date)}
