"""Random texts that a form's own kinds can read, so that a new item or kind is covered too."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from random import Random
from typing import assert_never

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several, Words

WRITTEN_WORDS = (
    "vill prata mer om ensamheten", "något annat", "vet inte riktigt än", "lugnare kvällar",
    "det där vi sa förra gången",
)  # fmt: skip
"""What a made-up client writes by hand."""

_LONGEST_AGO = 60
_MOST_TICKS = 4


def random_texts(
    definition: FormDefinition,
    chooser: Random,
    *,
    last_day: date,
    chosen: Mapping[str, str] | None = None,
    known: Mapping[str, int] | None = None,
) -> dict[str, str]:
    """Return a text for each item, blank where the paper leads past it.

    `chosen` texts stand instead of random ones where an item has that name; `known` holds what
    conditions ask for that does not stand on the sheet, such as `person_type`.
    """
    texts: dict[str, str] = {}
    values = dict(known or {})
    printed = {item.name for item in definition.items} | set(values)
    for item in definition.items:
        asked = _is_asked(item, values, printed) and _box_is_ticked(item, definition, texts)
        if not asked:
            texts[item.name] = ""
            continue
        text = (chosen or {}).get(item.name)
        texts[item.name] = random_text(item.kind, chooser, last_day) if text is None else text
        value = next(iter(item.read(texts[item.name]).values), None)
        if isinstance(value, int):
            values[item.name] = value
    return texts


def _is_asked(item: Item, values: Mapping[str, int], printed: Collection[str]) -> bool:
    """Tell whether the paper leads to the item: only what it prints can lead past it."""
    if item.skip_rule and item.skip_rule.value(values):
        return False
    condition = item.condition
    if condition is None or condition.item not in printed:
        return True
    return values.get(condition.item) in condition.values


def _box_is_ticked(item: Item, definition: FormDefinition, texts: Mapping[str, str]) -> bool:
    """Tell whether the box that a write-in belongs to is ticked; other items need none."""
    if item.write_in_for is None:
        return True
    box = definition.item(item.write_in_for)
    write_ins = box.kind.write_ins or {} if isinstance(box.kind, Choice | Several) else {}
    if isinstance(box.kind, Several):
        places = [str(1 + list(box.kind.options).index(str(name))) for name in write_ins]
        return any(place in texts[box.name].split() for place in places)
    return any(str(code) == texts[box.name] for code in write_ins)


def random_text(kind: Kind, chooser: Random, last_day: date) -> str:
    """Return a clear answer of the kind, as it is keyed."""
    match kind:
        case Choice():
            return str(chooser.choice(kind.codes))
        case Scale():
            return str(chooser.choice(kind.codes))
        case Several():
            return _some_ticks(kind, chooser)
        case Count():
            # Small numbers are the common ones; the square puts most of them there.
            share = chooser.random() ** 2
            return str(kind.smallest + int(share * (kind.largest - kind.smallest + 1)))
        case Day():
            return (last_day - timedelta(days=chooser.randrange(_LONGEST_AGO))).isoformat()
        case Words():
            return chooser.choice(WRITTEN_WORDS) if kind.keyed else ""
        case _:
            assert_never(kind)


def _some_ticks(kind: Several, chooser: Random) -> str:
    most = min(kind.at_most or _MOST_TICKS, len(kind.options))
    codes = sorted(chooser.sample(kind.codes[:-1], chooser.randint(0, most)))
    return " ".join(str(code) for code in codes or kind.codes[-1:])
