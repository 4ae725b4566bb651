"""Which share of a keyer's sheets is keyed twice, and the draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Protocol, assert_never

from kast_eval.quality.compared import Compared
from kast_eval.quality.rates import upper_limit
from kast_eval.study.keying import Keying, Twice


class Why(StrEnum):
    """Why a sheet had the share that it was drawn at."""

    EVERY_SHEET = "every sheet of the form"
    ONCE = "keyed once"
    NOT_CERTIFIED = "keyer not certified"
    NEW_CLINIC = "new clinic"
    NEW_KEYER = "new keyer"
    BAD_BATCH = "batch put back"
    ERROR_RATE = "error rate not under the target"
    SAMPLED = "sampled"


class Keyer(Protocol):
    """What is known of who keyed a sheet, at its clinic; asked for only as far as it decides."""

    @property
    def certified(self) -> bool:
        """Tell whether the person keys alone."""

    @property
    def clinic_sheets(self) -> int:
        """Return how many of the clinic's sheets were keyed twice."""

    @property
    def history(self) -> Sequence[Compared]:
        """Return the keyer's sheets there that were keyed twice, the newest first."""

    @property
    def batch_is_back(self) -> bool:
        """Tell whether one of this month's sheets has put the batch back."""


@dataclass(frozen=True)
class Share:
    """The chance that a sheet is keyed twice, and the reason for it."""

    share: float
    why: Why

    @property
    def surely(self) -> bool | None:
        """Tell whether every sheet is keyed twice or none; None where it is left to chance."""
        return bool(self.share) if self.share in {0.0, 1.0} else None

    def draw(self, chooser: Random) -> bool:
        """Draw whether the sheet is keyed twice."""
        return chooser.random() < self.share


def fixed_share(keying: Keying, form: str) -> Share | None:
    """Return the share of a form that is always or never keyed twice, None where it is drawn."""
    twice = keying.twice(form)
    match twice:
        case Twice.ALL:
            return Share(1.0, Why.EVERY_SHEET)
        case Twice.NONE:
            return Share(0.0, Why.ONCE)
        case Twice.SAMPLED:
            return None
        case _:
            assert_never(twice)


def sampled_share(keying: Keying, keyer: Keyer) -> Share:
    """Return the share of a sheet that the keyer has just saved (manual, 14)."""
    if not keyer.certified:
        return Share(1.0, Why.NOT_CERTIFIED)
    if keyer.clinic_sheets < keying.new_clinic_sheets:
        return Share(1.0, Why.NEW_CLINIC)
    if keyer.batch_is_back:
        return Share(1.0, Why.BAD_BATCH)
    return _by_error_rate(keying, keyer.history)


def _by_error_rate(keying: Keying, history: Sequence[Compared]) -> Share:
    fields, wrong = latest(keying, history)
    if upper_limit(0, fields, keying.certainty) >= keying.target:
        # Not even without a single error could the rate be known to be under the target.
        return Share(1.0, Why.NEW_KEYER)
    if upper_limit(wrong, fields, keying.certainty) >= keying.target:
        return Share(1.0, Why.ERROR_RATE)
    return Share(keying.floor, Why.SAMPLED)


def latest(keying: Keying, history: Sequence[Compared]) -> tuple[int, int]:
    """Return how many fields the newest sheets have, and how many of them were wrong.

    What was keyed long ago says little of how somebody keys today, so a whole number of sheets
    with at least `latest_fields` fields counts, and nothing before them.
    """
    fields = wrong = 0
    for sheet in history:
        if fields >= keying.latest_fields:
            break
        fields += sheet.fields
        wrong += len(sheet.first_wrong)
    return fields, wrong
