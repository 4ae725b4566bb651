"""The map of every old column of a step, or every reason to refuse the step."""

from collections.abc import Iterator, Sequence

from kast_eval.definition.moves import item_moves
from kast_eval.definition.step import Step, name_refusals
from kast_eval.definition.version_map import ColumnMap, Move
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Several
from kast_eval.wording import marked


def step_maps(step: Step) -> Iterator[ColumnMap | DefinitionError]:
    """Give the map of each column of each old item, and what is wrong with the step."""
    yield from name_refusals(step)
    columns: list[ColumnMap] = []
    for one in _item_maps(step):
        if isinstance(one, ColumnMap):
            columns.append(one)
        yield one
    yield from _filled_twice(step, columns)


def _item_maps(step: Step) -> Iterator[ColumnMap | DefinitionError]:
    changes = step.new.changes
    dropped = {note.item: note for note in changes.dropped}
    split = {note.item for note in changes.split}
    for name, item in step.old_items.items():
        successor = step.successors.get(name)
        if name in dropped:
            for note in changes.of_codes(name):
                yield step.refusal(note.line, marked("«{name}» nämns två gånger."), name=name)
            for column in item.columns():
                yield ColumnMap(name, column.name, (Move(None, (), dropped[name].reason),))
        elif successor is not None:
            yield from item_moves(step, item, step.new_items[successor])
        elif name in split:
            yield from item_moves(step, item, None)


def _filled_twice(step: Step, columns: Sequence[ColumnMap]) -> Iterator[DefinitionError]:
    """Refuse a new column that two old ones fill; two boxes of one question may become one."""
    filled: dict[str, ColumnMap] = {}
    for column in columns:
        for target in sorted(column.targets):
            other = filled.setdefault(target, column)
            together = isinstance(step.old_items[column.item].kind, Several)
            if other is not column and not (together and other.item == column.item):
                yield step.refusal(
                    step.new.changes.line,
                    marked("«{old}» och «{other}» skulle båda fylla «{new}». Välj en av dem."),
                    old=other.column,
                    other=column.column,
                    new=target,
                )
