"""Print the week's list for the wall."""

from collections.abc import Iterator
from datetime import datetime

from kast_eval.actions.read_ledger import SiteLedger, read_ledger
from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.paper.wall_list import WallRow, print_wall_list
from kast_eval.store.events import chain_anchor, note_event
from kast_eval.store.session import Session
from kast_eval.store.sites import is_training
from kast_eval.study.expected import State
from kast_eval.study.leaps import Awaited, awaited
from kast_eval.study.plan import Plan
from kast_eval.study.roles import Permission, User, require
from kast_eval.wording import Language, Wording

_NUMBERED = {
    Timing.SESSION: Wording("samtal {number}", "session {number}"),
    Timing.FOLLOW_UP: Wording("{number} månader", "{number} months"),
    Timing.YEAR: Wording("år {number}", "year {number}"),
}


def print_due_list(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    language: Language,
) -> bytes:
    """Return the PDF of one page: codes, forms and last days, the most urgent clients first."""
    require(user, Permission.READ, site_code)
    ledger = read_ledger(session, user, now, plan, site_code)
    newest = {one.form: one for one in plan.library.newest_forms}
    note_event(session, now, user.name, "printed", "due list", site_code=site_code)
    return print_wall_list(
        tuple(_rows(ledger, newest)),
        clinic=ledger.site.name,
        day=ledger.today,
        training=is_training(session),
        language=language,
        anchor=chain_anchor(session),
    )


def _rows(ledger: SiteLedger, newest: dict[str, FormDefinition]) -> Iterator[WallRow]:
    """Give the open forms by client, each client at the place of the most urgent one."""
    by_client: dict[str | None, list[Awaited]] = {}
    for found in awaited(ledger.expected):
        by_client.setdefault(found.expected.code, []).append(found)
    for code, forms in by_client.items():
        for found in forms:
            one = found.expected
            definition = newest[one.form]
            yield WallRow(
                code or ledger.site.code,
                definition.letter,
                definition.title,
                _number(definition.timing, one.number, found.until),
                one.last_day,
                one.state is State.OVERDUE,
            )


def _number(timing: Timing, number: int | None, until: int | None) -> Wording:
    if until is not None:
        return Wording(f"samtal {number} till {until}", f"sessions {number} to {until}")
    said = _NUMBERED.get(timing)
    if said is None or number is None:
        return Wording("", "")
    return Wording(said.sv.format(number=number), said.en.format(number=number))
