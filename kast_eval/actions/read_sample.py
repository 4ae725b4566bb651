"""Look through a month's sample of reads, and see which months wait for a signature."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.sampled import Sample, sample_of
from kast_eval.store.events import note_event
from kast_eval.store.samples import Signature, first_event_time, signatures
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.study.roles import Permission, User, require_somewhere
from kast_eval.study.sample import Month, ended_months
from kast_eval.study.site import Site

MONTHS_SHOWN = 24


@dataclass(frozen=True)
class SampleMonths:
    """A clinic's months that have ended, the newest first, each with its signature if any."""

    site: Site
    months: tuple[tuple[Month, Signature | None], ...]


def list_samples(session: Session, user: User, now: datetime) -> tuple[SampleMonths, ...]:
    """Return the months of every clinic whose samples the user signs."""
    codes = require_somewhere(user, Permission.SIGN_EVENTS)
    return tuple(
        SampleMonths(site, _months(session, site.code, now))
        for site in all_sites(session)
        if site.code in codes
    )


def _months(
    session: Session, site_code: str, now: datetime
) -> tuple[tuple[Month, Signature | None], ...]:
    first = first_event_time(session, site_code)
    if first is None:
        return ()
    today = clock.clinic_day(now)
    signed = signatures(session, site_code)
    months = ended_months(clock.clinic_day(first), today, MONTHS_SHOWN)
    return tuple((month, signed.get(str(month))) for month in months)


def read_sample(
    session: Session, user: User, now: datetime, *, site_code: str, month: Month
) -> Sample:
    """Return the sample; that it was looked at is noted."""
    found = sample_of(session, user, now, site_code, month)
    note_event(session, now, user.name, "read sample", str(month), site_code=site_code)
    return found
