"""The month's sample of a clinic: which reads, of whose sheets, by whom."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval import clock
from kast_eval.store.events import CHAIN_START
from kast_eval.store.records import EventRecord, SheetRecord
from kast_eval.store.samples import Signature, reads_in, signatures
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet
from kast_eval.store.sites import find_site
from kast_eval.study.event_kinds import EventGroup, kinds_in
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.sample import Month, draw_sample, month_of
from kast_eval.study.site import Site

WATCHED = kinds_in(EventGroup.READ) | kinds_in(EventGroup.PRINTED)


@dataclass(frozen=True)
class SampledRead:
    """A read that was drawn, and the sheet that was read; none where it was of no one sheet."""

    event: EventRecord
    sheet: SheetRecord | None


@dataclass(frozen=True)
class Sample:
    """What was drawn of a month's reads, of how many, by which link; and who has signed it."""

    site: Site
    month: Month
    reads: tuple[SampledRead, ...]
    of: int
    link: str
    signature: Signature | None


def sample_of(session: Session, user: User, now: datetime, site_code: str, month: Month) -> Sample:
    """Return the sample of a month that has ended; the same whenever it is drawn."""
    require(user, Permission.SIGN_EVENTS, site_code)
    site = find_site(session, site_code)
    if site is None or not month < month_of(clock.clinic_day(now)):
        raise NotFoundError
    events = {one.sequence: one for one in reads_in(session, site_code, month, WATCHED)}
    numbers = tuple(events)
    link = events[numbers[-1]].chained if numbers else CHAIN_START
    drawn = [events[number] for number in draw_sample(numbers, site_code, month, link)]
    return Sample(
        site,
        month,
        tuple(SampledRead(one, find_sheet(session, (site_code,), one.subject)) for one in drawn),
        len(events),
        link,
        signatures(session, site_code).get(str(month)),
    )
