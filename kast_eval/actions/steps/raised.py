"""Questions as they are kept: where they are about, by when, asked once and closed when mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from kast_eval import clock
from kast_eval.quality.outcome import Outcome
from kast_eval.store.queries import NewQuery, add_query, answer
from kast_eval.store.records import QueryRecord
from kast_eval.store.session import Session

DAYS_TO_ANSWER = 14
BY_HAND = "by_hand"
"""The kind of a question that a person raised about one sheet."""


def due_day(now: datetime) -> date:
    """Return the day by which a question that is raised now is to be answered."""
    return clock.clinic_day(now) + timedelta(days=DAYS_TO_ANSWER)


def written_places(places: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return sheets and their items as one text, for the details of a question."""
    return " ".join(f"{public_id}:{','.join(items)}" for public_id, items in places)


def read_places(details: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each sheet of a question with its items."""
    for place in details.get("places", "").split():
        public_id, _, items = place.partition(":")
        yield public_id, tuple(items.split(",")) if items else ()


def settle(
    session: Session, now: datetime, asked: Sequence[NewQuery], known: Iterable[QueryRecord]
) -> None:
    """Ask what is not asked already, and close what is open though nothing is found any more."""
    # The latest of a name counts: an earlier one of a finding that came back is gone.
    latest = {query.finding.partition(" ")[0]: query for query in known}
    found = {new.finding for new in asked}
    for finding, query in latest.items():
        if query.outcome is None and finding not in found:
            answer(session, query, Outcome.GONE, answered_by=None, answered_at=now)
    for new in {new.finding: new for new in asked}.values():
        before = latest.get(new.finding)
        if before is None or before.outcome == Outcome.GONE:
            add_query(session, new, raised_at=now, due=due_day(now))
