"""Questions read from their nodes: a single item, or a grid of items."""

import re
import string
from collections.abc import Mapping

from kast_eval.definition.form import Item, Question
from kast_eval.definition.item import ITEM_KEYS, Place, read_items
from kast_eval.definition.nodes import Node
from kast_eval.wording import Wording, marked


def read_question(node: Node) -> Question:
    """Return the question that a node describes."""
    keys = node.mapping(("number", "question"), ("name", "hint", "columns", "rows", *ITEM_KEYS))
    if "rows" in keys:
        return _read_grid(keys)
    if "name" not in keys:
        raise node.error(marked("«{name}» saknas här. Lägg till den."), name="name")
    wording = keys["question"].wording()
    number = str(keys["number"].integer())
    place = Place(number, wording, wording)
    return Question(number, wording, read_items(node, keys, place), _hint(keys))


def _number(node: Node) -> str:
    """Return the printed number of an item in a grid: a number, perhaps with a letter."""
    number = node.text()
    if re.fullmatch(r"[1-9][0-9]{0,2}[a-z]?", number) is None:
        raise node.error(
            marked("Ett nummer skrivs med siffror och kanske en bokstav: 14 eller 14a.")
        )
    return number


def _hint(keys: Mapping[str, Node]) -> Wording | None:
    return keys["hint"].wording() if "hint" in keys else None


def _read_grid(keys: Mapping[str, Node]) -> Question:
    wording = keys["question"].wording()
    number = str(keys["number"].integer())
    columns = tuple(
        column.wording() for column in (keys["columns"].sequence() if "columns" in keys else ())
    )
    shared = {name: value for name, value in keys.items() if name in ITEM_KEYS}
    items: list[Item] = []
    rows: list[Wording] = []
    nodes = keys["rows"].filled_sequence()
    if len(nodes) > len(string.ascii_lowercase):
        raise keys["rows"].error(marked("Ett rutnät har högst 26 rader. Dela frågan."))
    for letter, row in zip(string.ascii_lowercase, nodes, strict=False):
        parts = row.mapping(("label",), ("items",) if columns else ("name", "number", *ITEM_KEYS))
        rows.append(parts["label"].wording())
        if columns:
            items += _row_of_columns(row, parts, shared, (wording, rows[-1]), columns)
        else:
            place = Place(
                _number(parts["number"]) if "number" in parts else number + letter,
                _joined(wording, rows[-1]),
                rows[-1],
            )
            items += read_items(row, {**shared, **parts}, place)
    return Question(number, wording, tuple(items), _hint(keys), tuple(rows), columns)


def _row_of_columns(
    node: Node,
    parts: Mapping[str, Node],
    shared: Mapping[str, Node],
    wordings: tuple[Wording, Wording],
    columns: tuple[Wording, ...],
) -> list[Item]:
    cells = parts["items"].sequence() if "items" in parts else ()
    if len(cells) != len(columns):
        raise node.error(
            marked("Raden har {cells} svar, men rutnätet har {columns} kolumner."),
            cells=len(cells),
            columns=len(columns),
        )
    items: list[Item] = []
    for cell, column in zip(cells, columns, strict=True):
        keys = cell.mapping(("name", "number"), ITEM_KEYS)
        place = Place(
            _number(keys["number"]), _joined(*wordings, column), _joined(wordings[1], column)
        )
        items += read_items(cell, {**shared, **keys}, place)
    return items


def _joined(*parts: Wording) -> Wording:
    """Return the parts as one wording, so that an item can be read without its grid."""
    return Wording(" – ".join(part.sv for part in parts), " – ".join(part.en for part in parts))
