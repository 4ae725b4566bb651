"""Read what was done at the clinics that one audits."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.store.event_search import EventFilter, find_events, users_in_events
from kast_eval.store.events import note_event
from kast_eval.store.records import EventRecord
from kast_eval.store.session import Session
from kast_eval.store.sites import all_sites
from kast_eval.study.roles import NotFoundError, Permission, User, require_somewhere
from kast_eval.study.site import Site

ON_A_PAGE = 50


@dataclass(frozen=True)
class EventsPage:
    """A page of events, the newest first; `older` is where the next page begins, if there is one.

    Beside it stand the clinics and the people that there is to choose between.
    """

    events: tuple[EventRecord, ...]
    older: int | None
    sites: tuple[Site, ...]
    users: tuple[str, ...]


def read_events(
    session: Session,
    user: User,
    now: datetime,
    wanted: EventFilter,
    *,
    site_code: str = "",
    before: int | None = None,
) -> EventsPage:
    """Return the events that are wanted, of one clinic or of all that the user audits.

    That somebody looked is an event itself.
    """
    codes = require_somewhere(user, Permission.READ_EVENTS)
    if site_code and site_code not in codes:
        raise NotFoundError
    asked = {site_code} if site_code else codes
    found = find_events(session, asked, wanted, before=before, limit=ON_A_PAGE + 1)
    page = EventsPage(
        found[:ON_A_PAGE],
        found[ON_A_PAGE - 1].sequence if len(found) > ON_A_PAGE else None,
        tuple(site for site in all_sites(session) if site.code in codes),
        users_in_events(session, codes),
    )
    for code in sorted(asked):
        note_event(session, now, user.name, "looked at events", "events", site_code=code)
    return page
