"""Where each code of an old number went, or why the change is refused."""

from collections.abc import Iterator, Sequence

from kast_eval.definition.change_notes import DroppedCodeNote, RecodedNote
from kast_eval.definition.code_fates import Fate, code_fates, holds, is_number
from kast_eval.definition.form import Item
from kast_eval.definition.span import Span, code_labels, cut, number_codes
from kast_eval.definition.step import Step
from kast_eval.definition.strayed import strayed
from kast_eval.definition.version_map import ColumnMap, Move, Target
from kast_eval.errors import DefinitionError
from kast_eval.kinds import Count, Kind, Scale
from kast_eval.wording import Wording, marked


def number_map(step: Step, old: Item, new: Item | None) -> Iterator[ColumnMap | DefinitionError]:
    """Give the map of the item's one column."""
    fates: list[Fate] = []
    for fate in code_fates(step, old, new):
        if isinstance(fate, DefinitionError):
            yield fate
        else:
            fates.append(fate)
    why = None if new is None else _other_meaning(old.kind, new.kind)
    # A number that means something else stays nowhere of itself.
    stays = new if is_number(new) and why is None else None
    edges = [fate.codes for fate in fates] + list(number_codes(stays.kind) if stays else ())
    moves = [_move(piece, fates, stays) for piece in cut(number_codes(old.kind), *edges)]
    refused = dict(strayed(step, old, stays, _explained(old, fates))) if stays else {}
    yield from refused.values()
    lost = [str(move.codes) for move in moves if not move.targets and move.reason is None]
    if set(lost) - set(refused):
        yield _lost(step, old, new, [codes for codes in lost if codes not in refused], why)
    yield ColumnMap(old.name, old.name, tuple(moves))


def _move(piece: Span, fates: Sequence[Fate], stays: Item | None) -> Move:
    said = [fate for fate in fates if fate.codes.holds(piece)]
    dropped = [fate.note.reason for fate in said if isinstance(fate.note, DroppedCodeNote)]
    if dropped:
        return Move(piece, (), dropped[0])
    targets = tuple(target for fate in said for target in fate.targets)
    recoded = any(isinstance(fate.note, RecodedNote) for fate in said)
    if stays and not recoded and holds(stays, piece):
        targets = (Target(stays.name), *targets)
    return Move(piece, targets)


def _explained(old: Item, fates: Sequence[Fate]) -> frozenset[str]:
    """Return the labelled codes that the author says something about."""
    return frozenset(
        code
        for code in code_labels(old.kind)
        if any(fate.codes.holds(Span(int(code), int(code))) for fate in fates)
    )


def _other_meaning(old: Kind, new: Kind) -> Wording | None:
    """Return why a number no longer means what it meant, or None."""
    if type(old) is not type(new):
        return Wording("frågan besvaras på ett annat sätt", "the question is answered otherwise")
    match old, new:
        case Scale(), Scale() if (old.smallest, old.largest) != (new.smallest, new.largest):
            return Wording("skalan har andra ändar", "the scale has other ends")
        case Count(), Count() if old.window and new.window and old.window != new.window:
            return Wording("frågan gäller en annan tid", "the question is about another period")
        case Count(), Count() if old.unit != new.unit:
            return Wording("talet har en annan enhet", "the number has another unit")
    return None


def _lost(
    step: Step, old: Item, new: Item | None, codes: Sequence[str], why: Wording | None
) -> DefinitionError:
    line = step.new.changes.line if new is None else step.line(new.name)
    if why is None:
        text = marked(
            "Svaren {codes} i «{name}» fanns i version {version} men har ingen plats här. "
            "Skriv under «changes»: «recoded: {{{name}: {{{first}: ny_kod}}}}», eller "
            "«dropped_codes: {{{name}: {{{first}: skälet}}}}»."
        )
    else:
        text = marked(
            "I «{name}» gäller inte svaren {codes} från version {version} längre: {why}. "
            "Skriv under «changes»: «recoded: {{{name}: {{{first}: ny_kod}}}}», med «same» som "
            "ny kod om talet betyder detsamma, eller "
            "«dropped_codes: {{{name}: {{{first}: skälet}}}}»."
        )
    return step.refusal(line, text, codes=", ".join(codes), first=codes[0], name=old.name, why=why)
