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
    key = max(empty, key=lambda table: len(table.rows), default=None)
    return tuple(_filled(block, codes) if block is key else block for block in blocks)


def _filled(block: Block, codes: Sequence[str]) -> Block:
    if not isinstance(block, Table):
        return block
    others = ((),) * (len(block.head) - 1)
    rows = tuple(((Run(code, bold=True),), *others) for code in codes)
    return replace(block, rows=rows)
