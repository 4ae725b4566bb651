"""A saved sheet told: what was keyed, what it is coded as, how it came to be so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.read_sheet import SheetView
from kast_eval.actions.sheet_story import Happening
from kast_eval.actions.steps.keyed import Keyed, read_keyed
from kast_eval.answers.finding import Finding
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds import Several
from kast_eval.kinds.answer import MISSING_LABELS, RULING_LABELS, Answer, Missing, Ruling
from kast_eval.store.records import EntryRecord
from kast_eval.web.entry_form import keyed_items
from kast_eval.wording import Wording


@dataclass(frozen=True)
class CodedLine:
    """One item of a saved sheet: its text, its code and what the code means."""

    item: Item
    text: str
    code: str
    labels: tuple[Wording, ...]
    rulings: tuple[Wording, ...]
    note: str


@dataclass(frozen=True)
class Change:
    """What a correction changed in one item; texts and notes before and after."""

    item: Item
    before: str
    after: str


@dataclass(frozen=True)
class Chapter:
    """One entry of the history, and what it changed in the one before."""

    entry: EntryRecord
    at: datetime
    changes: tuple[Change, ...]
    note_changes: tuple[Change, ...]


def coded_lines(view: SheetView, now: datetime) -> tuple[CodedLine, ...]:
    """Return each keyed item with its code."""
    keyed = _read(view, now)
    return tuple(
        _line(item, keyed)
        for item in keyed_items(view.definition)
        if item.name in keyed.reading.answers
    )


def doubts_of(view: SheetView, now: datetime) -> tuple[Finding, ...]:
    """Return what needed a look when the sheet was saved, and still stands so."""
    return _read(view, now).reading.doubts


def _read(view: SheetView, now: datetime) -> Keyed:
    # With a clock that was set back, the days that were keyed are not in the future for that.
    latest = max(now, view.newest.entered_at)
    return read_keyed(
        view.definition, view.newest.texts, view.newest.notes,
        person_type=view.sheet.person_type, now=latest,
    )  # fmt: skip


def _line(item: Item, keyed: Keyed) -> CodedLine:
    answer = keyed.reading.answers[item.name]
    return CodedLine(
        item,
        keyed.texts.get(item.name, ""),
        _code(item, answer),
        _labels(item, answer),
        tuple(RULING_LABELS[ruling] for ruling in Ruling if ruling in answer.rulings),
        keyed.notes.get(item.name, ""),
    )


def _code(item: Item, answer: Answer) -> str:
    """Return the code as the dataset has it; of several ticks the codes of those boxes."""
    if answer.missing is not None:
        return str(answer.missing.value)
    if isinstance(item.kind, Several):
        ticked = [str(place) for place, value in enumerate(answer.values, start=1) if value == 1]
        return ", ".join(ticked) or "0"
    return ", ".join(str(value) for value in answer.values)


def _labels(item: Item, answer: Answer) -> tuple[Wording, ...]:
    if answer.missing is not None:
        return (MISSING_LABELS[Missing(answer.missing)],)
    if isinstance(item.kind, Several):
        ticked = zip(item.kind.options.values(), answer.values, strict=True)
        return tuple(label for label, value in ticked if value == 1) or (item.kind.none,)
    labels = (
        column.labels.get(value)
        for column, value in zip(item.columns(), answer.values, strict=True)
        if not isinstance(value, date)
    )
    return tuple(label for label in labels if label is not None)


def meaning(item: Item, text: str) -> tuple[Wording, ...]:
    """Return what a saved text means in words; nothing where it has none but its own."""
    return _labels(item, item.read(text))


def history_of(view: SheetView) -> tuple[Chapter, ...]:
    """Return how the sheet came to be as it is, the newest first."""
    return tuple(reversed(tuple(_chapters(view.definition, view.history))))


def _chapters(definition: FormDefinition, history: tuple[EntryRecord, ...]) -> Iterator[Chapter]:
    for before, entry in zip((None, *history), history, strict=False):
        yield Chapter(
            entry,
            entry.entered_at.astimezone(clock.CLINIC_ZONE),
            tuple(_changes(definition, before.texts, entry.texts)) if before else (),
            tuple(_changes(definition, before.notes, entry.notes)) if before else (),
        )


def changes_between(
    view: SheetView, happening: Happening
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """Return what a correction changed: of texts, and of notes; nothing of what else happens."""
    before, entry = happening.before, happening.entry
    if before is None or entry is None:
        return (), ()
    return (
        tuple(_changes(view.definition, before.texts, entry.texts)),
        tuple(_changes(view.definition, before.notes, entry.notes)),
    )


def _changes(
    definition: FormDefinition, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Change]:
    for item in keyed_items(definition):
        old, new = before.get(item.name, ""), after.get(item.name, "")
        if old != new:
            yield Change(item, old, new)
