"""List the questions of a clinic: those that wait for an answer, and those that have one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.raised import read_places
from kast_eval.quality.check import Asks, Check
from kast_eval.quality.checks import CHECKS
from kast_eval.quality.outcome import Outcome
from kast_eval.store.queries import answered_queries, open_queries, queries_about_sheet
from kast_eval.store.records import QueryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import find_sheet
from kast_eval.study.roles import Permission, User, require


@dataclass(frozen=True)
class QueryPlace:
    """A sheet that a question is about, and the items that it shows in."""

    sheet: SheetRecord
    items: tuple[str, ...]


@dataclass(frozen=True)
class QueryView:
    """A question with its sheets, and how old it is on the day that it is looked at.

    Without `check` a person has raised it, and its words stand in the details.
    """

    query: QueryRecord
    check: Check | None
    places: tuple[QueryPlace, ...]
    raised: date
    today: date

    @property
    def public_id(self) -> str:
        """Return what the question's page is found by."""
        return self.query.public_id

    @property
    def code(self) -> str | None:
        """Return the client's code; None for a question about the clinic itself."""
        return self.query.client_code

    @property
    def due(self) -> date:
        """Return the day by which it is to be answered."""
        return self.query.due

    @property
    def age(self) -> int:
        """Return how many days it has waited; none by a clock that was set back."""
        return max((self.today - self.raised).days, 0)

    @property
    def is_overdue(self) -> bool:
        """Tell whether it waits for longer than it was to."""
        return self.outcome is None and self.today > self.query.due

    @property
    def asks_lead(self) -> bool:
        """Tell whether only the lead or the coordinator can answer it."""
        return self.check is not None and self.check.asks is Asks.LEAD

    @property
    def outcome(self) -> Outcome | None:
        """Return how it ended, None while it waits."""
        return None if self.query.outcome is None else Outcome(self.query.outcome)


def list_queries(
    session: Session, user: User, now: datetime, site_code: str
) -> tuple[QueryView, ...]:
    """Return the questions of the clinic that wait for an answer, the first due first."""
    require(user, Permission.READ, site_code)
    return _views(session, now, open_queries(session, (site_code,)))


def list_queries_about(
    session: Session, user: User, now: datetime, sheet: SheetRecord
) -> tuple[QueryView, ...]:
    """Return the questions that wait for an answer and that the sheet is a part of."""
    require(user, Permission.READ, sheet.site_code)
    known = queries_about_sheet(session, sheet.site_code, sheet.public_id)
    return _views(session, now, (query for query in known if query.outcome is None))


def list_answered_queries(
    session: Session, user: User, now: datetime, site_code: str, *, limit: int
) -> tuple[QueryView, ...]:
    """Return the questions of the clinic that were answered last, the newest answer first."""
    require(user, Permission.READ, site_code)
    return _views(session, now, answered_queries(session, (site_code,), limit=limit))


def view_query(session: Session, now: datetime, query: QueryRecord) -> QueryView:
    """Return a question with its sheets."""
    found = (
        (find_sheet(session, (query.site_code,), public_id), items)
        for public_id, items in read_places(query.details)
    )
    places = tuple(QueryPlace(sheet, items) for sheet, items in found if sheet is not None)
    raised = clock.clinic_day(query.raised_at)
    return QueryView(query, CHECKS.get(query.kind), places, raised, clock.clinic_day(now))


def _views(
    session: Session, now: datetime, queries: Iterable[QueryRecord]
) -> tuple[QueryView, ...]:
    return tuple(view_query(session, now, query) for query in queries)
