"""Who keys alone: practice sheets, and what the lead of a clinic decides instead."""

from collections.abc import Collection
from dataclasses import dataclass

from kast_eval.study.keying import PracticeRule


@dataclass(frozen=True)
class PracticeResult:
    """How a person keyed a practice sheet."""

    sheet: str
    fields: int
    correct: int


@dataclass(frozen=True)
class Practised:
    """The newest result of each practice sheet together."""

    sheets: int
    fields: int
    correct: int

    def is_enough(self, rule: PracticeRule) -> bool:
        """Tell whether enough sheets were keyed with enough right answers."""
        enough_right = 100 * self.correct >= rule.right_percent * self.fields
        return self.sheets >= rule.sheets and enough_right


def practised(results: Collection[PracticeResult]) -> Practised:
    """Return the results together, given from the oldest on: a sheet's newest one counts."""
    newest = {result.sheet: result for result in results}.values()
    return Practised(
        len(newest),
        sum(result.fields for result in newest),
        sum(result.correct for result in newest),
    )


def keys_alone(
    rule: PracticeRule, results: Collection[PracticeResult], *, decided: bool | None
) -> bool:
    """Tell whether a person keys alone; what the lead has decided goes before the practice."""
    return practised(results).is_enough(rule) if decided is None else decided
