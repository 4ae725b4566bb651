"""What the author says became of single answers, held against both versions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from kast_eval.definition.change_notes import (
    SAME,
    CodeNote,
    DroppedCodeNote,
    RecodedNote,
    SplitNote,
)
from kast_eval.definition.form import Item
from kast_eval.definition.span import Span, cut, number_codes, read_span
from kast_eval.definition.step import Step
from kast_eval.definition.version_map import Target
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Several
from kast_eval.wording import marked


@dataclass(frozen=True)
class Fate:
    """Where some codes of a number went by the author's word; nowhere if they were dropped."""

    codes: Span
    note: CodeNote
    targets: tuple[Target, ...] = ()


def is_number(item: Item | None) -> bool:
    """Tell whether the item fills one column of numbers."""
    return item is not None and bool(number_codes(item.kind))


def holds(item: Item, codes: Span) -> bool:
    """Tell whether each of the codes is one that the item can give."""
    inside = [piece for piece in cut(number_codes(item.kind), codes) if codes.holds(piece)]
    return sum(piece.last - piece.first + 1 for piece in inside) == codes.last - codes.first + 1


def code_fates(step: Step, old: Item, new: Item | None) -> Iterator[Fate | DefinitionError]:
    """Give what is said of each code of an old number, or what is wrong with it."""
    said: list[Fate] = []
    for note in step.new.changes.of_codes(old.name):
        codes = read_span(note.codes)
        if codes is None or not holds(old, codes):
            yield step.refusal(
                note.line,
                marked("Svaret «{codes}» fanns inte i «{name}» i version {version}."),
                codes=note.codes,
                name=old.name,
            )
            continue
        fate = _fate(step, codes, note, new)
        if isinstance(fate, DefinitionError):
            yield fate
        elif any(_said_twice(fate, other) for other in said):
            yield step.refusal(
                note.line,
                marked("Svaret «{codes}» i «{name}» nämns två gånger."),
                codes=note.codes,
                name=old.name,
            )
        else:
            said.append(fate)
            yield fate


def _said_twice(one: Fate, other: Fate) -> bool:
    if max(one.codes.first, other.codes.first) > min(one.codes.last, other.codes.last):
        return False
    # An answer can keep its place and become an answer to another question too.
    kinds = {type(one.note), type(other.note)}
    return kinds != {RecodedNote, SplitNote}


def _fate(step: Step, codes: Span, note: CodeNote, new: Item | None) -> Fate | DefinitionError:
    match note:
        case DroppedCodeNote():
            return Fate(codes, note)
        case RecodedNote():
            return _recoded(step, codes, note, new)
        case SplitNote():
            return _split(step, codes, note)
        case _:
            assert_never(note)


def _recoded(
    step: Step, codes: Span, note: RecodedNote, new: Item | None
) -> Fate | DefinitionError:
    became = codes if note.to == SAME else read_span(note.to)
    single = became is not None and (note.to == SAME or became.first == became.last)
    if new is None or became is None or not single or not holds(new, became):
        return _no_such_answer(step, note, note.to, note.item if new is None else new.name)
    return Fate(codes, note, (Target(new.name, None if note.to == SAME else became.first),))


def _split(step: Step, codes: Span, note: SplitNote) -> Fate | DefinitionError:
    into = step.new_items.get(note.into)
    if into is None:
        return step.refusal(
            note.line, marked("«{name}» finns inte i den här versionen."), name=note.into
        )
    if isinstance(into.kind, Several):
        if note.to not in into.kind.options:
            return _no_such_answer(step, note, note.to, into.name)
        return Fate(codes, note, _ticked(step, note))
    became = read_span(note.to)
    if became is None or became.first != became.last or not holds(into, became):
        return _no_such_answer(step, note, note.to, into.name)
    return Fate(codes, note, (Target(into.name, became.first),))


def _ticked(step: Step, note: SplitNote) -> tuple[Target, ...]:
    """Return one tick; the other boxes that the old answers became stand empty."""
    boxes = dict.fromkeys(
        other.to
        for other in step.new.changes.split
        if (other.item, other.into) == (note.item, note.into)
    )
    return tuple(Target(f"{note.into}_{box}", int(box == note.to)) for box in boxes)


def _no_such_answer(step: Step, note: CodeNote, code: str, name: str) -> DefinitionError:
    return step.refusal(
        note.line,
        marked("Svaret «{code}» finns inte i «{name}» i den här versionen."),
        code=code,
        name=name,
    )
