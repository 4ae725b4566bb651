"""Read the differences between two keyings of a sheet."""

from dataclasses import dataclass
from datetime import datetime

from kast_eval.actions.steps.keyers import check_third_person
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition, Item
from kast_eval.quality.compared import Comparison, Resolution
from kast_eval.store.comparisons import newest_comparison
from kast_eval.store.entries import entry_history
from kast_eval.store.events import note_event
from kast_eval.store.records import EntryRecord, SheetRecord
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User


@dataclass(frozen=True)
class Differences:
    """Two keyings of a sheet, their newest comparison, and what was decided of it."""

    sheet: SheetRecord
    definition: FormDefinition
    comparison: Comparison
    resolution: Resolution | None
    first: EntryRecord
    second: EntryRecord

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items that differ, in the order of the paper."""
        return tuple(
            item for item in self.definition.items if item.name in self.comparison.differing
        )


def read_differences(
    session: Session, user: User, now: datetime, plan: Plan, *, public_id: str
) -> Differences:
    """Return the differences of a sheet that was keyed twice, to somebody who may decide them."""
    differences = find_differences(session, user, now, plan, public_id=public_id)
    note_event(
        session, now, user.name, "read differences", public_id,
        site_code=differences.sheet.site_code,
    )  # fmt: skip
    return differences


def find_differences(
    session: Session, user: User, now: datetime, plan: Plan, *, public_id: str
) -> Differences:
    """Return the same without noting it, for what is about to be noted as a decision."""
    sheet, definition = own_sheet(session, user, Permission.CORRECT, plan.library, public_id)
    found = newest_comparison(session, sheet.id)
    if found is None:
        raise NotFoundError
    comparison, resolution = found
    first = _entry(session, sheet, comparison.first_entry, keying=1)
    second = _entry(session, sheet, comparison.second_entry, keying=2)
    keyed_by = {
        entry_history(session, sheet.id)[0].entered_by,
        entry_history(session, sheet.id, keying=2)[0].entered_by,
    }
    check_third_person(
        session, user, now, plan.keying, site_code=sheet.site_code, keyed_by=keyed_by
    )
    return Differences(sheet, definition, comparison, resolution, first, second)


def _entry(session: Session, sheet: SheetRecord, number: int, *, keying: int) -> EntryRecord:
    history = entry_history(session, sheet.id, keying=keying)
    return next(entry for entry in history if entry.id == number)
