"""The items of a question read from their nodes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kast_eval.definition.answer import read_kind
from kast_eval.definition.form import (
    Asked,
    Band,
    Condition,
    Counted,
    Export,
    Hierarchy,
    Item,
    Role,
)
from kast_eval.definition.names import is_name, read_name
from kast_eval.definition.nodes import Node
from kast_eval.definition.rule import rule_at
from kast_eval.definition.span import number_codes
from kast_eval.kinds import Choice, Kind, Several, Words
from kast_eval.wording import Wording, marked

ITEM_KEYS = ("answer", "role", "asked", "only_if", "skip_if", "export", "hierarchy")
"""What an item says of itself; in a grid the question may say it for all of its items."""

WRITE_IN_LARGEST = 60
"""A text beside *other* is keyed up to this many characters (instrument 3.6)."""

WRITE_IN_WORDING = Wording("Annat, vad?", "Other, what?")


@dataclass(frozen=True)
class Place:
    """Where an item stands on the paper, and what is printed there."""

    number: str
    wording: Wording
    short: Wording


def read_items(node: Node, keys: Mapping[str, Node], place: Place) -> tuple[Item, ...]:
    """Return the item that `keys` describes, and after it the words beside its boxes."""
    name = read_name(keys.get("name", node))
    for needed in ("answer", "role"):
        if needed not in keys:
            raise node.error(marked("«{name}» saknas här. Lägg till den."), name=needed)
    kind = read_kind(keys["answer"], leading_number(place.number))
    item = Item(
        name=name,
        number=place.number,
        wording=place.wording,
        short=place.short,
        kind=kind,
        role=_role(keys["role"], kind),
        asked=Asked(keys["asked"].one_of(list(Asked))) if "asked" in keys else Asked.ALWAYS,
        condition=_condition(keys["only_if"]) if "only_if" in keys else None,
        export=_export(keys["export"]) if "export" in keys else None,
        hierarchy=_hierarchy(keys["hierarchy"]) if "hierarchy" in keys else (),
        skip_rule=rule_at(keys["skip_if"]) if "skip_if" in keys else None,
    )
    _check_export(keys.get("export", node), item)
    _check_hierarchy(keys.get("hierarchy", node), item)
    return (item, *(_write_in(node, item, write_in) for write_in in _write_ins(kind)))


def leading_number(number: str) -> int:
    """Return the question's number without its letter; the head's items have none."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    return int(digits) if digits else 0


def _role(node: Node, kind: Kind) -> Role:
    role = Role(node.one_of(list(Role)))
    if isinstance(kind, Words) is not (role is Role.TEXT):
        raise node.error(marked("Fri text har rollen «text», och bara fri text har den."))
    return role


def _condition(node: Node) -> Condition:
    pairs = list(node.pairs())
    if len(pairs) != 1:
        raise node.error(marked("Ett villkor nämner en fråga: «only_if: {{namn: [1, 2]}}»."))
    name, values = pairs[0]
    return Condition(name, frozenset(value.integer() for value in values.filled_sequence()))


def _export(node: Node) -> Export:
    pairs = node.mapping(("name",), ("bands", "counted"))
    bands: list[Band] = []
    for band in pairs["bands"].sequence() if "bands" in pairs else ():
        parts = band.mapping(("from", "to", "sv", "en"))
        smallest, largest = parts["from"].integer(), parts["to"].integer()
        if smallest > largest or (bands and smallest != bands[-1].largest + 1):
            raise band.error(
                marked(
                    "Grupperna ska följa på varandra utan glapp, var och en från lågt till högt."
                )
            )
        label = Wording(parts["sv"].text(), parts["en"].text())
        bands.append(Band(len(bands) + 1, smallest, largest, label))
    counted = Counted.FROM_FIRST_SESSION
    if "counted" in pairs:
        counted = Counted(pairs["counted"].one_of(list(Counted)))
    return Export(read_name(pairs["name"]), tuple(bands), counted)


def _check_export(node: Node, item: Item) -> None:
    if item.export is None:
        return
    if len(item.columns()) != 1:
        raise node.error(marked("Bara en fråga med ett enda tal eller datum kan ha «export»."))
    bands, codes = item.export.bands, number_codes(item.kind)
    if bands and not (
        codes and bands[0].smallest <= codes[0].first and codes[-1].last <= bands[-1].largest
    ):
        raise node.error(marked("Grupperna ska rymma alla tal som kan svaras."))


def _hierarchy(node: Node) -> Hierarchy:
    return tuple(
        tuple(tuple(code.integer() for code in group.sequence()) for group in level.sequence())
        for level in node.sequence()
    )


def _check_hierarchy(node: Node, item: Item) -> None:
    codes = exported_codes(item)
    if item.role is Role.QUASI and codes and not item.hierarchy:
        raise node.error(
            marked("En fråga med rollen «quasi» behöver «hierarchy»: hur koderna slås ihop.")
        )
    finer: tuple[tuple[int, ...], ...] = tuple((code,) for code in codes)
    for level in item.hierarchy:
        merged = sorted(code for group in level for code in group)
        if merged != sorted(codes):
            raise node.error(marked("Varje nivå i «hierarchy» ska ha varje kod precis en gång."))
        if any(sum(set(group) <= set(wider) for wider in level) != 1 for group in finer):
            raise node.error(marked("En nivå i «hierarchy» får inte dela en grupp i nivån före."))
        finer = level


def exported_codes(item: Item) -> tuple[int, ...]:
    """Return the codes that an item leaves with: its choices, or its bands."""
    if item.export and item.export.bands:
        return tuple(band.code for band in item.export.bands)
    return item.kind.codes if isinstance(item.kind, Choice) else ()


def _write_ins(kind: Kind) -> tuple[str, ...]:
    if isinstance(kind, Choice | Several):
        return tuple((kind.write_ins or {}).values())
    return ()


def _write_in(node: Node, item: Item, name: str) -> Item:
    if not is_name(name):
        raise node.error(marked("«{name}» kan inte vara ett namn."), name=name)
    return replace(
        item,
        name=name,
        short=WRITE_IN_WORDING,
        wording=WRITE_IN_WORDING,
        kind=Words(largest=WRITE_IN_LARGEST),
        role=Role.TEXT,
        condition=None,
        skip_rule=None,
        export=None,
        hierarchy=(),
        write_in_for=item.name,
    )
