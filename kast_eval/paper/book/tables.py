"""Tables and facts as slabs, a row each."""

from collections.abc import Sequence
from dataclasses import replace

from kast_eval.manual.tree import Facts, Run, Runs, Table, plain_text
from kast_eval.paper.book.lines import lowered, set_lines
from kast_eval.paper.book.slab import Part, Rule, Slab, Structure
from kast_eval.paper.book.style import MARGIN, RIGHT, BookStyle, Column

_GUTTER = 4.0
_ROW_PAD = 1.1
_TO_WRITE_IN = 8.5
"""How high a row is at least that has an empty cell: it is there to be written in."""
_TICK_BOX = "□"
"""A cell of this alone is a box to put a cross in, drawn as large as on the forms."""
_BOX = 5.0
_BOX_PAD = 1.5
_WIDE = 4
"""From so many columns on a table takes the margin too."""
_NAME_WIDTH = 24.0
_ABOVE = 3.4
_HAIR = 0.01
"""A word that is exactly as wide as its column could be broken by a rounding."""


def table_slabs(table: Table, structure: Structure, column: Column) -> list[Slab]:
    """Return a table: its head, which is repeated on each page, and its rows."""
    table_element = structure.add("Table")
    columns = _columns(table, column)
    style = column.style.in_tables
    head = _row(table.head, columns, structure, (table_element, "TH"), style.strong)
    slabs = [head]
    for row in table.rows:
        slab = _row(row, columns, structure, (table_element, "TD"), style)
        slabs.append(replace(slab, repeats=head))
    return slabs


def _columns(table: Table, column: Column) -> list[tuple[float, float]]:
    """Return where each column begins and how wide it is."""
    left = MARGIN if len(table.head) >= _WIDE else column.x
    shares = table.shares or _shares(table)
    room = RIGHT - left - _GUTTER * (len(shares) - 1)
    columns = []
    for width in _widths(shares, _longest_words(table, column.style.in_tables), room):
        columns.append((left, width))
        left += width + _GUTTER
    return columns


def _widths(shares: Sequence[float], words: Sequence[float], room: float) -> list[float]:
    """Return widths by shares, none narrower than its longest word as long as there is room."""
    if sum(words) >= room:
        return [room * share / sum(shares) for share in shares]
    fixed: dict[int, float] = {}
    while True:
        left = room - sum(fixed.values())
        whole = sum(share for place, share in enumerate(shares) if place not in fixed)
        widths = [fixed.get(place, left * share / whole if whole else 0.0)
                  for place, share in enumerate(shares)]  # fmt: skip
        narrow = [place for place, width in enumerate(widths) if width < words[place]]
        if not narrow:
            return widths
        fixed |= {place: words[place] for place in narrow}


def _longest_words(table: Table, style: BookStyle) -> list[float]:
    """Return how wide the longest word of each column is."""
    rows = [(style.strong, table.head), *((style, row) for row in table.rows)]
    return [
        max(
            (of.width(word) for of, row in rows for word in plain_text(row[place]).split()),
            default=0.0,
        )
        + _HAIR
        for place in range(len(table.head))
    ]


def _shares(table: Table) -> list[float]:
    """Return shares by how much stands in each column, none of them too narrow."""
    amounts = [
        max(sum(len(run.text) for run in row[place]) for row in (table.head, *table.rows))
        for place in range(len(table.head))
    ]
    return [min(max(amount, 5), 60) ** 0.7 for amount in amounts]


def _row(
    cells: Sequence[Runs],
    columns: Sequence[tuple[float, float]],
    structure: Structure,
    element: tuple[int, str],
    style: BookStyle,
) -> Slab:
    """Return a row; `element` is that of its table, and what a cell of the row is."""
    table, role = element
    heads = role == "TH"
    row = structure.add("TR", table)
    parts = []
    boxes: list[Rule] = []
    deepest = 1
    for cell, (x, width) in zip(cells, columns, strict=True):
        own = structure.add(role, row)
        if plain_text(cell) == _TICK_BOX:
            boxes += _tick_box(x)
            continue
        lines = set_lines(cell, style, x, width)
        deepest = max(deepest, len(lines))
        parts += [
            Part(own, lowered(line, _ROW_PAD + place * style.leading))
            for place, line in enumerate(lines)
        ]
    height = deepest * style.leading + 2 * _ROW_PAD
    if not heads and not all(cells):
        height = max(height, _TO_WRITE_IN)
    if boxes:
        height = max(height, _BOX + 2 * _BOX_PAD)
    left, right = columns[0][0], RIGHT
    line = Rule(left, height, right, height, 0.25 if heads else 0.15, 0.0 if heads else 0.7)
    return Slab(
        height,
        tuple(parts),
        (line, *boxes),
        above=_ABOVE if heads else 0.0,
        keeps_next=heads,
    )


def _tick_box(x: float) -> list[Rule]:
    """Return the sides of a box that a cross goes in."""
    top, bottom, right = _BOX_PAD, _BOX_PAD + _BOX, x + _BOX
    sides = ((x, top, right, top), (x, bottom, right, bottom))
    uprights = ((x, top, x, bottom), (right, top, right, bottom))
    return [Rule(*side, width=0.35, grey=0.0) for side in (*sides, *uprights)]


def facts_slabs(facts: Facts, structure: Structure, column: Column) -> list[Slab]:
    """Return short names with what is said of each beside it."""
    element = structure.add("L")
    slabs = []
    style = BookStyle.SMALL
    last = len(facts.rows) - 1
    for place, (name, runs) in enumerate(facts.rows):
        item = structure.add("LI", element)
        label, body = structure.add("Lbl", item), structure.add("LBody", item)
        names = set_lines((Run(name),), BookStyle.QUIET, column.x, _NAME_WIDTH)
        words = set_lines(runs, style, column.x + _NAME_WIDTH, column.width - _NAME_WIDTH)
        parts = [
            Part(own, lowered(line, at * style.leading))
            for own, lines in ((label, names), (body, words))
            for at, line in enumerate(lines)
        ]
        height = max(len(names), len(words)) * style.leading
        slabs.append(
            Slab(
                height,
                tuple(parts),
                above=0.9 if place else 1.2,
                keeps_next=place < min(last, 2),
            )
        )
    return slabs
