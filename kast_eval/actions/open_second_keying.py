"""Open the page that a sheet is keyed a second time on, without anything of the first time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.keyers import check_second_keyer
from kast_eval.actions.steps.meant import meant_by
from kast_eval.actions.steps.sheet import own_sheet
from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import Library
from kast_eval.errors import KastEvalError
from kast_eval.store.entries import entry_history
from kast_eval.store.events import note_event
from kast_eval.store.records import SheetRecord
from kast_eval.store.second_keyings import awaiting_second, is_wanted
from kast_eval.store.session import Session
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User


class NotAwaitedError(KastEvalError):
    """A sheet that waits for no second keying, or not any more."""


class SeveralAwaitedError(KastEvalError):
    """Sheets of several episodes that the same code, form and number mean.

    `saved_on` tells when each was first saved, by the number of its episode; no more is told.
    """

    def __init__(self, saved_on: Mapping[int, date]) -> None:
        super().__init__(
            "Klienten har kommit tillbaka, och ett sådant ark väntar från mer än en insatsperiod. "
            "Välj vilken period papperet hör till: det äldre papperet hör till den tidigare."
        )
        self.saved_on = saved_on


@dataclass(frozen=True)
class AwaitedSheet:
    """What the page of a second keying needs: whose sheet, and what stood on the paper."""

    sheet: SheetRecord
    definition: FormDefinition

    @property
    def code(self) -> str:
        """Return whose sheet it is: the client's code, or the clinic's."""
        return self.sheet.client_code or self.sheet.site_code


def find_awaited(
    session: Session,
    user: User,
    library: Library,
    *,
    code: str,
    form: str,
    number: int | None,
    episode_no: int | None = None,
) -> str:
    """Return the public id of the awaited sheet that the paper's code, form and number mean.

    SeveralAwaitedError if sheets of more than one episode wait, and it is not said which is meant.
    """
    definition = library.newest(form)
    meant = meant_by(session, user, Permission.ENTER, code, definition.subject)
    found = {
        sheet.episode_no: sheet
        for sheet, _since in awaiting_second(session, (meant.site.code,))
        if (sheet.client_code, sheet.form, sheet.number) == (meant.client_code, form, number)
        and episode_no in {None, sheet.episode_no}
    }
    if len(found) > 1:
        raise SeveralAwaitedError(
            {number: clock.clinic_day(sheet.created) for number, sheet in sorted(found.items())}
        )
    for sheet in found.values():
        return sheet.public_id
    raise NotAwaitedError(
        "Inget ark med den koden, det formuläret och det numret väntar på en andra inskrivning. "
        "Jämför med papperet och med listan. Står papperets kod inte i listan kan arket ha "
        "skrivits in på fel kod: säg till formuläransvarig."
    )


def open_second_keying(
    session: Session, user: User, now: datetime, plan: Plan, *, public_id: str
) -> AwaitedSheet:
    """Return what the page needs; nothing that was keyed the first time is among it."""
    sheet, definition = own_sheet(session, user, Permission.ENTER, plan.library, public_id)
    require_awaited(session, sheet)
    first = entry_history(session, sheet.id)
    check_second_keyer(session, user, now, plan, sheet, first=first)
    note_event(
        session, now, user.name, "opened second keying", public_id, site_code=sheet.site_code
    )
    return AwaitedSheet(sheet, definition)


def require_awaited(session: Session, sheet: SheetRecord) -> None:
    """Refuse a sheet that no second keying is wanted of, or that has one."""
    if entry_history(session, sheet.id, keying=2):
        raise NotAwaitedError("Arket är redan inskrivet en andra gång.")
    if not is_wanted(session, sheet.id):
        raise NotAwaitedError("Arket ska inte skrivas in en andra gång.")
