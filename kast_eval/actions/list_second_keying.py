"""List the sheets that wait for their second keying, or for a decision about differences."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kast_eval.store.comparisons import undecided
from kast_eval.store.records import SheetRecord
from kast_eval.store.second_keyings import awaiting_second
from kast_eval.store.session import Session
from kast_eval.study.roles import Permission, User, require

AWAITS: Literal["awaits"] = "awaits"
DIFFERS: Literal["differs"] = "differs"


@dataclass(frozen=True)
class SecondKeyingDue:
    """A sheet that is not final: its identity, since when, and what it waits for; never a text."""

    sheet: str
    code: str
    form: str
    version: int
    timepoint: str
    number: int | None
    since: datetime
    state: Literal["awaits", "differs"]


def list_second_keying(session: Session, user: User, site_code: str) -> tuple[SecondKeyingDue, ...]:
    """Return the clinic's sheets that are not final, those with differences first."""
    require(user, Permission.ENTER, site_code)
    differs = [
        _due(outcome.sheet, outcome.compared_at, DIFFERS)
        for outcome in undecided(session, (site_code,))
    ]
    awaits = [_due(sheet, since, AWAITS) for sheet, since in awaiting_second(session, (site_code,))]
    return (*differs, *awaits)


def _due(
    sheet: SheetRecord, since: datetime, state: Literal["awaits", "differs"]
) -> SecondKeyingDue:
    return SecondKeyingDue(
        sheet.public_id,
        sheet.client_code or sheet.site_code,
        sheet.form,
        sheet.version,
        sheet.timepoint,
        sheet.number,
        since,
        state,
    )
