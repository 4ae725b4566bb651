"""Ask a question about a sheet by hand."""

import hashlib
from datetime import datetime

from kast_eval.actions.steps.raised import BY_HAND, due_day, written_places
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.events import note_event
from kast_eval.store.queries import NewQuery, add_query, queries_about_sheet
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User


class QueryTextError(KastEvalError):
    """A question without words, or with too many."""


def raise_query(
    session: Session, user: User, now: datetime, library: Library, sheet_id: str, *, text: str
) -> str:
    """Keep the question and return its public id; one that is open already is the same one."""
    sheet, _ = own_sheet(session, user, Permission.DECIDE_QUERIES, library, sheet_id)
    words = clean_text(text)
    if not words:
        raise QueryTextError("Skriv vad du undrar över, utan namn.")
    if len(words) > LONGEST_TEXT:
        raise QueryTextError(
            "Texten är längre än {largest} tecken. Korta den.", largest=LONGEST_TEXT
        )
    finding = hashlib.sha256(f"{BY_HAND} {sheet.public_id} {words}".encode()).hexdigest()[:24]
    for query in queries_about_sheet(session, sheet.site_code, sheet.public_id):
        if query.outcome is None and query.finding.partition(" ")[0] == finding:
            return query.public_id
    details = {"places": written_places([(sheet.public_id, ())]), "text": words}
    new = NewQuery(sheet.site_code, None, sheet.id, BY_HAND, finding, frozenset(), details)
    public_id = add_query(session, new, raised_at=now, due=due_day(now))
    note_event(session, now, user.name, "asked", public_id, site_code=sheet.site_code)
    return public_id
