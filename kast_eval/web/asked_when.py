"""When an item is to be answered, in the words of the page."""

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds import Choice, Several
from kast_eval.web.language import translated, worded
from kast_eval.wording import marked


def asked_when(definition: FormDefinition, item: Item) -> str:
    """Return which earlier answer lets the item be asked; empty if it always is."""
    if item.write_in_for is not None:
        return translated(
            marked("Bara om ruta {code} är kryssad."), code=write_in_code(definition, item)
        )
    printed = {one.name for one in (*definition.kept, *definition.items)}
    if item.condition is None or item.condition.item not in printed:
        return ""
    earlier = _item(definition, item.condition.item)
    labels = earlier.columns()[0].labels
    letting = [label for code, label in labels.items() if code in item.condition.values]
    others = [label for code, label in labels.items() if code not in item.condition.values]
    # The shorter list is said: «not if nothing in particular» instead of seven behaviours.
    negative = 0 < len(others) < len(letting)
    text = (
        marked("Inte om {item}: {answers}.") if negative else marked("Bara om {item}: {answers}.")
    )
    answers = ", ".join(worded(label) for label in (others if negative else letting))
    return translated(text, item=_named(earlier), answers=answers)


def _item(definition: FormDefinition, name: str) -> Item:
    return next(item for item in (*definition.kept, *definition.items) if item.name == name)


def _named(item: Item) -> str:
    if item.number:
        return translated(marked("fråga {number}"), number=item.number)
    wording = worded(item.wording)
    return wording[0].lower() + wording[1:]


def write_in_code(definition: FormDefinition, item: Item) -> int:
    """Return the printed code of the box that the words are written beside."""
    kind = _item(definition, item.write_in_for or "").kind
    if isinstance(kind, Several):
        options = enumerate(kind.options, start=1)
        codes = {(kind.write_ins or {}).get(option): code for code, option in options}
    else:
        write_ins = kind.write_ins if isinstance(kind, Choice) else None
        codes = {name: code for code, name in (write_ins or {}).items()}
    return codes[item.name]
