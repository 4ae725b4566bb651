"""Read the course of one client, to be shown in the conversation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.meant import meant_by
from kast_eval.actions.steps.sheet import definition_of, own_sheet
from kast_eval.answers.read import read_answers
from kast_eval.definition.form import FormDefinition, Subject, Timing
from kast_eval.store.clients import find_client
from kast_eval.store.events import note_event
from kast_eval.store.newest_entries import newest_of_client
from kast_eval.store.records import ClientRecord, EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.client_code import ClientCodeError, is_relative_code, read_client_code
from kast_eval.study.course.own import AnsweredSheet
from kast_eval.study.course.series import Course, course_of
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require_somewhere
from kast_eval.wording import marked

_FILLED_ON = "fill_date"

Keyed = Sequence[tuple[SheetRecord, EntryRecord]]


@dataclass(frozen=True)
class ConversationView:
    """The course of a client; `sheet` is the random id by which the page asks for it again."""

    course: Course
    code: str
    sheet: str
    today: date


def read_conversation(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    code: str = "",
    sheet: str = "",
    episode: int | None = None,
    printed: bool = False,
) -> ConversationView:
    """Return the course of the client with the code, or of the client whose sheet it is.

    Without `episode` it is the newest one, or that of the sheet. That it was read, or printed, is
    noted. Nothing of any other client is read.
    """
    if sheet:
        client, own_episode = _client_of(session, user, plan, sheet)
        episode = own_episode if episode is None else episode
    else:
        client = _client_called(session, user, code)
    keyed = newest_of_client(session, client)
    if not keyed:
        raise ClientCodeError(_NOTHING_YET)
    course = course_of(plan.conversation, _answered(plan, keyed), episode)
    first = sheet or keyed[0][0].public_id
    action = "printed" if printed else "read conversation"
    note_event(session, now, user.name, action, first, site_code=client.site_code)
    return ConversationView(course, client.code, first, clock.clinic_day(now))


_NOTHING_YET = marked("Inget ark är inskrivet för koden än. Då finns inget att visa.")


def _client_of(
    session: Session, user: User, plan: Plan, public_id: str
) -> tuple[ClientRecord, int]:
    sheet, definition = own_sheet(session, user, Permission.READ, plan.library, public_id)
    client = None
    if definition.subject is Subject.CLIENT and sheet.client_code is not None:
        client = find_client(session, (sheet.site_code,), sheet.client_code)
    if client is None:
        raise NotFoundError
    return client, sheet.episode_no


_RELATIVES = marked(
    "Koden är en anhörigs, för den börjar på R. Underlaget finns bara för klienter. Ta fram den "
    "anhörigas ark på papper, eller skriv en klients kod."
)


def _client_called(session: Session, user: User, code: str) -> ClientRecord:
    require_somewhere(user, Permission.READ)
    if is_relative_code(read_client_code(code)):
        raise ClientCodeError(_RELATIVES)
    meant = meant_by(session, user, Permission.READ, code, Subject.CLIENT)
    if meant.client is None:
        raise ClientCodeError(_NOTHING_YET)
    return meant.client


def _answered(plan: Plan, keyed: Keyed) -> Iterator[AnsweredSheet]:
    """Give what is needed of each sheet, read by what stood on its paper."""
    conversation = plan.conversation
    for sheet, entry in keyed:
        definition = definition_of(plan.library, sheet)
        session = sheet.number if definition.timing is Timing.SESSION else None
        if sheet.form in {conversation.form, conversation.start_form}:
            yield _read(sheet, entry, definition, session)
        elif session is not None:
            # That the session was is all that is told of the other sheets.
            yield AnsweredSheet(sheet.form, sheet.episode_no, session, None)


def _read(
    sheet: SheetRecord, entry: EntryRecord, definition: FormDefinition, session: int | None
) -> AnsweredSheet:
    reading = read_answers(
        definition,
        entry.texts,
        # What was in the past when it was keyed is so still, even if the clock was set back.
        today=clock.clinic_day(entry.entered_at),
        known={} if sheet.person_type is None else {"person_type": sheet.person_type},
    )
    answers = reading.answers
    days = answers[_FILLED_ON].values if _FILLED_ON in answers else ()
    day = next((one for one in days if isinstance(one, date)), None)
    return AnsweredSheet(sheet.form, sheet.episode_no, session, day, answers, entry.texts)
