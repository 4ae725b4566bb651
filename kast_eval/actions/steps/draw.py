"""Draw whether a sheet is keyed twice, and put back the batch of one that was keyed wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from secrets import SystemRandom

from kast_eval.quality.batches import is_bad, month_of
from kast_eval.quality.certification import keys_alone
from kast_eval.quality.compared import Compared
from kast_eval.quality.sampling import Share, Why, fixed_share, sampled_share
from kast_eval.store.certificates import find_certificate, practice_results
from kast_eval.store.comparisons import compared_count, compared_sheets, latest_compared
from kast_eval.store.entries import entry_history
from kast_eval.store.events import PROGRAM, note_event
from kast_eval.store.records import SheetRecord
from kast_eval.store.second_keyings import (
    add_second_keying,
    batch_is_back,
    is_wanted,
    keyed_once_in_batch,
)
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.keying import Keying, Twice

_CHANCE = SystemRandom()
"""The machine's own chance: nobody can work out beforehand which sheets are drawn."""

FEWEST_FIELDS = 8
"""No form has fewer fields, so that as many sheets hold the latest ones that count."""


@dataclass(frozen=True)
class _Keyer:
    """Who keyed a sheet at a clinic; what is known of the person is asked for when it is needed."""

    session: Session
    user_name: str
    now: datetime
    keying: Keying
    site_code: str

    @property
    def certified(self) -> bool:
        return is_certified(self.session, self.user_name, self.keying, self.site_code)

    @property
    def clinic_sheets(self) -> int:
        return compared_count(self.session, self.site_code)

    @property
    def batch_is_back(self) -> bool:
        return batch_is_back(self.session, self.site_code, self.user_name, month_of(self.now))

    @property
    def history(self) -> Sequence[Compared]:
        most = self.keying.latest_fields // FEWEST_FIELDS
        sheets = latest_compared(self.session, self.site_code, self.user_name, most=most)
        return [sheet.compared for sheet in sheets]


def draw_second_keying(
    session: Session,
    user_name: str,
    now: datetime,
    keying: Keying,
    sheet: SheetRecord,
    *,
    chooser: Random | None = None,
) -> None:
    """Draw whether the sheet that the user has just saved is keyed twice, and keep the share."""
    share = fixed_share(keying, sheet.form) or sampled_share(
        keying, _Keyer(session, user_name, now, keying, sheet.site_code)
    )
    wanted = share.surely
    if wanted is None:
        wanted = share.draw(chooser or _chance(session, sheet))
    add_second_keying(session, sheet.id, share, wanted=wanted, drawn_at=now)


def _chance(session: Session, sheet: SheetRecord) -> Random:
    """Return the machine's chance; a training clinic is made the same each time that it is."""
    if not is_training(session):
        return _CHANCE
    whose = f"{sheet.client_code} {sheet.form} {sheet.timepoint} {sheet.episode_no}"
    return Random(whose)  # noqa: S311 - nobody there has anything to foresee.


def is_certified(session: Session, user_name: str, keying: Keying, site_code: str) -> bool:
    """Tell whether the person keys alone at the clinic."""
    decision = find_certificate(session, user_name, site_code)
    if decision is None:
        return keys_alone(keying.practice, practice_results(session, user_name), decided=None)
    return keys_alone(keying.practice, (), decided=decision.alone)


def judge_batch(
    session: Session, now: datetime, keying: Keying, sheet: SheetRecord, *, moved: bool = False
) -> int:
    """Put back the batch that the sheet is in if it is bad; return how many sheets now wait.

    `moved` tells that the sheet lay at the wrong code, form or time point.
    """
    first = entry_history(session, sheet.id)[0]
    month = month_of(first.entered_at)
    batch = compared_sheets(session, sheet.site_code, first.entered_by, month)
    if not is_bad(keying, [one.compared for one in batch], moved=moved):
        return 0
    back = Share(1.0, Why.BAD_BATCH)
    waiting = [
        one
        for one in keyed_once_in_batch(session, sheet.site_code, first.entered_by, month)
        if keying.twice(one.form) is not Twice.NONE
    ]
    for one in waiting:
        add_second_keying(session, one.id, back, wanted=True, drawn_at=now)
    is_news = bool(waiting)
    if is_wanted(session, sheet.id) and not batch_is_back(
        session, sheet.site_code, first.entered_by, month
    ):
        # The sheet that showed it tells that the batch is back, where no other one is left.
        add_second_keying(session, sheet.id, back, wanted=True, drawn_at=now)
        is_news = True
    if is_news:
        # The sheet that showed it stands for the batch; nobody is named.
        note_event(
            session, now, PROGRAM, "put back a batch", sheet.public_id, site_code=sheet.site_code
        )
    return len(waiting)
