"""What the author of a new version says of the one before: the `changes:` of a definition.

    changes:
      renamed: {new_name: old_name}
      recoded: {old_name: {old_code: new_code}}
      split: {old_name: {old_code: [new_name, new_code]}}
      dropped: {old_name: reason}
      dropped_codes: {old_name: {old_code: reason}}

Everything but the key under `renamed` is named as in the version before. Codes in a row are
written «5-10», and the new code may be «same».
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kast_eval.definition.nodes import Node
from kast_eval.wording import Wording, marked

SAME = "same"
"""Written for the new code where the number goes on to mean what it meant."""

_PARTS_OF_A_SPLIT = 2


@dataclass(frozen=True)
class RenamedNote:
    """The question `old` is called `new`."""

    new: str
    old: str
    line: int


@dataclass(frozen=True)
class RecodedNote:
    """The answers `codes` of the question `item` became `to`."""

    item: str
    codes: str
    to: str
    line: int


@dataclass(frozen=True)
class SplitNote:
    """The answers `codes` of the question `item` became `to` in the question `into`."""

    item: str
    codes: str
    into: str
    to: str
    line: int


@dataclass(frozen=True)
class DroppedNote:
    """The question `item` is kept as answered only."""

    item: str
    reason: Wording
    line: int


@dataclass(frozen=True)
class DroppedCodeNote:
    """The answers `codes` of the question `item` are kept as answered only."""

    item: str
    codes: str
    reason: Wording
    line: int


CodeNote = RecodedNote | SplitNote | DroppedCodeNote
"""What can be said of single answers."""


@dataclass(frozen=True)
class ChangeNotes:
    """All that the author says; nothing at all in a first version. `line` is where it stands."""

    renamed: tuple[RenamedNote, ...] = ()
    recoded: tuple[RecodedNote, ...] = ()
    split: tuple[SplitNote, ...] = ()
    dropped: tuple[DroppedNote, ...] = ()
    dropped_codes: tuple[DroppedCodeNote, ...] = ()
    line: int = 1

    @property
    def code_notes(self) -> tuple[CodeNote, ...]:
        """Return all that is said of single answers."""
        return (*self.recoded, *self.split, *self.dropped_codes)

    def of_codes(self, item: str) -> tuple[CodeNote, ...]:
        """Return what is said of single answers of an old question."""
        return tuple(note for note in self.code_notes if note.item == item)


NO_CHANGES = ChangeNotes()


def read_change_notes(node: Node) -> ChangeNotes:
    """Return what a `changes:` node says; whether it is true is found by comparing versions."""
    parts = node.mapping((), ("renamed", "recoded", "split", "dropped", "dropped_codes"))
    pairs = {name: tuple(part.pairs()) for name, part in parts.items()}
    codes = {
        name: tuple(_codes(pairs.get(name, ()))) for name in ("recoded", "split", "dropped_codes")
    }
    return ChangeNotes(
        renamed=tuple(
            RenamedNote(new, old.text(), old.line) for new, old in pairs.get("renamed", ())
        ),
        recoded=tuple(
            RecodedNote(item, code, to.text(), to.line) for item, code, to in codes["recoded"]
        ),
        split=tuple(_split(item, code, to) for item, code, to in codes["split"]),
        dropped=tuple(
            DroppedNote(item, _reason(why), why.line) for item, why in pairs.get("dropped", ())
        ),
        dropped_codes=tuple(
            DroppedCodeNote(item, code, _reason(why), why.line)
            for item, code, why in codes["dropped_codes"]
        ),
        line=node.line,
    )


def _codes(pairs: tuple[tuple[str, Node], ...]) -> Iterator[tuple[str, str, Node]]:
    for item, codes in pairs:
        for code, value in codes.pairs():
            yield item, code, value


def _split(item: str, code: str, node: Node) -> SplitNote:
    parts = node.sequence()
    if len(parts) != _PARTS_OF_A_SPLIT:
        raise node.error(marked("Skriv den nya frågans namn och kod: «[namn, kod]»."))
    return SplitNote(item, code, parts[0].text(), parts[1].text(), node.line)


def _reason(node: Node) -> Wording:
    """Return the reason, in both languages or in one text that stands for both."""
    if node.is_mapping:
        return node.wording()
    return Wording(node.text(), node.text())
