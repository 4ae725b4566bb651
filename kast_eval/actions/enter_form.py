"""Save what was keyed from a paper."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kast_eval import clock
from kast_eval.actions.steps.episode import episode_meant
from kast_eval.actions.steps.facts import day_of
from kast_eval.actions.steps.keyed import Keyed, Outcome, read_keyed
from kast_eval.actions.steps.meant import Meant, meant_by
from kast_eval.actions.steps.person_type import person_type_of
from kast_eval.actions.steps.saved import Saved, after_save
from kast_eval.actions.steps.withdrawn import require_not_withdrawn
from kast_eval.answers.reasons import EVERY_DAY, Reason, check_reasons
from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.store.clients import add_client
from kast_eval.store.entries import add_entry
from kast_eval.store.keyed_sheets import find_submission
from kast_eval.store.records import ClientRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.store.sheets import add_sheet, find_sheet_at
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User
from kast_eval.study.timepoint import numbers, timepoint


@dataclass(frozen=True)
class _Paper:
    """Which paper is keyed: whose, which form, when."""

    meant: Meant
    definition: FormDefinition
    person_type: int | None
    timepoint: str
    number: int | None
    episode_no: int


class SheetExistsError(KastEvalError):
    """The paper is saved already, with other answers; it can be corrected."""

    def __init__(self, public_id: str) -> None:
        super().__init__(
            "Det finns redan ett sparat ark av formuläret för den tidpunkten. "
            "Öppna det sparade arket och rätta det om något skiljer."
        )
        self.public_id = public_id


def enter_form(
    session: Session,
    user: User,
    now: datetime,
    definition: FormDefinition,
    texts: Mapping[str, str],
    *,
    plan: Plan,
    notes: Mapping[str, str],
    code: str,
    number: int | None,
    person_type: int | None,
    submission: str,
    confirmed: Collection[str] = (),
    episode_no: int | None = None,
    reasons: Mapping[str, Reason] = EVERY_DAY,
) -> Outcome:
    """Save the sheet if all of it could be read and every doubt is confirmed; else nothing.

    `definition` has only the items that stood on the paper; `confirmed` are the keys of doubts, and
    `reasons` why, where it is not that it stands so on the paper; `code` is the client's, or the
    clinic's own on a form about the clinic. Without an episode it is the present one.
    The same page sent twice gives the same outcome and is saved once.
    """
    meant = meant_by(session, user, Permission.ENTER, code, definition.subject)
    paper = _Paper(
        meant,
        definition,
        person_type_of(meant, definition, person_type),
        timepoint(definition.timing, number),
        number if numbers(definition.timing) else None,
        episode_meant(session, meant, episode_no),
    )
    keyed = read_keyed(definition, texts, notes, person_type=paper.person_type, now=now)
    keyed = keyed.with_errors(*check_reasons(reasons))
    saved = _saved_before(session, user, paper, keyed, submission)
    if saved is None:
        require_not_withdrawn(
            session, plan.schedule, meant, definition, episode_no=paper.episode_no,
            day=day_of(definition, keyed.reading.answers) or clock.clinic_day(now),
        )  # fmt: skip
    if saved is None and keyed.is_accepted(confirmed):
        saved, entry_id = _save(session, user, now, paper, keyed, submission=submission)
        done = Saved(saved, definition, keyed.reading, entry_id, is_first=True, reasons=reasons)
        after_save(session, user, now, plan, done)
    return Outcome(keyed.reading, None if saved is None else saved.public_id)


def _saved_before(
    session: Session, user: User, paper: _Paper, keyed: Keyed, submission: str
) -> SheetRecord | None:
    """Return the sheet that this very page has made; refuse a second sheet of the same paper."""
    existing = None
    if not paper.meant.is_new_client:
        existing = find_sheet_at(
            session,
            paper.meant.site.code,
            paper.meant.client,
            paper.definition.form,
            paper.timepoint,
            episode_no=paper.episode_no,
        )
    sent = find_submission(session, user.name, submission)
    if sent is not None:
        sheet, entry = sent
        if sheet == existing and keyed.is_in(entry):
            return sheet
        existing = sheet
    if existing is not None:
        raise SheetExistsError(existing.public_id)
    return None


def _save(
    session: Session, user: User, now: datetime, paper: _Paper, keyed: Keyed, *, submission: str
) -> tuple[SheetRecord, int]:
    sheet = add_sheet(
        session,
        paper.meant.site.code,
        _client(session, now, paper),
        paper.definition,
        timepoint=paper.timepoint,
        number=paper.number,
        created=now,
        episode_no=paper.episode_no,
    )
    entry_id = add_entry(
        session,
        sheet.id,
        keyed.texts,
        keyed.notes,
        entered_by=user.name,
        entered_at=now,
        submission=submission,
    )
    return sheet, entry_id


def _client(session: Session, now: datetime, paper: _Paper) -> ClientRecord | None:
    """Return whose sheet it is, made with the first sheet; None for the clinic's own."""
    meant = paper.meant
    if meant.client_code is None or paper.person_type is None:
        return None
    return meant.client or add_client(
        session, meant.site.code, meant.client_code, person_type=paper.person_type, first_seen=now
    )
