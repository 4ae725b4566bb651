"""Every change of a step, in the order of the paper."""

from collections.abc import Iterator

from kast_eval.definition.change_notes import SAME
from kast_eval.definition.changes import Added, Change, LostCode, Moved, Recoded, Removed, Split
from kast_eval.definition.form import Item
from kast_eval.definition.form_differences import form_differences, reworded_headings, spots
from kast_eval.definition.item_differences import Pair, hints, item_differences
from kast_eval.definition.step import Step


def step_changes(step: Step) -> Iterator[Change]:
    """Give every change between the two versions and all that the author says of it."""
    successors = step.successors
    reasons = {note.item: note.reason for note in step.new.changes.dropped}
    yield from form_differences(step.old, step.new)
    for name, item in step.old_items.items():
        if name not in successors:
            yield Removed(item, reasons.get(name), printed=item not in step.old.kept)
    before = {new: old for old, new in successors.items()}
    for name, item in step.new_items.items():
        if name not in before:
            yield Added(item, printed=item not in step.new.kept)
            continue
        yield from _of_pair(step, step.old_items[before[name]], item)
    yield from _said(step)


def _of_pair(step: Step, old: Item, new: Item) -> Iterator[Change]:
    recoded = {note.codes: note.to for note in step.new.changes.recoded if note.item == old.name}
    both = hints(step.old).get(old.name), hints(step.new).get(new.name)
    yield from item_differences(Pair(old, new, recoded), both)
    places = spots(step.old).get(old.name), spots(step.new).get(new.name)
    if places[0] and places[1]:
        headings = reworded_headings(step.old, step.new)
        heading = headings.get(places[0].heading, places[0].heading)
        if (places[0].page, heading) != (places[1].page, places[1].heading):
            yield Moved(new, places[0], places[1])


def _said(step: Step) -> Iterator[Change]:
    """Give what the author says of single answers, as far as both versions know the names."""
    changes = step.new.changes
    for note in changes.recoded:
        item = step.new_items.get(step.successors.get(note.item, ""))
        if item and SAME != note.to != note.codes:
            yield Recoded(item, note.codes, note.to)
    for one in changes.split:
        if one.item in step.old_items and one.into in step.new_items:
            yield Split(step.old_items[one.item], one.codes, step.new_items[one.into], one.to)
    for lost in changes.dropped_codes:
        if lost.item in step.old_items:
            yield LostCode(step.old_items[lost.item], lost.codes, lost.reason)
