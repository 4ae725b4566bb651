"""Compare the keyings of a sheet, and compare again what is corrected before a decision."""

from datetime import datetime

from kast_eval.actions.steps.draw import judge_batch
from kast_eval.answers.compare import compared_items, differing_items
from kast_eval.definition.form import FormDefinition
from kast_eval.store.comparisons import add_comparison, newest_comparison, status_of
from kast_eval.store.entries import entry_history
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.keying import Keying
from kast_eval.study.keying_status import KeyingStatus


def compare_keyings(
    session: Session,
    now: datetime,
    definition: FormDefinition,
    first: EntryRecord,
    second: EntryRecord,
) -> tuple[str, ...]:
    """Compare two keyings by what they mean, keep the comparison, return the items that differ."""
    differing = differing_items(definition, first.texts, second.texts)
    add_comparison(
        session,
        first.sheet_id,
        (first.id, second.id),
        fields=len(compared_items(definition)),
        differing=differing,
        compared_at=now,
    )
    return differing


def compare_second_keying(
    session: Session,
    now: datetime,
    keying: Keying,
    sheet: SheetRecord,
    definition: FormDefinition,
) -> None:
    """Compare the second keying with the first as it was saved, then with what counts of it.

    What was corrected between the two was wrong all the same: errors are those of the keying, and
    what is to be decided is what still differs.
    """
    saved, *corrections = entry_history(session, sheet.id)
    second = entry_history(session, sheet.id, keying=2)[-1]
    compare_keyings(session, now, definition, saved, second)
    if corrections and not compare_keyings(session, now, definition, corrections[-1], second):
        judge_batch(session, now, keying, sheet)


def follow_correction(
    session: Session,
    now: datetime,
    keying: Keying,
    sheet: SheetRecord,
    definition: FormDefinition,
) -> None:
    """Compare anew if the first keying was corrected while its differences were not decided.

    A correction of a sheet that is final leaves it so: it has its own reason.
    """
    found = newest_comparison(session, sheet.id)
    if found is None or status_of(*found) is not KeyingStatus.DIFFERS:
        return
    first = entry_history(session, sheet.id)[-1]
    second = entry_history(session, sheet.id, keying=2)[-1]
    if not compare_keyings(session, now, definition, first, second):
        judge_batch(session, now, keying, sheet)
