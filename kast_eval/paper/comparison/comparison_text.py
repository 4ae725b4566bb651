"""A comparison as the text that is kept of a quarter, and back: what is shown and nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kast_eval.errors import KastEvalError
from kast_eval.paper.comparison.comparison import Comparison
from kast_eval.quality.inflow import Way
from kast_eval.quality.share import Share
from kast_eval.quality.splits import PARTS, Part, Split
from kast_eval.quality.structure import MONTHS, Milestone, Reached, Structure
from kast_eval.quality.together import Together
from kast_eval.study.site import Site

_NAMES = [
    [[split, *parts] for split, parts in PARTS.items()],
    [*Way], [*Milestone], [*Reached], [*MONTHS],
]  # fmt: skip
VERSION = hashlib.sha256(json.dumps(["4", _NAMES]).encode()).hexdigest()[:16]
"""Changes by itself with what is counted; the first number is changed with how it is written."""


class OtherVersionError(KastEvalError):
    """Figures that another version of the program has kept."""

    def __init__(self) -> None:
        super().__init__(
            "Programmet räknar annat än när kvartalets tal sparades. De räknas bara en gång, så "
            "jämförelsen visas igen när nästa kvartal börjar."
        )


@dataclass(frozen=True)
class KeptComparison:
    """A comparison that was kept: the codes of its clinics, and the rest of it without them."""

    codes: tuple[str, ...]
    figures: Comparison

    def of(self, sites: Sequence[Site]) -> Comparison:
        """Return it with its clinics, as they are called today."""
        return Comparison(**{**vars(self.figures), "sites": tuple(sites)})


def comparison_text(comparison: Comparison) -> str:
    """Return the comparison as JSON text."""
    together = comparison.together
    return json.dumps({
        "version": VERSION,
        "day": comparison.day.isoformat(),
        "sites": [one.code for one in comparison.sites],
        "rows": together.rows,
        "merged": {split: sorted(codes) for split, codes in together.merged.items()},
        "persons": together.persons,
        "relatives": comparison.relatives,
        "offered": comparison.offered and [comparison.offered.part, comparison.offered.whole],
        "inflow": comparison.inflow,
        "logged": comparison.logged,
        "operations": comparison.operations,
        "structures": {
            code: [one.year, one.codes] for code, one in comparison.structures.items()
        },
        "start_ups": comparison.start_ups,
        "unnoted": {split: [one.part, one.whole] for split, one in comparison.unnoted.items()},
        "later": comparison.later,
    })  # fmt: skip


def read_comparison_text(text: str) -> KeptComparison:
    """Return what was kept; raise OtherVersionError if this version counts something else."""
    kept = json.loads(text)
    if kept["version"] != VERSION:
        raise OtherVersionError
    figures = Comparison(
        date.fromisoformat(kept["day"]),
        (),
        Together(
            {Split(one): _rows(rows) for one, rows in kept["rows"].items()},
            {Split(one): frozenset(codes) for one, codes in kept["merged"].items()},
            kept["persons"],
        ),
        kept["relatives"],
        kept["offered"] and Share(*kept["offered"]),
        _inflow(kept["inflow"]),
        kept["logged"],
        {int(year): count for year, count in kept["operations"].items()},
        {code: Structure(*one) for code, one in kept["structures"].items()},
        {code: _start_up(one) for code, one in kept["start_ups"].items()},
        {Split(split): Share(*one) for split, one in kept["unnoted"].items()},
        _rows(kept["later"]),
    )
    return KeptComparison(tuple(kept["sites"]), figures)


def _rows(rows: Mapping[str, Mapping[str, int]]) -> Mapping[str, Mapping[Part, int]]:
    return {
        code: {Part(part): count for part, count in counts.items()} for code, counts in rows.items()
    }


def _inflow(
    inflow: Mapping[str, Mapping[str, int | None]] | None,
) -> Mapping[str, Mapping[Way, int | None]] | None:
    if inflow is None:
        return None
    return {
        quarter: {Way(way): count for way, count in counts.items()}
        for quarter, counts in inflow.items()
    }


def _start_up(
    reached: Mapping[str, Mapping[str, str]],
) -> Mapping[Milestone, Mapping[int, Reached]]:
    return {
        Milestone(one): {int(months): Reached(how) for months, how in steps.items()}
        for one, steps in reached.items()
    }
