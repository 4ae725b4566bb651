"""Doubts that were answered once, with a reason, and stay answered."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from kast_eval.answers.finding import Finding
from kast_eval.answers.read import Reading
from kast_eval.answers.reasons import Reason
from kast_eval.store.finding_answers import add_finding_answer, finding_answers
from kast_eval.store.records import SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.roles import User


def answered_doubts(session: Session, sheet: SheetRecord) -> Mapping[str, Reason]:
    """Return the keys of the doubts that were confirmed of the sheet, each with its reason.

    A key stands for the keyed texts too, so another text is another doubt.
    """
    known = finding_answers(session, sheet.id)
    return {one.finding: Reason.read(one.reason) for one in known}


def unanswered(reading: Reading, answered: Collection[str]) -> Reading:
    """Return the reading with the doubts that are still to be answered."""
    return replace(reading, doubts=tuple(one for one in reading.doubts if one.key not in answered))


def keep_answers(
    session: Session,
    user: User,
    now: datetime,
    sheet: SheetRecord,
    doubts: Iterable[Finding],
    *,
    reasons: Mapping[str, Reason],
) -> None:
    """Keep that each doubt was confirmed, unless it was before."""
    keys = tuple(dict.fromkeys(doubt.key for doubt in doubts))
    # Most sheets have nothing doubtful, and then nothing need be asked.
    known = answered_doubts(session, sheet) if keys else {}
    for key in keys:
        if key not in known:
            kept = reasons.get(key, Reason()).kept
            add_finding_answer(session, sheet.id, key, kept, answered_by=user.name, answered_at=now)
