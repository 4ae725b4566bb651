"""Print the questions of a clinic that wait for an answer, for the shelf."""

from datetime import datetime

from kast_eval import clock
from kast_eval.actions.list_queries import QueryView, list_queries
from kast_eval.definition.library import Library
from kast_eval.paper.query_list import PrintedQuery, print_query_list
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import find_site, is_training
from kast_eval.study.roles import User
from kast_eval.wording import Language, Wording


def print_queries(
    session: Session,
    user: User,
    now: datetime,
    library: Library,
    site_code: str,
    *,
    language: Language,
) -> bytes:
    """Return the list as PDF and note that it was printed; nothing that was keyed stands in it."""
    queries = list_queries(session, user, now, site_code)
    site = find_site(session, site_code)
    note_event(session, now, user.name, "printed", "questions", site_code=site_code)
    return print_query_list(
        site.name if site else site_code,
        clock.clinic_day(now),
        [_printed(library, query) for query in queries],
        language,
        training=is_training(session),
        anchor=chain_anchor(session),
    )


def _printed(library: Library, query: QueryView) -> PrintedQuery:
    text = query.query.details.get("text", "")
    return PrintedQuery(
        query.code or query.query.site_code,
        query.check.question if query.check else Wording(text, text),
        tuple(
            (library.get(place.sheet.form, place.sheet.version), place.sheet.number, place.items)
            for place in query.places
        ),
        query.due,
        query.age,
        query.query.details.get("quarter", ""),
    )
