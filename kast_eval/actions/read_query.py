"""Read a question with what was keyed at each of its places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.list_queries import QueryView, view_query
from kast_eval.actions.steps.sheet import definition_of
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.store.entries import entry_history
from kast_eval.store.events import note_event
from kast_eval.store.queries import find_query
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.roles import NotFoundError, Permission, User, require


@dataclass(frozen=True)
class ReadPlace:
    """A sheet of a question, its form, and what counts of the items that it is about."""

    sheet: SheetRecord
    definition: FormDefinition
    texts: Mapping[str, str]


@dataclass(frozen=True)
class ReadQuery:
    """A question and its places."""

    view: QueryView
    places: tuple[ReadPlace, ...]


def read_query(
    session: Session, user: User, now: datetime, library: Library, public_id: str
) -> ReadQuery:
    """Return the question and note that it was read; NotFoundError for another clinic's."""
    query = find_query(session, user.sites, public_id)
    if query is None:
        raise NotFoundError
    require(user, Permission.READ, query.site_code)
    view = view_query(session, now, query)
    note_event(session, now, user.name, "read", public_id, site_code=query.site_code)
    return ReadQuery(view, tuple(_places(session, library, view)))


def _places(session: Session, library: Library, view: QueryView) -> Iterator[ReadPlace]:
    for place in view.places:
        newest = entry_history(session, place.sheet.id)[-1]
        texts = {name: newest.texts.get(name, "") for name in place.items}
        yield ReadPlace(place.sheet, definition_of(library, place.sheet), texts)
