"""The code key with its codes: a row for each, everything else to be written by hand."""

from collections.abc import Sequence
from dataclasses import replace

from kast_eval.manual.tree import Block, Run, Table


def with_codes(blocks: Sequence[Block], codes: Sequence[str]) -> tuple[Block, ...]:
    """Return the code key's text with the codes in the rows of its longest empty table."""
    empty = [
        block
        for block in blocks
        if isinstance(block, Table) and not any(any(row) for row in block.rows)
    ]
    if not empty:
        return tuple(blocks)
    key = max(empty, key=lambda table: len(table.rows))
    others = ((),) * (len(key.head) - 1)
    rows = tuple(((Run(code, bold=True),), *others) for code in codes)
    return tuple(replace(key, rows=rows) if block is key else block for block in blocks)
