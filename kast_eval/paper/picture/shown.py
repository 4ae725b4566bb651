"""How numbers of a clinic's quarter are shown: all of them to its staff, no small ones outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast_eval.dataset.anonymise.count_table import table_of
from kast_eval.dataset.anonymise.protection import (
    UnprotectableError,
    protect_table,
    sensitive_cells,
)
from kast_eval.dataset.anonymise.small_numbers import SMALLEST_COUNT, SMALLEST_GROUP
from kast_eval.quality.share import Share


@dataclass(frozen=True)
class Shown:
    """Which numbers may be shown; `outside` is for those who do not work at the clinic."""

    outside: bool

    def count(self, count: int) -> int | None:
        """Return a count, or None where it would tell of too few persons."""
        return None if self.outside and 0 < count < SMALLEST_COUNT else count

    def share(self, share: Share) -> Share | None:
        """Return a share; outside, neither its part nor its rest may be small."""
        if not self.outside:
            return share
        ends = (share.part, share.whole - share.part)
        small = any(0 < one < SMALLEST_COUNT for one in ends)
        return None if small or share.whole < SMALLEST_GROUP else share

    def parts(self, counts: Mapping[int, int], codes: Sequence[int]) -> Mapping[int, int | None]:
        """Return the parts of a whole; outside, no small one can be worked out from the others."""
        known = {code: counts.get(code, 0) for code in codes}
        if not self.outside:
            return dict(known)
        table = table_of(("part",), (tuple(codes),), {(code,): n for code, n in known.items()})
        try:
            found = protect_table(
                table, sensitive_cells(table, smallest=SMALLEST_COUNT), width=SMALLEST_COUNT
            )
        except UnprotectableError:
            return dict.fromkeys(codes)
        return {code: found.shown((code,)) for code in codes}
