"""Where each box of an old several-tick question went, or why the change is refused."""

from collections.abc import Collection, Iterator

from kast_eval.definition.change_notes import CodeNote, DroppedCodeNote, RecodedNote, SplitNote
from kast_eval.definition.form import Item
from kast_eval.definition.span import code_labels
from kast_eval.definition.step import Step
from kast_eval.definition.strayed import strayed
from kast_eval.definition.version_map import ColumnMap, Move, Target
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked


def option_maps(step: Step, old: Item, new: Item | None) -> Iterator[ColumnMap | DefinitionError]:
    """Give the map of the column of each box."""
    boxes = code_labels(new.kind) if new else {}
    moves: dict[str, Move] = {}
    for note in step.new.changes.of_codes(old.name):
        problem = _problem(note, code_labels(old.kind), boxes, moves)
        if problem:
            yield step.refusal(
                note.line,
                problem,
                codes=note.codes,
                name=old.name,
                code=note.to if isinstance(note, RecodedNote) else "",
            )
        moves[note.codes] = _move(note, new)
    refused = dict(strayed(step, old, new, moves)) if new else {}
    yield from refused.values()
    for box in code_labels(old.kind):
        if box in boxes and new is not None:
            moves.setdefault(box, Move(None, (Target(f"{new.name}_{box}"),)))
        if box in moves:
            yield ColumnMap(old.name, f"{old.name}_{box}", (moves[box],))
        elif box not in refused:
            yield _lost(step, old, new, box)


def _problem(
    note: CodeNote, before: Collection[str], after: Collection[str], seen: Collection[str]
) -> str | None:
    match note:
        case SplitNote():
            return marked(
                "En ruta bland flera kan inte delas. Skriv «recoded» eller «dropped_codes»."
            )
        case _ if note.codes not in before:
            return marked("Svaret «{codes}» fanns inte i «{name}» i version {version}.")
        case RecodedNote() if note.to not in after:
            return marked("Svaret «{code}» finns inte i «{name}» i den här versionen.")
        case _ if note.codes in seen:
            return marked("Svaret «{codes}» i «{name}» nämns två gånger.")
    return None


def _move(note: CodeNote, new: Item | None) -> Move:
    match note:
        case DroppedCodeNote():
            return Move(None, (), note.reason)
        case RecodedNote() if new is not None:
            return Move(None, (Target(f"{new.name}_{note.to}"),))
    return Move(None)


def _lost(step: Step, old: Item, new: Item | None, box: str) -> DefinitionError:
    return step.refusal(
        step.new.changes.line if new is None else step.line(new.name),
        marked(
            "Rutan «{box}» i «{name}» fanns i version {version} men inte här. Skriv under "
            "«changes»: «recoded: {{{name}: {{{box}: ny_ruta}}}}», eller "
            "«dropped_codes: {{{name}: {{{box}: skälet}}}}»."
        ),
        box=box,
        name=old.name,
    )
