"""Recoding before the search: rare categories merged.

After Hundepool et al. (2012), «Statistical Disclosure Control» (Wiley), chapter 3, on global
recoding.
"""

from dataclasses import dataclass

from kast_eval.dataset.anonymise.frequency import class_frequencies
from kast_eval.dataset.anonymise.microdata import Microdata, Value, is_missing


@dataclass(frozen=True)
class Merged:
    """What became of a column: `table` is without it when no merging made it safe."""

    table: Microdata
    merged: tuple[Value, ...]
    dropped: bool


def merge_rare(table: Microdata, name: str, into: Value, k: int) -> Merged:
    """Merge the categories with fewer than `k` persons into one; else drop the column.

    It is dropped when the merged category stays rare, or is all that is left. Missing codes are no
    categories to merge: a code that means «no answer» may not come to say something else, so what
    is rare among them is left to suppression.
    """
    sizes = class_frequencies(table, [name]).classes
    rare = tuple(key[0] for key, size in sizes.items() if size < k and not is_missing(key[0]))
    merged = tuple(sorted((value for value in rare if value != into), key=str))
    cells = tuple(into if cell in merged else cell for cell in table.column(name))
    recoded = table.replaced({name: cells})
    after = class_frequencies(recoded, [name]).classes
    still_rare = any(size < k and not is_missing(key[0]) for key, size in after.items())
    if still_rare or len(after) == 1 < len(sizes):
        kept = {other: cells for other, cells in table.columns.items() if other != name}
        return Merged(Microdata(table.persons, kept), merged, dropped=True)
    return Merged(recoded, merged, dropped=False)
