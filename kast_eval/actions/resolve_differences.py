"""Decide what stands on the paper where two keyings of a sheet differ."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from kast_eval.actions.read_differences import Differences, find_differences
from kast_eval.actions.steps.draw import judge_batch
from kast_eval.actions.steps.keyed import Keyed, Outcome, read_keyed
from kast_eval.actions.steps.saved import Saved, after_save
from kast_eval.answers.compare import differing_items
from kast_eval.answers.finding import Finding
from kast_eval.definition.form import Item
from kast_eval.errors import KastEvalError
from kast_eval.kinds.text import AMBIGUOUS_MARK, LONGEST_TEXT, clean_text, plain
from kast_eval.quality.compared import Resolution
from kast_eval.store.comparisons import add_resolution
from kast_eval.store.entries import Correction, add_entry
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import User
from kast_eval.wording import marked


class Right(StrEnum):
    """Whose text stands on the paper: the first keying's, the second's, or neither's."""

    FIRST = "first"
    SECOND = "second"
    OTHER = "other"


@dataclass(frozen=True)
class Decision:
    """What was read from the paper for one item, and why the keyings differ.

    `text` is what stands there where neither keying has it.
    """

    right: Right
    reason: str
    text: str = ""


class StaleDifferencesError(KastEvalError):
    """Differences that somebody else has decided, or that a correction has changed."""

    def __init__(self) -> None:
        super().__init__(
            "Skillnaderna är redan avgjorda, eller arket har rättats sedan du öppnade sidan. Inget "
            "av det du valde är sparat. Se på arket som det är nu."
        )


def resolve_differences(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    sheet_id: str,
    *,
    comparison: int,
    decisions: Mapping[str, Decision],
    submission: str,
    confirmed: Collection[str] = (),
) -> Outcome:
    """Save the decisions if every item that differs has one, and all of it can be read.

    Where the first keying was wrong, what counts is corrected in the same transaction.
    """
    differences = find_differences(session, user, now, plan, public_id=sheet_id)
    keyed = _decided(differences, decisions, now)
    if differences.resolution is not None or differences.comparison.id != comparison:
        if _was_decided_so(differences, comparison, keyed):
            return Outcome(keyed.reading, sheet_id)
        raise StaleDifferencesError
    keyed = keyed.with_errors(*_check(differences.items, decisions))
    if not keyed.is_accepted(confirmed):
        return Outcome(keyed.reading, None)
    reasons = {item.name: clean_text(decisions[item.name].reason) for item in differences.items}
    resolution = _resolution(differences, keyed)
    entry_id = None
    if resolution.first_wrong:
        entry_id = add_entry(
            session, differences.sheet.id, keyed.texts, keyed.notes,
            entered_by=user.name, entered_at=now, submission=submission,
            correction=Correction(differences.first.id, _reason(resolution, reasons)),
        )  # fmt: skip
    add_resolution(session, resolution, reasons, entry_id, decided_by=user.name, decided_at=now)
    sheet = differences.sheet
    note_event(session, now, user.name, "resolved", sheet.public_id, site_code=sheet.site_code)
    if entry_id is not None:
        saved = Saved(sheet, differences.definition, keyed.reading, entry_id, is_first=False)
        after_save(session, user, now, plan, saved)
    judge_batch(session, now, plan.keying, sheet)
    return Outcome(keyed.reading, sheet_id)


def _decided(differences: Differences, decisions: Mapping[str, Decision], now: datetime) -> Keyed:
    """Return the first keying with what was decided: texts, and the notes that belong to them."""
    texts, notes = dict(differences.first.texts), dict(differences.first.notes)
    for name in differences.comparison.differing & decisions.keys():
        decision = decisions[name]
        match decision.right:
            case Right.FIRST:
                continue
            case Right.SECOND:
                texts[name] = differences.second.texts.get(name, "")
                notes[name] = differences.second.notes.get(name, "")
            case Right.OTHER:
                texts[name] = decision.text
                # An unclear mark has a note of what stands there, and here that is the reason.
                unclear = plain(clean_text(decision.text)) == AMBIGUOUS_MARK
                notes[name] = decision.reason if unclear else ""
            case _:
                assert_never(decision.right)
    return read_keyed(
        differences.definition, texts, notes, person_type=differences.sheet.person_type, now=now
    )


def _was_decided_so(differences: Differences, comparison: int, keyed: Keyed) -> bool:
    """Tell whether these very decisions are saved already, as by a page that was sent twice."""
    return (
        differences.comparison.id == comparison
        and _resolution(differences, keyed) == differences.resolution
    )


def _check(items: tuple[Item, ...], decisions: Mapping[str, Decision]) -> Iterator[Finding]:
    for item in items:
        decision = decisions.get(item.name)
        reason = "" if decision is None else clean_text(decision.reason)
        if decision is None:
            yield Finding((item.name,), marked("Välj vad som står på papperet."))
        elif not reason:
            yield Finding((item.name,), marked("Skriv varför svaren skiljer sig."))
        elif len(reason) > LONGEST_TEXT:
            text = marked("Skälet är längre än {largest} tecken. Korta det.")
            yield Finding((item.name,), text, {"largest": LONGEST_TEXT})


def _resolution(differences: Differences, keyed: Keyed) -> Resolution:
    """Return in which keying each item means something else than what was decided."""
    definition, among = differences.definition, differences.comparison.differing
    first = differing_items(definition, differences.first.texts, keyed.texts)
    second = differing_items(definition, differences.second.texts, keyed.texts)
    return Resolution(differences.comparison.id, among & {*first}, among & {*second})


def _reason(resolution: Resolution, reasons: Mapping[str, str]) -> str:
    """Return why the first keying is corrected: each reason once, in the order of the paper."""
    given = dict.fromkeys(
        reason for name, reason in reasons.items() if name in resolution.first_wrong
    )
    return "; ".join(given)
