"""When a batch of sheets is put back, to be keyed a second time as a whole."""

from collections.abc import Collection
from datetime import datetime, time
from typing import NamedTuple

from kast_eval import clock
from kast_eval.quality.compared import Compared
from kast_eval.study.keying import Keying


class Month(NamedTuple):
    """A calendar month at the clinic: its sheets keyed by one person are one batch."""

    start: datetime
    end: datetime


def month_of(moment: datetime) -> Month:
    """Return the month that a moment is in at the clinic; its end is no part of it."""
    first = clock.clinic_day(moment).replace(day=1)
    months = 12 * first.year + first.month
    after = first.replace(year=months // 12, month=months % 12 + 1)
    start, end = (
        datetime.combine(day, time.min, tzinfo=clock.CLINIC_ZONE) for day in (first, after)
    )
    return Month(start, end)


def is_bad(keying: Keying, batch: Collection[Compared], *, moved: bool = False) -> bool:
    """Tell whether the batch is to be keyed again (manual, 14).

    Only decided differences count: until then nobody knows whose text was wrong. `moved` tells
    that a sheet of it lay at the wrong code, form or time point.
    """
    decided = [sheet for sheet in batch if sheet.decided]
    wrong = [item for sheet in decided for item in sheet.first_wrong]
    fields = sum(sheet.fields for sheet in decided)
    return moved or len(wrong) > keying.target * fields or any(map(keying.stops, wrong))
