"""Two versions of one form, and which old question became which new one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Words
from kast_eval.wording import marked


@dataclass(frozen=True)
class Step:
    """The step from a version to the next; `changes` of the new one is about this step."""

    old: FormDefinition
    new: FormDefinition

    @property
    def old_items(self) -> Mapping[str, Item]:
        """Return every old item by name, what the store keeps of a sheet among them."""
        return {item.name: item for item in (*self.old.kept, *self.old.items)}

    @property
    def new_items(self) -> Mapping[str, Item]:
        """Return every new item by name, what the store keeps of a sheet among them."""
        return {item.name: item for item in (*self.new.kept, *self.new.items)}

    @property
    def successors(self) -> Mapping[str, str]:
        """Return the new name of each old item that has one."""
        known = self.new_items
        renamed = {note.old: note.new for note in self.new.changes.renamed if note.new in known}
        taken = set(renamed.values()) | self.dropped
        names = {name: renamed.get(name, name) for name in self.old_items}
        return {
            old: new
            for old, new in names.items()
            if new in known and (old in renamed or old not in taken)
        }

    @property
    def dropped(self) -> frozenset[str]:
        """Return the old items that the author kept as answered only."""
        return frozenset(note.item for note in self.new.changes.dropped)

    def line(self, name: str) -> int:
        """Return the line of a new item; what stands in the head file has that of `changes`."""
        return self.new.lines.get(name, self.new.changes.line)

    def refusal(self, line: int, text: str, /, **details: object) -> DefinitionError:
        """Return an error in the new version's file; `version` in the text is the old one."""
        file = f"{self.new.form}-{self.new.version}.yaml"
        return DefinitionError(file, line, text, **details, version=self.old.version)


def is_stored(item: Item) -> bool:
    """Tell whether a program keeps what is answered: words may stay on the paper."""
    return not isinstance(item.kind, Words) or item.kind.keyed


def name_refusals(step: Step) -> Iterator[DefinitionError]:
    """Give what is wrong with the names: unknown, said twice, gone or used again."""
    yield from _unknown_names(step)
    yield from _gone(step)
    yield from _used_again(step)


def _unknown_names(step: Step) -> Iterator[DefinitionError]:
    changes = step.new.changes
    seen: set[str] = set()
    for note in changes.renamed:
        if note.new not in step.new_items:
            yield step.refusal(
                note.line, marked("«{name}» finns inte i den här versionen."), name=note.new
            )
        if note.old in seen or note.old in step.dropped:
            yield step.refusal(note.line, marked("«{name}» nämns två gånger."), name=note.old)
        seen.add(note.old)
    named = [(note.old, note.line) for note in changes.renamed]
    named += [(note.item, note.line) for note in changes.dropped]
    named += [(note.item, note.line) for note in changes.code_notes]
    for name, line in named:
        if name not in step.old_items:
            yield step.refusal(
                line,
                marked("«{name}» fanns inte i version {version}. Skriv frågans gamla namn."),
                name=name,
            )


def _gone(step: Step) -> Iterator[DefinitionError]:
    split = {note.item for note in step.new.changes.split}
    for name, item in step.old_items.items():
        explained = name in step.successors or name in step.dropped or name in split
        if is_stored(item) and not explained:
            yield step.refusal(
                step.new.changes.line,
                marked(
                    "«{name}» fanns i version {version} men inte här. Skriv under «changes»: "
                    "«renamed: {{nytt_namn: {name}}}» om frågan bytte namn, annars "
                    "«dropped: {{{name}: skälet}}»."
                ),
                name=name,
            )


def _used_again(step: Step) -> Iterator[DefinitionError]:
    owners = {column: name for name, one in step.old_items.items() for column in _columns(one)}
    for name, item in step.new_items.items():
        for column in _columns(item):
            owner = owners.get(column)
            if owner is not None and step.successors.get(owner) != name:
                yield step.refusal(
                    step.line(name),
                    marked(
                        "«{column}» var en annan fråga i version {version} («{owner}»). "
                        "Ge den nya frågan ett eget namn."
                    ),
                    column=column,
                    owner=owner,
                )


def _columns(item: Item) -> tuple[str, ...]:
    """Return the names that an item takes for itself, in the store or in a dataset."""
    exported = (item.export.name,) if item.export else ()
    names = (item.name, *(column.name for column in item.columns()), *exported)
    return tuple(dict.fromkeys(names)) if is_stored(item) else ()
