"""Move a sheet to the client, or the number, that it belongs to."""

from dataclasses import dataclass, replace
from datetime import datetime

from kast_eval.actions.steps.draw import judge_batch
from kast_eval.actions.steps.facts import reread_facts
from kast_eval.actions.steps.meant import Meant, meant_by
from kast_eval.actions.steps.person_type import person_type_of
from kast_eval.actions.steps.questions import ask_about, ask_about_client
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import LONGEST_TEXT, clean_text
from kast_eval.store.clients import add_client, find_client
from kast_eval.store.events import note_event
from kast_eval.store.records import ClientRecord, MoveRecord, SheetPlace, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheet_facts import client_facts
from kast_eval.store.sheet_moves import has_sheets, move, moves_of, sheet_at
from kast_eval.store.sheets import present_episode
from kast_eval.study.episode import episodes_of
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.study.timepoint import numbers, timepoint

_FIRST = 1


class MoveRefusedError(KastEvalError):
    """A move to where the sheet stands already, or without a reason."""


class MovedBeforeError(KastEvalError):
    """Somebody else has moved the sheet while the page was open."""

    def __init__(self) -> None:
        super().__init__("Arket har flyttats medan sidan var öppen. Se efter var det ligger nu.")


class PlaceTakenError(KastEvalError):
    """The right client has a sheet of the form at that time point already."""

    def __init__(self, public_id: str) -> None:
        super().__init__(
            "Klienten har redan ett ark av formuläret för den tidpunkten. Jämför de två papperen: "
            "är det ena fel, flytta eller rätta det först."
        )
        self.public_id = public_id


@dataclass(frozen=True)
class Moved:
    """A sheet where it stands now, and the code of a client who has no sheet left."""

    sheet: SheetRecord
    left_empty: str | None


def move_sheet(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    public_id: str,
    code: str,
    number: int | None,
    reason: str,
    person_type: int | None = None,
    seen: int | None = None,
    episode_no: int | None = None,
) -> Moved:
    """Move the sheet, let what is due and asked follow at both clients, put its batch back.

    `person_type` is asked for with a new code; `seen` moves of the sheet were known to the page;
    `episode_no` is another episode of the same client, and counts for no other.
    The same page sent twice moves it once. NotFoundError for another clinic's sheet; the code of
    another clinic is answered like one that does not exist.
    """
    sheet, definition = own_sheet(session, user, Permission.CORRECT, plan.library, public_id)
    here = User(user.name, {sheet.site_code: user.roles[sheet.site_code]})
    meant = meant_by(session, here, Permission.CORRECT, code, definition.subject)
    to = _place(session, plan, sheet, definition, meant, number=number)
    if episode_no is not None and meant.client and meant.client_code == sheet.client_code:
        to = _in_episode(session, to, meant, episode_no)
    why = clean_text(reason)
    before = moves_of(session, sheet.id)
    if _was_sent_before(before, user, to, why):
        left = find_client(session, (sheet.site_code,), before[-1].before.code or "")
        return _moved(session, sheet, left)
    _check(session, sheet, meant, to, why)
    if seen is not None and seen != len(before):
        raise MovedBeforeError
    client = _client(session, now, meant, definition, person_type)
    moved = move(session, sheet, client, to, reason=why, moved_by=user.name, moved_at=now)
    note_event(session, now, user.name, "moved", public_id, site_code=sheet.site_code)
    reread_facts(session, plan.library, plan.schedule, moved)
    left = _client_of(session, sheet)
    if left is not None and left.code != moved.client_code:
        ask_about_client(session, now, plan, left)
    ask_about(session, now, plan, moved)
    judge_batch(session, now, plan.keying, moved, moved=True)
    return _moved(session, moved, left)


def _place(
    session: Session,
    plan: Plan,
    sheet: SheetRecord,
    definition: FormDefinition,
    meant: Meant,
    *,
    number: int | None,
) -> SheetPlace:
    """Return where the sheet is to stand: in its own episode, or in the client's of its day."""
    place = SheetPlace(
        meant.client_code,
        sheet.episode_no,
        timepoint(definition.timing, number),
        number if numbers(definition.timing) else None,
    )
    if meant.client is None or meant.client_code == sheet.client_code:
        return place if meant.client else replace(place, episode_no=_FIRST)
    of_day = replace(place, episode_no=_episode_of_day(session, plan, sheet, meant.client))
    present = replace(place, episode_no=present_episode(session, meant.client))
    # A first session may be what an episode begins with; then its own day is before all others.
    return of_day if sheet_at(session, sheet, meant.client, of_day) is None else present


def _in_episode(session: Session, place: SheetPlace, meant: Meant, episode_no: int) -> SheetPlace:
    """Return the place in another episode of the client, who must have it."""
    last = present_episode(session, meant.client)
    if not _FIRST <= episode_no <= last:
        raise MoveRefusedError("Klienten har insatsperioderna 1 till {last}.", last=last)
    return replace(place, episode_no=episode_no)


def _episode_of_day(session: Session, plan: Plan, sheet: SheetRecord, client: ClientRecord) -> int:
    """Return the newest episode of the client that had begun on the day of the paper."""
    left = _client_of(session, sheet)
    known = () if left is None else client_facts(session, left)
    days = {one.public_id: one.day for one in known}
    episodes = episodes_of(plan.schedule, client_facts(session, client))
    day = days.get(sheet.public_id)
    begun = [one.number for one in episodes if day is None or one.first_day <= day]
    return max(begun, default=_FIRST)


def _check(session: Session, sheet: SheetRecord, meant: Meant, to: SheetPlace, reason: str) -> None:
    now = SheetPlace(sheet.client_code, sheet.episode_no, sheet.timepoint, sheet.number)
    if to == now:
        raise MoveRefusedError("Arket ligger redan där. Skriv den kod och det nummer som är rätt.")
    if not reason:
        raise MoveRefusedError("Skriv varför arket flyttas.")
    if len(reason) > LONGEST_TEXT:
        raise MoveRefusedError(
            "Skälet är längre än {largest} tecken. Korta det.", largest=LONGEST_TEXT
        )
    there = None if meant.is_new_client else sheet_at(session, sheet, meant.client, to)
    if there is not None:
        raise PlaceTakenError(there)


def _client(
    session: Session,
    now: datetime,
    meant: Meant,
    definition: FormDefinition,
    stated: int | None,
) -> ClientRecord | None:
    """Return whose sheet it becomes, made with it; None for the clinic's own."""
    person_type = person_type_of(meant, definition, stated)
    if meant.client_code is None or meant.client is not None or person_type is None:
        return meant.client
    return add_client(
        session, meant.site.code, meant.client_code, person_type=person_type, first_seen=now
    )


def _was_sent_before(
    moves: tuple[MoveRecord, ...], user: User, to: SheetPlace, reason: str
) -> bool:
    return bool(moves) and (moves[-1].after, moves[-1].reason, moves[-1].moved_by) == (
        to, reason, user.name,
    )  # fmt: skip


def _client_of(session: Session, sheet: SheetRecord) -> ClientRecord | None:
    return find_client(session, (sheet.site_code,), sheet.client_code or "")


def _moved(session: Session, sheet: SheetRecord, left: ClientRecord | None) -> Moved:
    is_empty = left is not None and not has_sheets(session, left)
    return Moved(sheet, left.code if left is not None and is_empty else None)
