"""A thousand simulated keyers: a poor one is caught, a good one keys little twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random

import pytest

from kast_eval.definition.form import Subject
from kast_eval.quality.batches import is_bad
from kast_eval.quality.compared import Compared
from kast_eval.quality.sampling import Share, fixed_share, sampled_share
from kast_eval.study.keying import read_keying
from tests.definition.example import REAL_FORMS, real_library

pytestmark = pytest.mark.prove

LIBRARY = real_library()
KEYING = read_keying(REAL_FORMS, LIBRARY.newest_forms)
KEYERS = 1000
POOR, GOOD = 5 / 1000, 0.3 / 1000
SHEETS_A_MONTH = 25
SHEETS_OF_A_CLIENT = (
    "start", "start_staff", *("checkin", "session") * 5, "closing", "closing_staff", "followup",
)  # fmt: skip
FIELDS = {
    form.form: [item.name for item in form.as_asked().items]
    for form in LIBRARY.newest_forms
    if form.subject is Subject.CLIENT
}


@dataclass(frozen=True)
class KnownKeyer:
    """A keyer of whom everything is known."""

    certified: bool
    clinic_sheets: int
    history: Sequence[Compared]
    batch_is_back: bool


@dataclass
class SimulatedKeyer:
    """Keys sheet after sheet; what is drawn is compared at once, and a bad batch is put back."""

    chance: Random
    rate: float
    history: list[Compared] = field(default_factory=list)
    batch: list[Compared] = field(default_factory=list)
    once: list[Compared] = field(default_factory=list)
    is_back: bool = False
    known: Share | None = None
    sampled: int = 0
    extra: int = 0

    def keys(self, sheets: int) -> Iterator[float]:
        """Give the share at which each sheet was drawn, of forms that are not keyed twice anyway.

        A form that is keyed twice as a whole gives the share of the sheet before it.
        """
        last = 1.0
        for number, form in enumerate(islice(cycle(SHEETS_OF_A_CLIENT), sheets)):
            if number % SHEETS_A_MONTH == 0:
                self.batch, self.once, self.is_back, self.known = [], [], False, None
            sheet = self._keyed(form)
            fixed = fixed_share(KEYING, form)
            share = fixed or self._share()
            if fixed is None:
                last = share.share
                self.sampled += 1
            if not share.draw(self.chance):
                self.once.append(sheet)
            else:
                self.extra += fixed is None
                self._compare(sheet)
            yield last

    def _keyed(self, form: str) -> Compared:
        names = FIELDS[form]
        wrong = frozenset(name for name in names if self.chance.random() < self.rate)
        return Compared(len(names), wrong, frozenset(), wrong, decided=True)

    def _share(self) -> Share:
        """Return the share, worked out anew when something has happened since the last sheet."""
        if self.known is None:
            keyer = KnownKeyer(
                certified=True,
                clinic_sheets=KEYING.new_clinic_sheets,
                history=self.history,
                batch_is_back=self.is_back,
            )
            self.known = sampled_share(KEYING, keyer)
        return self.known

    def _compare(self, *sheets: Compared) -> None:
        self.known = None
        self.batch += sheets
        self.history[:0] = sheets
        if is_bad(KEYING, self.batch) and not self.is_back:
            self.is_back = True
            self.extra += len(self.once)
            self._compare(*self.once)


def test_who_keys_five_wrong_of_a_thousand_is_at_every_sheet_within_sixty_sheets() -> None:
    chance = Random(1)
    shares = [list(SimulatedKeyer(chance, POOR).keys(60))[-1] for _ in range(KEYERS)]
    assert sum(share == 1 for share in shares) / KEYERS >= 0.95


def test_who_keys_a_third_of_one_wrong_of_a_thousand_keys_little_twice() -> None:
    chance = Random(2)
    sampled = extra = 0
    for _ in range(KEYERS):
        keyer = SimulatedKeyer(chance, GOOD)
        list(keyer.keys(600))
        sampled += keyer.sampled
        extra += keyer.extra
    assert extra / sampled <= 0.25
