"""Where each answer of an old question went, or why the change is refused."""

from collections.abc import Iterator

from kast_eval.definition.code_fates import is_number
from kast_eval.definition.form import Item
from kast_eval.definition.number_moves import number_map
from kast_eval.definition.option_moves import option_maps
from kast_eval.definition.span import number_codes
from kast_eval.definition.step import Step
from kast_eval.definition.version_map import ColumnMap, Move, Target
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Day, Kind, Several, Words
from kast_eval.wording import marked


def item_moves(step: Step, old: Item, new: Item | None) -> Iterator[ColumnMap | DefinitionError]:
    """Give the map of each column of an old item, or every reason to refuse the change.

    `new` is its successor; without one the author has said what became of each answer.
    """
    if new is not None and not _has_place(old.kind, new.kind):
        yield step.refusal(
            step.line(new.name),
            marked(
                "«{name}» besvaras på ett annat sätt än i version {version}, och de gamla svaren "
                "har ingen plats. Ge den nya frågan ett eget namn och skriv under «changes»: "
                "«dropped: {{{old}: skälet}}»."
            ),
            name=new.name,
            old=old.name,
        )
    elif isinstance(old.kind, Several):
        yield from option_maps(step, old, new)
    elif is_number(old):
        yield from number_map(step, old, new)
    else:
        yield from _without_codes(step, old)
        if isinstance(old.kind, Day) and new is not None:
            yield ColumnMap(old.name, old.name, (Move(None, (Target(new.name),)),))


def _has_place(old: Kind, new: Kind) -> bool:
    """Tell whether answers of one kind can stand somewhere in the other."""
    match old:
        case Words():
            return not old.keyed or isinstance(new, Words)
        case Day() | Several():
            return type(old) is type(new)
        case _:
            return bool(number_codes(new)) or isinstance(new, Several)


def _without_codes(step: Step, old: Item) -> Iterator[DefinitionError]:
    for note in step.new.changes.of_codes(old.name):
        yield step.refusal(
            note.line,
            marked("«{name}» har inga koder, bara ord eller dagar. Ta bort raden."),
            name=old.name,
        )
