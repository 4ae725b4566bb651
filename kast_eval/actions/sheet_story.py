"""Tell everything that happened to a sheet, in the order of time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kast_eval.actions.list_queries import QueryView, view_query
from kast_eval.actions.read_sheet import SheetView, read_sheet
from kast_eval.answers.reasons import Reason
from kast_eval.definition.library import Library
from kast_eval.store.entries import entry_history
from kast_eval.store.finding_answers import finding_answers
from kast_eval.store.queries import queries_about_sheet
from kast_eval.store.records import EntryRecord, MoveRecord
from kast_eval.store.session import Session
from kast_eval.store.sheet_moves import moves_of
from kast_eval.store.sheet_story import ComparedStory, comparisons_of, prints_of
from kast_eval.study.roles import User


class What(StrEnum):
    """A sort of thing that happens to a sheet, in the order of those that happen at once."""

    ENTERED = "entered"
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    KEYED_AGAIN = "keyed again"
    COMPARED = "compared"
    RESOLVED = "resolved"
    ASKED = "asked"
    ANSWERED = "answered"
    PRINTED = "printed"


@dataclass(frozen=True)
class Happening:
    """One thing that happened: what, when, by whom; nobody where it happened by itself.

    Beside it stands what it is about: the entry and the one before, the move, the question, how
    many doubts were kept for which reason, the items that differed.
    """

    what: What
    at: datetime
    who: str | None
    entry: EntryRecord | None = None
    before: EntryRecord | None = None
    move: MoveRecord | None = None
    query: QueryView | None = None
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    compared: ComparedStory | None = None


@dataclass(frozen=True)
class SheetStory:
    """A sheet and what happened to it, the first first."""

    view: SheetView
    happenings: tuple[Happening, ...]


def sheet_story(
    session: Session, user: User, now: datetime, library: Library, public_id: str
) -> SheetStory:
    """Return the story and note that the sheet was read; NotFoundError for another clinic's."""
    view = read_sheet(session, user, now, library, public_id)
    happened = [
        *_entries(view),
        *_confirmed(session, view),
        *_second(session, view),
        *_queries(session, now, view),
        *(
            Happening(What.MOVED, move.moved_at, move.moved_by, move=move)
            for move in moves_of(session, view.sheet.id)
        ),
        *(Happening(What.PRINTED, at, who) for at, who in prints_of(session, public_id)),
    ]
    order = list(What)
    happened.sort(key=lambda one: (one.at, order.index(one.what)))
    return SheetStory(view, tuple(happened))


def _entries(view: SheetView) -> Iterator[Happening]:
    for before, entry in zip((None, *view.history), view.history, strict=False):
        what = What.ENTERED if before is None else What.CORRECTED
        yield Happening(what, entry.entered_at, entry.entered_by, entry=entry, before=before)


def _confirmed(session: Session, view: SheetView) -> Iterator[Happening]:
    """Give the doubts that were confirmed at one time together."""
    together: dict[tuple[datetime, str], dict[Reason, int]] = {}
    for answer in finding_answers(session, view.sheet.id):
        counts = together.setdefault((answer.answered_at, answer.answered_by), {})
        reason = Reason.read(answer.reason)
        counts[reason] = counts.get(reason, 0) + 1
    for (at, who), reasons in together.items():
        yield Happening(What.CONFIRMED, at, who, reasons=reasons)


def _second(session: Session, view: SheetView) -> Iterator[Happening]:
    """Give the second keyings without what was keyed, and what their comparisons came to."""
    for entry in entry_history(session, view.sheet.id, keying=2):
        yield Happening(What.KEYED_AGAIN, entry.entered_at, entry.entered_by)
    for compared in comparisons_of(session, view.sheet.id):
        yield Happening(What.COMPARED, compared.at, None, compared=compared)
        if compared.decided_at is not None:
            decided = (compared.decided_at, compared.decided_by)
            yield Happening(What.RESOLVED, *decided, compared=compared)


def _queries(session: Session, now: datetime, view: SheetView) -> Iterator[Happening]:
    sheet = view.sheet
    for query in queries_about_sheet(session, sheet.site_code, sheet.public_id):
        shown = view_query(session, now, query)
        yield Happening(What.ASKED, query.raised_at, None, query=shown)
        if query.answered_at is not None:
            yield Happening(What.ANSWERED, query.answered_at, query.answered_by, query=shown)
