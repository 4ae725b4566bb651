"""Read a clinic's own picture of a quarter."""

from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.read_ledger import read_ledger
from kast_eval.actions.steps.other_clinics import beside_others
from kast_eval.actions.steps.told_sheets import TextReader, told_sheets
from kast_eval.quality.board_paper import first_paper_day
from kast_eval.quality.others import Others
from kast_eval.quality.picture import Picture, picture_of
from kast_eval.quality.quarter import Quarter, quarters_since
from kast_eval.quality.returns import returns_of
from kast_eval.store.events import note_event
from kast_eval.store.session import Session
from kast_eval.store.sheets_then import EVER
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site


@dataclass(frozen=True)
class SitePicture:
    """A clinic's quarter: all of its own figures, however small, and the others beside it.

    `quarters` are those that can be chosen, the oldest first; the last one is going on.
    """

    site: Site
    picture: Picture
    others: Others | None
    quarters: tuple[Quarter, ...]
    today: date

    @property
    def paper_day(self) -> date | None:
        """Return the day from which the paper for the board can be printed, while it is ahead."""
        day = first_paper_day(self.picture.now.quarter)
        return None if day <= self.today else day

    @property
    def goes_on(self) -> bool:
        """Tell whether the quarter has not ended."""
        return self.picture.now.quarter == self.quarters[-1]


def read_picture(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    quarter: Quarter | None = None,
) -> SitePicture:
    """Return the picture of the quarter, by default the last whole one; that is noted.

    A clinic that is outside the study, or has left it, keeps its own picture.
    """
    require(user, Permission.READ_RESPONSE, site_code)
    ledger = read_ledger(session, user, now, plan, site_code)
    present = Quarter.of(clock.clinic_day(now))
    wanted = quarter or present.before
    if wanted > present:
        raise NotFoundError
    reader = TextReader(plan.library, plan.schedule)
    sheets = told_sheets(session, reader, site_code, EVER)
    picture = picture_of(plan.schedule, sheets, returns_of(ledger.expected, ledger.today), wanted)
    note_event(session, now, user.name, "read picture", f"picture {wanted}", site_code=site_code)
    begun = Quarter.of(min((one.known_day for one in sheets), default=present.first_day))
    others = beside_others(
        session, user, reader, plan.schedule, site=ledger.site, day=present.before.last_day
    )
    return SitePicture(
        ledger.site, picture, others, quarters_since(min(begun, wanted), present), ledger.today
    )
